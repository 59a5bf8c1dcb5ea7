// Narrow, dark, French.
import { readFileSync } from "node:fs";
import { accessible, check, open, root, settled, shot, text } from "./lib.mjs";

const width = (page) => page.evaluate(() => document.documentElement.scrollWidth);

export async function narrowAndFrench(desk) {
    const page = await open({ viewport: { width: 360, height: 780 }, locale: "fr-FR", colorScheme: "dark" }, desk.url);
    await page.waitForSelector("#queue li");
    check("French where the browser is", (await text(page, "h1")) === "File d’attente" && (await page.locator("html").getAttribute("lang")) === "fr");
    await shot(page, "queue-narrow");
    for (const path of ["", "report/hostile", "add", "history", "accounts"]) {
        await page.goto(desk.home + path);
        await page.waitForSelector("main h1");
        await settled(page);
        check(`360 px wide: /${path} does not scroll sideways`, (await width(page)) <= 360, await width(page));
        await accessible(page, `360 px wide, in French, /${path}`);
        if (path) await shot(page, "narrow-" + path.replace(/\W/g, "-"));
    }
    await page.goto(desk.home);
    await page.locator("#queue li a").first().click();
    await page.waitForSelector("#matrix");
    await shot(page, "event-narrow");
    check("360 px wide: neither does an event", (await width(page)) <= 360, await width(page));
    await accessible(page, "360 px wide, in French, an event");
    await page.locator("#claims button.edit").first().click();
    await page.waitForSelector("dialog .record");
    await shot(page, "edit-narrow");
    check("360 px wide: nor the form of a claim", await page.locator("dialog").evaluate((one) => one.scrollWidth <= one.clientWidth), await page.locator("dialog").evaluate((one) => [one.scrollWidth, one.clientWidth]));
    await page.keyboard.press("Escape");
    const left = await page.evaluate(() => [...document.querySelectorAll("main *")].map((one) => one.childElementCount ? "" : one.textContent).filter((words) => /^(accept|reject|edit|undo|fold|queue|history|Reason)$/i.test(words.trim())));
    check("no word of the interface is left in English", !left.length, left);
    const sides = await page.evaluate(() => document.querySelector("#matrix").innerText);
    check("sides have their names in French", /talibans|Front national de résistance/.test(sides) && !/\(Taliban\)|National Resistance Front/.test(sides), sides);
    await page.selectOption("header select", "en");
    await page.waitForFunction(() => document.documentElement.lang === "en");
    check("and English when it is chosen", (await text(page, "header nav a")) === "Queue");
    const [en, fr] = ["en", "fr"].map((code) => JSON.parse(readFileSync(`${root}/share/desk/messages/${code}.json`)));
    check("both languages have the same messages", JSON.stringify(Object.keys(en).sort()) === JSON.stringify(Object.keys(fr).sort()));
    await page.context().close();
}
