// The keyboard alone, and Ctrl+K.
import { accessible, check, count, notSaid, open, said, shot, text } from "./lib.mjs";

const focusClaim = (page, id) => page.evaluate((name) => document.getElementById("claim-" + name).focus(), id);

export async function keysAlone(desk) {
    const page = await open({}, desk.url);
    await page.waitForSelector("#queue li");
    for (const key of ["j", "j", "k"]) await page.keyboard.press(key);
    check("keys: focus is seen", await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none" && document.activeElement.matches("#queue a")));
    await page.keyboard.press("Enter");
    await page.waitForSelector("#claims article");
    const event = page.url();
    for (const key of ["j", "j"]) await page.keyboard.press(key);
    const id = await page.evaluate(() => document.activeElement.dataset.claim);
    await page.keyboard.press("x");
    await said(page, id, "rejected");
    check("keys: x rejects", true);
    await page.keyboard.press("u");
    await notSaid(page, id, "rejected");
    check("keys: u undoes", true);
    await focusClaim(page, id);
    await page.keyboard.press("a");
    await said(page, id, "accepted");
    check("keys: a accepts", true);
    await focusClaim(page, id);
    await page.keyboard.press("e");
    check("keys: e opens the form in its first field", await page.evaluate(() => document.activeElement.closest("dialog") && document.activeElement.matches("input, textarea, select")));
    await page.keyboard.press("Escape");
    for (const [key, what] of [["g", ".grades"], ["m", "#join-with"], ["c", "#comment"], ["?", "dl.keys"]]) {
        await page.keyboard.press(key);
        await page.waitForSelector("dialog " + what);
        check(`keys: ${key} opens its form, Escape closes it`, true);
        if (key === "?") check("keys: ? lists them", (await count(page, "dialog kbd")) > 8);
        await page.keyboard.press("Escape");
        await page.waitForFunction(() => !document.querySelector("dialog[open]"));
    }
    await page.keyboard.press("r");
    check("keys: r writes the reason", await page.evaluate(() => document.activeElement.id === "next-reason"));
    await focusClaim(page, id);
    await page.locator(`[id="claim-${id}"] .pick`).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("s");
    await page.waitForSelector("dialog #comparison");
    check("keys: s splits what is picked", true);
    await page.keyboard.press("Escape");
    await focusClaim(page, id);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/report\//);
    await page.waitForSelector("#text mark");
    check("keys: Enter on a claim opens its report", true);
    await page.goto(event);
    await page.waitForSelector("#claims article");
    await page.keyboard.press("q");
    await page.waitForSelector("#queue li");
    await page.keyboard.press("/");
    check("keys: / goes to the search", await page.evaluate(() => document.activeElement.id === "search"));
    await page.keyboard.type("Bazarak");
    await page.keyboard.press("Enter");
    await page.waitForURL(/text=Bazarak/);
    await page.context().close();
}

async function jumpTo(page, typed, wanted, kind) {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(typed);
    await page.waitForFunction(([words, what]) => [...document.querySelectorAll("#jump-list li")].some((one) => one.innerText.includes(words) && one.querySelector(".kind").innerText === what), [wanted, kind]);
    const at = await page.locator("#jump-list li").evaluateAll((all, [words, what]) => all.findIndex((one) => one.innerText.includes(words) && one.querySelector(".kind").innerText === what), [wanted, kind]);
    for (let i = 0; i < at; i++) await page.keyboard.press("ArrowDown");
    check(`jump: the arrows choose ${wanted}`, (await text(page, "#jump-list li[aria-selected=true]")).includes(wanted));
    await page.keyboard.press("Enter");
}

export async function jumping(desk) {
    const page = await open({}, desk.url);
    await page.waitForSelector("#queue li");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("pan");
    await page.waitForFunction(() => document.querySelectorAll("#jump-list .kind").length > 1 && document.querySelector("#jump-list li").innerText.includes("event"));
    await shot(page, "jump");
    await accessible(page, "jumping");
    await page.keyboard.press("Escape");
    const id = await page.locator("#queue li").first().getAttribute("data-id");
    await jumpTo(page, id.slice(0, 6), id, "event");
    await page.waitForURL(new RegExp("/event/" + id));
    await page.waitForSelector("#claims article");
    check("jump: to an event by its id", true);
    await jumpTo(page, "grade", "Grade", "do");
    await page.waitForSelector("dialog .grades");
    check("jump: a command of the page", true);
    await page.keyboard.press("Escape");
    await jumpTo(page, "0831-cim", "", "report");
    await page.waitForURL(/\/report\/0831-cimes/);
    await page.waitForSelector("#text mark");
    check("jump: to a report", true);
    await jumpTo(page, "taliban", "Taliban", "party");
    await page.waitForURL(/side=Taliban/);
    await page.waitForSelector("#queue li");
    check("jump: to the events of a party", true);
    await jumpTo(page, "bazar", "Bazarak", "place");
    await page.waitForURL(/place=Bazarak/);
    check("jump: to the events of a place", true);
    await jumpTo(page, "histo", "History", "do");
    await page.waitForURL(/\/history/);
    check("jump: to a page", true);
    await page.context().close();
}
