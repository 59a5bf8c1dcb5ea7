// Adding reports: pasted, chosen, dropped with their folder.
import { mkdirSync, writeFileSync } from "node:fs";
import { accessible, check, count, shot, text, work } from "./lib.mjs";

const row = (page, name) => page.locator(`#results tr[data-file="${name}"]`).innerText();

// A browser lets no script drop real files; entries of the same form stand for them.
const dropFolder = (page) => page.evaluate(() => {
    const file = (name, content) => ({ isFile: true, name, file: (done) => done(new File([content], name)) });
    const folder = (name, children) => ({ isFile: false, name, createReader: () => {
        const parts = [children.slice(0, 1), children.slice(1), []]; // a reader gives some at a time
        return { readEntries: (done) => done(parts.shift()) };
    } });
    const all = folder("field", [file("one.txt", "Nine soldiers were killed in Ghazni on 8 October 2021, the army said."),
        folder("more", [file("two.txt", "Eight policemen were wounded in Zabul on 9 October 2021, the police said."), file("noise.bin", new Uint8Array(500).map((_, i) => (i * 7) % 256))])]);
    const event = new Event("drop", { bubbles: true, cancelable: true });
    event.dataTransfer = { items: [{ webkitGetAsEntry: () => all }], files: [] };
    document.getElementById("drop").dispatchEvent(event);
});

export async function addReports(page, desk) {
    await page.click("header nav a[href^='/add']");
    await page.waitForSelector("#paste");
    await accessible(page, "adding");
    await page.fill("#paste", "Thirty soldiers were killed in Kandahar on 4 October 2021, the army said.");
    await page.fill("#outlet", "A paper");
    await page.click("#paste-form button");
    await page.waitForSelector("#tally.finished");
    check("pasted text is read", /Added/.test(await row(page, "pasted text")) && /1$/.test(await row(page, "pasted text")), await row(page, "pasted text"));
    writeFileSync(work + "/up.txt", "Twelve people were wounded in Herat on 6 October 2021, the police said.");
    writeFileSync(work + "/junk.bin", Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7) % 256)));
    await page.setInputFiles("#files", [work + "/up.txt", work + "/junk.bin"]);
    await page.waitForFunction(() => /3 of 3/.test(document.querySelector("#tally.finished")?.innerText ?? ""));
    check("files are read one by one", /Added/.test(await row(page, "up.txt")), await row(page, "up.txt"));
    check("with what was left out and why", /left out: .{10}/.test(await row(page, "junk.bin")), await row(page, "junk.bin"));
    await dropFolder(page);
    await page.waitForFunction(() => /6 of 6/.test(document.querySelector("#tally.finished")?.innerText ?? ""));
    check("a dropped folder is walked through", /Added/.test(await row(page, "field/one.txt")) && /Added/.test(await row(page, "field/more/two.txt")), await text(page, "#results"));
    check("each file with its own reason", /left out/.test(await row(page, "field/more/noise.bin")));
    check("the tally says it all", /6 of 6 files; 4 reports added, 0 there already, 2 left out/.test(await text(page, "#tally")), await text(page, "#tally"));
    check("and the bar is full", await page.locator("#progress").evaluate((one) => one.value === one.max));
    mkdirSync(work + "/folder", { recursive: true });
    writeFileSync(work + "/folder/up.txt", "Twelve people were wounded in Herat on 6 October 2021, the police said.");
    await page.setInputFiles("#folder", work + "/folder");
    await page.waitForFunction(() => /7 of 7/.test(document.querySelector("#tally.finished")?.innerText ?? ""));
    check("what was there already is said", /there already/.test(await row(page, "folder/up.txt")), await row(page, "folder/up.txt"));
    await shot(page, "add");
    await page.goto(desk.home + "?text=Herat");
    await page.waitForSelector("#queue li");
    check("and are events at once", (await count(page, "#queue li")) === 1);
}
