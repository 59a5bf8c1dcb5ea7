// Through the queue from event to event; other words for a claim; somebody else at the same event.
import { accessible, check, count, ledger, open, run, select, send, settled, shot, text } from "./lib.mjs";

export async function throughTheQueue(page, desk) {
    await page.goto(desk.home + "?status=contested");
    await page.waitForSelector("#queue li");
    const ids = await page.locator("#queue li").evaluateAll((all) => all.map((one) => one.dataset.id)), here = () => page.url().match(/event\/(E\w+)/)?.[1];
    await page.locator("#queue li a").first().click();
    await page.waitForSelector("#matrix");
    check("an event says where it stands in the queue", (await text(page, ".steps")).replace(/\s+/g, " ").includes(`1 of ${ids.length}`), await text(page, ".steps"));
    check("the first has none before it", await page.locator("#previous-event").isDisabled());
    await page.click("#next-event");
    await page.waitForFunction((id) => location.pathname.endsWith(id), ids[1]);
    await settled(page);
    check("the button leads to the next", here() === ids[1] && page.url().includes("status=contested"), page.url());
    await page.keyboard.press("l");
    await page.waitForFunction((id) => location.pathname.endsWith(id), ids[2]);
    await settled(page);
    await page.keyboard.press("h");
    await page.waitForFunction((id) => location.pathname.endsWith(id), ids[1]);
    check("so do the keys l and h", here() === ids[1]);
    await settled(page);
    await page.goto(page.url());
    await page.waitForSelector("#matrix");
    check("an event opened by its address has no queue around it", (await count(page, ".steps")) === 0);
}

export async function otherWords(page, desk) {
    const report = desk.home + "report/0831-cimes-khawak", card = page.locator("article.claim").first(), quoted = () => card.locator("> .quote").innerText();
    await page.goto(report);
    await page.waitForSelector("#text mark");
    const before = await quoted(), wanted = "une attaque des talibans contre le col de Khawak";
    await page.evaluate(() => document.querySelector("article.claim").focus());
    await select(page, wanted);
    await page.keyboard.press("w");
    check("w shows the words so far and those that are selected", (await page.locator("dialog blockquote").first().innerText()) === before && (await text(page, "#span-words mark")) === wanted, await text(page, "dialog"));
    await accessible(page, "other words");
    await shot(page, "words");
    await page.fill("#reason", "the rest is another sentence");
    await send(page);
    await page.waitForFunction((words) => document.querySelector("article.claim > .quote")?.innerText === words, wanted);
    check("a claim stands on the words that were selected", (await text(page, "#text mark")) === wanted);
    check("what the program read is kept", (await card.locator("details .quote").textContent()) === before);
    check("the history says so, with the reason", /tester\s+edit.*words at \d+–\d+/s.test(await text(page, "#history li")) && /another sentence/.test(await text(page, "#history li")), await text(page, "#history li"));
    await page.evaluate(() => getSelection().removeAllRanges());
    await page.evaluate(() => document.querySelector("article.claim").focus());
    await page.keyboard.press("w");
    for (const id of ["begin-later", "end-earlier", "end-later", "end-later"]) {
        await page.focus("#" + id);
        await page.keyboard.press("Enter");
    }
    check("by keys its ends go word by word", (await text(page, "#span-words mark")) === "attaque des talibans contre le col de Khawak, porte", await text(page, "#span-words mark"));
    await send(page);
    await page.waitForFunction(() => /porte$/.test(document.querySelector("article.claim > .quote")?.innerText));
    await page.keyboard.press("u");
    await page.waitForFunction((words) => document.querySelector("article.claim > .quote")?.innerText === words, wanted);
    await page.keyboard.press("u");
    await page.waitForFunction((words) => document.querySelector("article.claim > .quote")?.innerText === words, before);
    check("and both are undone", true);
}

export async function somebodyElse(desk) {
    const page = await open({}, "about:blank");
    await page.clock.install();
    await page.goto(desk.url);
    await page.waitForSelector("#queue li");
    await page.locator("#queue li a").nth(1).click();
    await page.waitForSelector("#matrix");
    const event = page.url().match(/event\/(E\w+)/)[1];
    run(ledger, "review", event);
    check("what somebody else does is not there at once", (await text(page, "#changed")) === "");
    await page.clock.fastForward(20000);
    await page.waitForSelector("#changed button");
    check("but soon it is said, by whom and what", /command line.*reviewed/s.test(await text(page, "#changed")), await text(page, "#changed"));
    await accessible(page, "somebody else");
    await page.click("#changed button");
    await page.waitForFunction(() => document.querySelector("main .tag")?.innerText === "reviewed" || /reviewed/.test(document.getElementById("history")?.innerText ?? ""));
    await page.waitForFunction(() => !document.getElementById("changed")?.innerText);
    check("and shown when it is asked for", true);
    await page.context().close();
}
