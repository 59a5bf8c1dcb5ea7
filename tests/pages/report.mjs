// The report page: marks, stepping, missed claims, graphic words; and the history of everything.
import { accessible, check, count, ledger, run, select, send, shot, text } from "./lib.mjs";

export async function reportPage(page, desk) {
    await page.goto(desk.home + "report/hostile");
    await page.waitForSelector("#text mark");
    await shot(page, "report");
    await accessible(page, "report");
    check("a hostile report is text", (await page.title()) !== "owned" && (await text(page, "#text")).includes("<script>"));
    check("claims are marked in place", (await count(page, "#text mark")) > 0 && (await text(page, "#text mark")).length > 10);
    const meta = await text(page, "#meta");
    check("source, hash and time of capture are there", /[0-9a-f]{64}/.test(meta) && /UTC/.test(meta) && /Outlet/.test(meta), meta);
    await page.locator("#text mark").first().hover();
    const fields = await text(page, "article.claim.here dl");
    check("pointing at a mark shows fields, chain, rule and confidence", /Says/.test(fields) && /Rule/.test(fields) && /confidence \d/.test(fields), fields);
    await page.locator("#text mark").first().click();
    check("a mark leads to its claim", await page.evaluate(() => document.activeElement?.matches("article.claim")));
    await page.goto(desk.home + "report/0831-cimes-khawak");
    await page.waitForSelector("#text mark");
    await page.keyboard.press("j");
    const first = await page.evaluate(() => document.activeElement.dataset.claim);
    await page.keyboard.press("j");
    const second = await page.evaluate(() => document.activeElement.dataset.claim);
    check("stepping goes from claim to claim and marks its words", first !== second && (await page.evaluate((id) => document.querySelector("mark.here")?.dataset.claims.split(" ").includes(id), second)), [first, second]);
    await shot(page, "report-step");
}

export async function missedClaim(page, desk) {
    await page.goto(desk.home + "report/hostile");
    await page.waitForSelector("#text mark");
    const claims = await count(page, "article.claim");
    await select(page, "The market stayed shut until noon.");
    await page.click("#do-missed");
    check("the selected words are shown", (await text(page, "#span-words mark")) === "The market stayed shut until noon.", await text(page, "dialog"));
    await page.selectOption("#edit-type", "Explosions/Remote violence");
    await page.click("#losses-add");
    await page.fill("#losses-0-low", "3");
    await send(page);
    await page.waitForFunction((n) => document.querySelectorAll("article.claim").length === n + 1, claims);
    check("a missed claim is marked", (await page.locator("#text mark").last().innerText()) === "The market stayed shut until noon.");
    check("with what was said of it", /≥\s?3 killed/.test(await page.locator("article.claim").last().innerText()), await page.locator("article.claim").last().innerText());
}

export async function graphic(page, desk) {
    const words = "Forty Taliban fighters were killed", cover = page.locator("#text .blurred");
    await page.goto(desk.home + "report/hostile");
    await page.waitForSelector("#text mark");
    await select(page, words);
    await page.click("#do-blur");
    await page.fill("#reason", "a picture in words");
    await send(page);
    await page.waitForSelector("#text .blurred");
    check("graphic words are blurred", (await cover.innerText()) === words && /blur/.test(await cover.locator(".words").evaluate((one) => getComputedStyle(one).filter)));
    check("a screen reader is told, and not told the words", /Graphic/.test(await cover.locator("button").getAttribute("aria-label")) && (await cover.locator(".words").getAttribute("aria-hidden")) === "true");
    check("in the quotation of the claim too", (await page.locator("article.claim .blurred").first().innerText()) === words);
    check("the history says who and why", /tester\s+blur/.test(await text(page, "#history li")) && /a picture in words/.test(await text(page, "#history li")), await text(page, "#history li"));
    await shot(page, "blur");
    await accessible(page, "blurred");
    const event = await page.locator("article.claim a[href*='/event/']").first().getAttribute("href");
    await page.goto(desk.home + event.slice(1));
    await page.waitForSelector("#claims article");
    check("on the event page as well", (await page.locator("#claims .blurred").first().innerText()) === words);
    await page.locator("#claims .blurred button").first().focus();
    await page.keyboard.press("Enter");
    check("until it is asked for, by key", (await page.locator("#claims .unblurred").first().innerText()) === words && page.url().includes("/event/"));
    await page.goto(desk.home + "report/hostile");
    await page.waitForSelector("#text .blurred");
    await cover.locator(".words").click({ position: { x: 5, y: 5 } });
    check("or by a click", (await count(page, "#text .blurred")) === 0 && (await count(page, "#text .unblurred")) === 1);
    await page.keyboard.press("u");
    await page.waitForFunction(() => document.querySelector("#text") && !document.querySelector("#text .blurred, #text .unblurred"));
    check("and undone", true);
    await page.evaluate(() => getSelection().removeAllRanges());
    await page.click("#do-blur");
    await send(page);
    await page.waitForSelector("#text .blurred");
    check("a whole report is blurred", (await cover.innerText()).includes("The market stayed shut"));
    await page.keyboard.press("u");
    await page.waitForFunction(() => document.querySelector("#text") && !document.querySelector("#text .blurred"));
}

export async function everybodysHistory(page, desk) {
    const event = run(ledger, "events", "--limit", "1").stdout.match(/\bE[0-9a-f]+\b/)[0];
    run(ledger, "review", event);
    await page.goto(desk.home + "history");
    await page.waitForSelector("#acts li");
    const first = await text(page, "#acts li");
    check("what was done on the command line is in the history", /on the command line/.test(first) && /mark as reviewed/.test(first) && first.includes(event), first);
    check("next to what was done here", (await page.locator("#acts li:has-text('tester')").count()) > 5);
    await shot(page, "history");
    await accessible(page, "history");
    await page.locator("#acts li button").first().click();
    await page.waitForFunction(() => /undo/.test(document.querySelector("#acts li")?.innerText ?? ""));
    check("and can be undone here", /tester\s+undo/.test(await text(page, "#acts li")) && !run(ledger, "undo").stdout.includes("reviewed:"), run(ledger, "undo").stdout);
}
