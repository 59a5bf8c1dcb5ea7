// The event page: the matrix, strips, copies, and every act on an event and its claims.
import { accessible, check, count, hostile, ledger, notSaid, run, said, send, shot, text } from "./lib.mjs";

export async function eventPage(page) {
    await page.locator("#queue li a").first().click();
    await page.waitForSelector("#matrix");
    check("the matrix outlines what clashes", (await count(page, "#matrix td.clashing")) > 0);
    await page.locator("#matrix td.clashing").first().hover();
    const why = await text(page, "#cell-why");
    check("and the sentence says why", why.length > 20, why);
    const note = page.locator("#matrix td.clashing a.note").first(), number = await note.innerText();
    await note.click();
    check("its number leads to the contradiction", await page.evaluate((n) => document.activeElement.id === "clash-" + n, number));
    check("which says the same", why.includes((await text(page, `#clash-${number} .why`)).slice(0, 40)), why);
    const pairs = await page.locator("#contradictions > li").evaluateAll((all) => all.map((one) => [one.querySelector("strong").innerText, one.querySelectorAll(".why").length, one.querySelectorAll(".stands li").length]));
    const told = (await (await page.request.get(new URL("/api/v1/events/" + page.url().match(/event\/(E\w+)/)[1], page.url()).href)).json()).contradictions.length;
    check("contradictions are told by what they are about, with every pair behind", pairs.length < told && pairs.reduce((sum, [, n]) => sum + n, 0) === told, [pairs, told]);
    check("what is counted how by whom", /^Counts of killed \(Taliban\): 0 \(.+\) against 60 \(.+\)$/.test(pairs[0][0]) && pairs[0][2] > 2, pairs[0]);
    check("other pairs are folded", !(await page.locator("#contradictions .pairs li").first().isVisible()));
    await page.locator("#contradictions .pairs summary").first().click();
    check("until they are asked for", await page.locator("#contradictions .pairs li").first().isVisible());
    await page.click(".parts nav a:has-text('Claims')");
    check("the parts of a long page are a click away", await page.evaluate(() => { const { top } = document.getElementById("claims").getBoundingClientRect(); return top >= 0 && top < innerHeight / 2; }));
    const [archive] = await Promise.all([page.waitForEvent("download"), page.click(".parts a.button")]);
    check("and so is the dossier of the event", archive.suggestedFilename() === "dossier.zip");
    const ends = await page.locator("#ranges li:has(.end:nth-child(3))").first().locator(".end").evaluateAll((all) => all.map((one) => [one.querySelector("strong").innerText, one.querySelectorAll("a").length]));
    check("a strip has low, best and high, each end with its claims", ends.length === 3 && ends[0][1] > 0 && ends[2][1] > 0, ends);
    const [low, high] = [ends[0][0], ends[2][0]].map((one) => Number(one.replace(/\D/g, "")));
    check("in order", low <= high, ends);
    await page.locator("#ranges .end a").first().click();
    check("the name of an end leads to its claim", await page.evaluate(() => document.activeElement.matches("article.claim")));
    await page.evaluate(() => scrollTo(0, 0));
    await shot(page, "event");
    await page.locator("#ranges").scrollIntoViewIfNeeded();
    await shot(page, "event-strips");
    await accessible(page, "event");
}

export async function folds(page) {
    const here = page.url(), tree = () => page.locator("#reports").evaluate((one) => one.innerText.length && [...one.querySelectorAll("[data-report]")].map((item) => [item.dataset.report, item.parentElement.closest("[data-report]")?.dataset.report ?? ""]));
    const copies = page.locator("details.copies").first();
    await copies.locator("summary").click();
    check("copies fold out with the reason", (await copies.locator(".fold-why").first().innerText()).length > 10);
    await shot(page, "event-copies");
    const before = await tree(), copy = await copies.locator("[data-report]").first().getAttribute("data-report");
    await copies.locator("button.unfold").first().click();
    await page.fill("#reason", "written by its own correspondent");
    await send(page);
    await page.waitForSelector("#history li:has-text('unfold')");
    check("a fold is undone from the event page", (await tree()).find(([id]) => id === copy)?.[1] === "", await tree());
    check("with the name and the reason in the history", /tester/.test(await text(page, "#history li")) && /own correspondent/.test(await text(page, "#history li")), await text(page, "#history li"));
    check("the command line knows it", /unfolded: /.test(run(ledger, "undo").stdout) && run(ledger, "undo").stdout.includes(copy), run(ledger, "undo").stdout);
    await page.click("#notice button");
    await page.waitForFunction((id) => document.querySelector(`#reports [data-report="${CSS.escape(id)}"]`)?.parentElement.closest("[data-report]"), copy);
    check("and folded again when that is undone", JSON.stringify(await tree()) === JSON.stringify(before), await tree());
    /* Folding changes what is one event, and the page may show fewer reports: the command line tells what holds. */
    const alone = page.locator("#reports > li > button.fold").first(), report = await alone.locator("xpath=..").getAttribute("data-report");
    const folded = () => run(ledger, "undo").stdout.split("\n").some((line) => line.includes(" folded: ") && line.includes(report));
    await alone.click();
    await send(page);
    await page.waitForSelector("#notice button");
    check("a report is folded by hand", folded(), run(ledger, "undo").stdout);
    await page.keyboard.press("u");
    await page.waitForSelector("#notice:has-text('Undone')");
    check("and u takes it back", !folded() && JSON.stringify(await tree()) === JSON.stringify(before), [run(ledger, "undo").stdout, await tree()]);
    await page.goto(here);
    await page.waitForSelector("#claims article");
}

export async function correctFields(page) {
    const claim = page.locator("#claims article").first();
    const id = await claim.getAttribute("data-claim"), now = () => text(page, `[id="claim-${id}"] dl`);
    await claim.locator("button.edit").click();
    if (!(await count(page, "#place-0-name"))) await page.click("#place-add");
    await page.fill("#place-0-name", "Bazarak");
    await page.click("#place-0-look");
    await page.waitForFunction(() => document.querySelectorAll("#place-0-found option").length > 0);
    check("the gazetteer fills the place", Number(await page.locator("#place-0-lat").inputValue()) > 30);
    await page.waitForSelector(".pick-map .pick-pin.offer");
    const [offers, seen] = [await count(page, "#place-0-look ~ .pick-map .pick-pin.offer"), await page.locator("#place-0-lat").inputValue()];
    check("what it offers is on a map", offers === (await count(page, "#place-0-found option")), offers);
    const room = await page.locator("#place-0-look ~ .pick-map").boundingBox();
    await shot(page, "edit-place");
    await page.mouse.click(room.x + room.width - 40, room.y + 30);
    check("a click on the map sets the point", (await page.locator("#place-0-lat").inputValue()) !== seen, seen);
    await page.locator("#place-0-look ~ .pick-map .pick-pin.offer").first().focus();
    await page.keyboard.press("Enter");
    check("a pin chooses what is offered, by key too", (await page.locator("#place-0-lat").inputValue()) === seen, await page.locator("#place-0-lat").inputValue());
    await page.fill("#edit-from", "2021-08-30");
    await page.fill("#edit-to", "2021-08-31");
    await page.click("#against-add");
    const against = page.locator('[data-list="against"] .row').last();
    await against.locator("input").nth(0).fill("the garrison");
    await against.locator("input").nth(1).fill("Testland");
    await page.click("#losses-add");
    const loss = page.locator('[data-list="losses"] .row').last();
    await loss.locator("select").first().selectOption("captured");
    await loss.locator("input[type=number]").nth(0).fill("7");
    await loss.locator("input[type=number]").nth(1).fill("9");
    await page.click("#chain-add");
    await page.locator('[data-list="chain"] .row').last().locator("input").first().fill("a doctor in Bazarak");
    await page.selectOption("#edit-certainty", "hedged");
    await page.selectOption("#edit-subtype", "Arrests");
    await page.fill("#reason", "the text says so");
    await shot(page, "edit");
    await accessible(page, "editing");
    await send(page);
    await said(page, id, "edited");
    const fields = await now();
    for (const [what, words] of [["place", "Bazarak"], ["date", /3[01] Aug 2021/], ["party", "Testland"], ["number", /7–9 captured/], ["origin", "a doctor in Bazarak"], ["certainty", "hedged"], ["subtype", "Arrests"]])
        check(`${what} is corrected`, typeof words === "string" ? fields.includes(words) : words.test(fields), fields);
    const entry = await text(page, "#history li");
    check("the history says who, what and why", /tester\s+edit/.test(entry) && entry.includes("the text says so") && entry.includes("Testland"), entry);
    await page.click("#notice button");
    await notSaid(page, id, "edited");
    check("and undone at once", !(await now()).includes("Testland"));
}

export async function reasons(page) {
    const claim = page.locator("#claims article").first(), id = await claim.getAttribute("data-claim");
    await page.fill("#next-reason", "seen in the picture");
    await claim.locator("button.accept").click();
    await said(page, id, "accepted");
    check("an act without a form takes the reason from the foot of the page", (await text(page, "#history li")).includes("seen in the picture"), await text(page, "#history li"));
    check("and it is used up", (await page.inputValue("#next-reason")) === "");
    await page.fill("#next-reason", "wrong picture");
    await page.locator("#history li button").first().click();
    await notSaid(page, id, "accepted");
    check("undoing has a reason too", (await text(page, "#history li")).includes("wrong picture"), await text(page, "#history li"));
}

export async function splitAndJoin(page) {
    const before = await count(page, "#claims article"), here = page.url();
    const ids = () => page.locator("#claims article").evaluateAll((all) => all.map((one) => one.dataset.claim));
    const all = await ids(), picked = await page.locator(".pick").nth(1).getAttribute("value");
    await page.locator(".pick").nth(1).check();
    await page.click("#do-split");
    await page.waitForSelector("#comparison");
    check("splitting shows both parts field by field", (await count(page, "#comparison tbody tr")) > 3 && (await count(page, "#comparison th")) > 6);
    await shot(page, "split");
    await send(page);
    await page.waitForFunction((n) => document.querySelectorAll("#claims article").length !== n, before);
    const now = await ids(), others = all.filter((id) => id !== picked);
    check("a claim is split off", now.includes(picked) && !others.some((id) => now.includes(id)), now);
    await page.click("#notice button");
    await page.waitForFunction((n) => document.querySelectorAll("#claims article").length === n, before);
    check("and put back", true);
    await page.goto(here);
    await page.waitForSelector("#do-join");
    await page.click("#do-join");
    await page.waitForSelector("dialog #comparison");
    const rows = await page.locator("#comparison tbody th").allInnerTexts();
    check("joining shows both events field by field", ["What", "Where", "When", "Origin", "Words"].every((name) => rows.includes(name)), rows);
    await page.fill("#join-id", "Enone");
    await page.locator("#join-id").blur();
    await page.waitForSelector("#join-compare .clash");
    check("an event that is none is said before anything is done", true);
    await page.fill("#join-id", "");
    await page.locator("#join-id").blur();
    await page.waitForSelector("dialog #comparison");
    await shot(page, "join");
    await accessible(page, "joining");
    await send(page);
    await page.waitForFunction((n) => document.querySelectorAll("#claims article").length > n, before);
    check("two events are joined", true);
    await page.keyboard.press("u");
    await page.waitForFunction((n) => document.querySelectorAll("#claims article").length === n, before);
    check("u takes it back", true);
}

export async function workOnEvent(page) {
    await page.selectOption("#work", "reviewed");
    await page.waitForSelector("#history li:has-text('status')");
    check("the status is kept", (await page.locator("#work").inputValue()) === "reviewed");
    await page.click("#do-assign");
    await page.selectOption("#assign", "tester");
    await send(page);
    await page.waitForSelector("text=@tester");
    check("the event is assigned", true);
    check("before anybody graded it, the digit is marked as a proposal", /proposal/.test(await text(page, "#proposal")) && (await page.locator("#proposal").evaluate((one) => getComputedStyle(one).borderStyle)) === "dashed");
    await page.click("#do-grade");
    check("the form says so too", /proposal/i.test(await text(page, "dialog .proposal-why")) && (await count(page, "dialog .tag.proposal")) === 1);
    check("with all definitions at hand", (await count(page, "dialog .grades label")) === 6 && /confirmed by other independent sources/.test(await text(page, "dialog .grades")), await text(page, "dialog .grades"));
    check("nothing is chosen for the person", (await count(page, "dialog .grades :checked")) === 0);
    await shot(page, "grade");
    await accessible(page, "grading");
    await page.check("#information-3");
    await send(page);
    await page.waitForSelector("text=information 3");
    check("information is graded, and the proposal is gone", (await count(page, "#proposal")) === 0);
    await page.locator("#sources button").first().click();
    check("a source is graded A to F by definitions", (await count(page, "dialog .grades label")) === 6 && /usually reliable/.test(await text(page, "dialog .grades")));
    await page.check("#source-B");
    await send(page);
    await page.waitForSelector("#sources button:has-text(' B')");
    check("and the grade stands by its name", true);
    await page.click("#do-comment");
    await page.fill("#comment", hostile);
    await send(page);
    await page.waitForSelector("#comments li");
    check("HTML in a comment stays text", (await page.title()) !== "owned" && (await count(page, "main img, main script")) === 0 && (await text(page, "#comments")).includes("<script>"));
}

export async function conflict(page) {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.waitForSelector("#claims article");
    const id = await page.locator("#claims article").first().getAttribute("data-claim");
    const date = async (who, day) => {
        await who.locator(`[id="claim-${id}"] button.edit`).click();
        await who.fill("#edit-from", day);
        await who.fill("#edit-to", day);
        await send(who);
    };
    await date(other, "2021-08-29");
    await said(other, id, "edited");
    await date(page, "2021-08-28");
    await page.waitForSelector("dialog #conflict-table");
    const table = await text(page, "#conflict-table");
    check("the second person is told and sees both", /29 Aug 2021/.test(table) && /28 Aug 2021/.test(table), table);
    check("with who did it", /tester/.test(await text(page, "#theirs")), await text(page, "#theirs"));
    await shot(page, "conflict");
    await accessible(page, "a conflict");
    await page.click("dialog button[value='']");
    await said(page, id, "edited");
    check("theirs is kept", /29 Aug 2021/.test(await text(page, `[id="claim-${id}"] dl`)));
    await other.locator(`[id="claim-${id}"] button.reject`).click();
    await said(other, id, "rejected");
    await page.locator(`[id="claim-${id}"] button.accept`).click();
    await page.click("dialog button[value=mine]");
    await said(page, id, "accepted");
    check("or mine is done as well, knowingly", true);
    await other.close();
}
