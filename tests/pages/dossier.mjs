// The dossier: opened from the disk, without the program or a network.
import { accessible, check, count, ledger, open, run, shot, text, work } from "./lib.mjs";

export async function dossier() {
    const folder = work + "/dossier", made = run(ledger, "export", "html", "--lang", "fr", "-o", folder);
    check("the dossier is written", made.status === 0, made.stderr);
    const page = await open({ viewport: { width: 360, height: 780 }, offline: true }, `file://${folder}/index.html`);
    check("it opens from the disk, contested events first", await page.locator("ol.queue li").first().evaluate((one) => one.classList.contains("contested")));
    check("in its language", (await page.locator("html").getAttribute("lang")) === "fr");
    check("with its style", (await page.locator("ol.queue li").first().evaluate((one) => getComputedStyle(one).borderLeftWidth)) === "5px");
    await accessible(page, "the dossier");
    await shot(page, "dossier");
    await page.locator("ol.queue a").first().click();
    check("an event has its matrix, claims and reports", (await count(page, "table.grid td")) > 0 && (await count(page, "article.claim")) > 0);
    check("360 px wide: its pages do not scroll sideways", (await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
    await accessible(page, "an event of the dossier");
    const quote = await text(page, "article.claim .quote");
    await page.locator("article.claim a").first().click();
    await page.waitForSelector("mark:target");
    check("a claim leads to its words in the report", (await page.locator(".text").innerText()).replace(/\s+/g, " ").includes(quote.replace(/\s+/g, " ")), quote);
    check("which stand for themselves", (await page.title()) !== "owned" && (await count(page, "main script, main img")) === 0);
    await accessible(page, "a report of the dossier");
    await shot(page, "dossier-report");
    await page.context().close();
}
