// The desk's pages in a real browser: the ways of a person from log-in to export, with mouse and with keys alone, in both
// languages, wide and narrow. Prints "ok WHAT" or "not ok WHAT"; pictures go to $SHOTS when it is set.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { panels } from "./panels.mjs";

const { RECOUPE: program, ROOT: root, WORK: work, SHOTS: shots } = process.env;
const require = createRequire(root + "/");
const browserPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
let chromium;
try {
    ({ chromium } = require("playwright-core"));
    if (!browserPath) throw new Error("no chromium");
} catch (error) {
    console.log(`skip the pages: ${error.message.split("\n")[0]}`);
    process.exit(0);
}
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let bad = 0;
function check(what, good, seen = "") {
    console.log(`${good ? "ok" : "not ok"} ${what}`);
    if (good) return;
    bad = 1;
    String(typeof seen === "string" ? seen : JSON.stringify(seen)).slice(0, 1500).split("\n").forEach((line) => console.log("    " + line));
}

const ledger = work + "/pages.ledger";
spawnSync(program, ["--ledger", ledger, "add", "--quiet", root + "/examples/panjshir"], { stdio: "inherit" });
const hostile = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
writeFileSync(work + "/hostile.json", JSON.stringify({ id: "hostile", lang: "en", published: "2021-09-03", outlet: hostile, title: hostile,
    text: `${hostile} Forty Taliban fighters were killed in Farah on Friday, a spokesman for the army said. The market stayed shut until noon.` }));
spawnSync(program, ["--ledger", ledger, "add", "--quiet", work + "/hostile.json"], { stdio: "inherit" });
writeFileSync(work + "/vague.jsonl", ["Twelve soldiers were killed in Mali on 2 September 2021, the army said.", "Nineteen rebels were wounded on Thursday, the police said."]
    .map((text, i) => JSON.stringify({ id: `vague-${i}`, lang: "en", published: "2021-09-06", outlet: "A paper", text }) + "\n").join(""));
spawnSync(program, ["--ledger", ledger, "add", "--quiet", work + "/vague.jsonl"], { stdio: "inherit" });
const desk = spawn(program, ["--ledger", ledger, "serve", "--port", "0", "--as", "tester"], { stdio: ["ignore", "pipe", "ignore"] });
const url = await new Promise((resolve) => desk.stdout.once("data", (data) => resolve(String(data).trim())));
const home = url.split("#")[0];
const browser = await chromium.launch({ executablePath: browserPath, args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
const faults = [];

async function open(options, address = url) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && !/status of (401|409|422)/.test(message.text()) && faults.push(message.text()));
    await page.goto(address);
    return page;
}

const shot = async (page, name) => shots && (mkdirSync(shots, { recursive: true }), await page.screenshot({ path: `${shots}/${name}.png` }));
const settled = (page) => page.waitForFunction(() => !document.querySelector("main[aria-busy]"));
const text = (page, selector) => page.locator(selector).first().innerText();

async function accessible(page, name) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
    const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
    check(`${name}: axe finds nothing serious`, !serious.length, serious.map((one) => `${one.id}: ${one.nodes[0].html} ${one.nodes[0].failureSummary}`).join("\n"));
}

async function queuePage(page) {
    await page.waitForSelector("#queue li");
    check("the token is taken out of the address", !page.url().includes("token"), page.url());
    check("contested events come first", await page.locator("#queue li").first().evaluate((row) => row.classList.contains("contested")));
    await shot(page, "queue");
    await accessible(page, "queue");
    const all = await page.locator("#queue li").count();
    await page.check('#facets input[name=status][value=contested]');
    await page.waitForURL(/status=contested/);
    await settled(page);
    const few = await page.locator("#queue li").count();
    check("a facet narrows the queue", few > 0 && few < all, `${few} of ${all}`);
    check("to what its count says", (await text(page, "#total")).startsWith(String(few)), await text(page, "#total"));
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=ACLED (CSV)")]);
    const rows = readFileSync(await download.path(), "utf8").trim().split("\r\n").length - 1;
    check("the export holds just these events", rows === few, `${rows} rows, ${few} events`);
    await page.goBack();
    await page.waitForFunction((n) => document.querySelectorAll("#queue li").length === n, all);
    check("back shows the queue as it was", true);
}

async function eventPage(page) {
    await page.locator("#queue li a").first().click();
    await page.waitForSelector("#matrix");
    check("the matrix outlines what clashes", (await page.locator("#matrix td.clashing").count()) > 0);
    const why = await page.locator("#matrix td.clashing").first().getAttribute("title");
    check("and says why", why.length > 20, why);
    await shot(page, "event");
    await accessible(page, "event");
    const copies = page.locator("details.copies").first();
    await copies.locator("summary").click();
    check("copies fold out with the reason", (await copies.locator("li .small").first().innerText()).length > 10);
}

async function correctPlace(page) {
    const claim = page.locator("#claims article").first();
    const id = await claim.getAttribute("data-claim");
    await claim.locator("button.edit").click();
    await page.fill("#edit-place", "Bazarak");
    await page.click("#edit-place-search");
    await page.waitForFunction(() => document.querySelectorAll("#edit-place-choice option").length > 1);
    await page.fill("#reason", "the text says so");
    await page.click("dialog button[value=send]");
    await page.waitForFunction((name) => document.getElementById("claim-" + name)?.classList.contains("edited"), id);
    check("a place is corrected from the gazetteer", (await text(page, `[id="claim-${id}"] dl`)).includes("Bazarak"));
    check("the history says who and why", /tester: edit.*the text says so/.test(await text(page, "#history li")), await text(page, "#history li"));
    await page.click("#notice button");
    await page.waitForFunction((name) => document.getElementById("claim-" + name) && !document.getElementById("claim-" + name).classList.contains("edited"), id);
    check("and undone at once", !(await text(page, `[id="claim-${id}"] dl`)).includes("Bazarak"));
}

async function splitAndJoin(page) {
    const before = await page.locator("#claims article").count(), here = page.url();
    await page.locator(".pick").nth(1).check();
    await page.click("#do-split");
    await page.click("dialog button[value=send]");
    await page.waitForFunction((n) => document.querySelectorAll("#claims article").length !== n, before);
    check("a claim is split off", [1, before - 1].includes(await page.locator("#claims article").count()), await page.locator("#claims article").count());
    await page.click("#notice button");
    await page.waitForFunction((n) => document.querySelectorAll("#claims article").length === n, before);
    check("and put back", true);
    await page.goto(here);
    await page.waitForSelector("#do-join");
    await page.click("#do-join");
    await page.waitForSelector("dialog table");
    check("joining shows both events field by field", (await page.locator("dialog table tr").count()) > 3);
    await page.click("dialog button[value=send]");
    await page.waitForFunction((n) => document.querySelectorAll("#claims article").length > n, before);
    check("two events are joined", true);
    await page.keyboard.press("u");
    await page.waitForFunction((n) => document.querySelectorAll("#claims article").length === n, before);
    check("u takes it back", true);
}

async function workOnEvent(page) {
    await page.selectOption("#work", "reviewed");
    await page.waitForSelector("#history li:has-text('status')");
    check("the status is kept", (await page.locator("#work").inputValue()) === "reviewed");
    await page.click("#do-grade");
    check("a proposal says that it is one", /proposal/i.test(await text(page, "dialog")), await text(page, "dialog"));
    await page.selectOption("#grade", "3");
    await page.click("dialog button[value=send]");
    await page.waitForSelector("text=information 3");
    check("information is graded", true);
    await page.click("#do-comment");
    await page.fill("#comment", hostile);
    await page.click("dialog button[value=send]");
    await page.waitForSelector("#history li:has-text('comment')");
    check("HTML in a comment stays text", (await page.title()) !== "owned" && (await page.locator("main img, main script").count()) === 0);
}

async function conflict(page) {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.waitForSelector("#claims article");
    await other.locator("#claims article button.accept").first().click();
    await other.waitForSelector("#claims article.accepted");
    await page.locator("#claims article button.reject").first().click();
    await page.waitForSelector("dialog[open]");
    check("the second person is told and sees both", /accept/.test(await text(page, "dialog")) && /reject/.test(await text(page, "dialog")), await text(page, "dialog"));
    await page.click("dialog button");
    await page.waitForSelector("#claims article.accepted");
    await other.close();
}

async function reportPage(page) {
    await page.goto(home + "report/hostile");
    await page.waitForSelector("#text mark");
    await shot(page, "report");
    await accessible(page, "report");
    check("a hostile report is text", (await page.title()) !== "owned" && (await text(page, "#text")).includes("<script>"));
    const marks = await page.locator("#text mark").count();
    check("claims are marked in place", marks > 0 && (await text(page, "#text mark")).length > 10);
    await page.locator("#text mark").first().click();
    check("a mark leads to its claim", await page.evaluate(() => document.activeElement?.matches("article.claim")));
    const claims = await page.locator("article.claim").count();
    await page.evaluate(() => {
        const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf("The market stayed shut until noon.");
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + "The market stayed shut until noon.".length);
        }
    });
    await page.click("#do-missed");
    check("the selected words are shown", (await text(page, "dialog blockquote")) === "The market stayed shut until noon.", await text(page, "dialog"));
    await page.selectOption("#missed-type", "Explosions/Remote violence");
    await page.click("dialog button[value=send]");
    await page.waitForFunction((n) => document.querySelectorAll("article.claim").length === n + 1, claims);
    check("a missed claim is marked", (await page.locator("#text mark").last().innerText()) === "The market stayed shut until noon.");
}

async function addReports(page) {
    await page.click("header nav a[href^='/add']");
    await page.waitForSelector("#paste");
    await accessible(page, "adding");
    await page.fill("#paste", "Thirty soldiers were killed in Kandahar on 4 October 2021, the army said.");
    await page.fill("#outlet", "A paper");
    await page.click("#paste-form button");
    await page.waitForSelector("#results li");
    check("pasted text is read", /added, 1 claim/.test(await text(page, "#results li")), await text(page, "#results"));
    writeFileSync(work + "/up.txt", "Twelve people were wounded in Herat on 6 October 2021, the police said.");
    writeFileSync(work + "/junk.bin", Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7) % 256)));
    await page.setInputFiles("#files", [work + "/up.txt", work + "/junk.bin"]);
    await page.waitForSelector("#results li.finished");
    const said = await text(page, "#results");
    check("files are read one by one, with what was left out and why", /up\.txt: added, 1 claim/.test(said) && /junk\.bin: left out: ./.test(said), said);
    await page.goto(home + "?text=Herat");
    await page.waitForSelector("#queue li");
    check("and are events at once", (await page.locator("#queue li").count()) === 1);
}

async function keysAlone() {
    const page = await open({});
    await page.waitForSelector("#queue li");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    check("keys: focus is seen", await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none" && document.activeElement.matches("#queue a")));
    await page.keyboard.press("Enter");
    await page.waitForSelector("#claims article");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const id = await page.evaluate(() => document.activeElement.dataset.claim);
    await page.keyboard.press("x");
    await page.waitForFunction((name) => document.getElementById("claim-" + name)?.classList.contains("rejected"), id);
    check("keys: x rejects", true);
    await page.keyboard.press("u");
    await page.waitForFunction((name) => document.getElementById("claim-" + name) && !document.getElementById("claim-" + name).classList.contains("rejected"), id);
    check("keys: u undoes", true);
    await page.evaluate((name) => document.getElementById("claim-" + name).focus(), id);
    await page.keyboard.press("a");
    await page.waitForFunction((name) => document.getElementById("claim-" + name)?.classList.contains("accepted"), id);
    check("keys: a accepts", true);
    await page.evaluate((name) => document.getElementById("claim-" + name).focus(), id);
    await page.keyboard.press("e");
    check("keys: e opens the form in its first field", await page.evaluate(() => document.activeElement.closest("dialog") && document.activeElement.matches("input, textarea, select")));
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    check("keys: ? lists the keys", (await page.locator("dialog kbd").count()) > 8);
    await page.keyboard.press("Escape");
    await page.keyboard.press("q");
    await page.waitForSelector("#queue li");
    await page.keyboard.press("/");
    check("keys: / goes to the search", await page.evaluate(() => document.activeElement.id === "search"));
    await page.keyboard.type("Bazarak");
    await page.keyboard.press("Enter");
    await page.waitForURL(/text=Bazarak/);
    await page.context().close();
}

async function narrowAndFrench() {
    const page = await open({ viewport: { width: 360, height: 780 }, locale: "fr-FR", colorScheme: "dark" });
    await page.waitForSelector("#queue li");
    check("French where the browser is", (await text(page, "h1")) === "File d’attente" && (await page.locator("html").getAttribute("lang")) === "fr");
    await shot(page, "queue-narrow");
    await accessible(page, "queue, dark");
    for (const path of ["", "report/hostile", "add", "history"]) {
        await page.goto(home + path);
        await page.waitForSelector("main h1");
        await settled(page);
        check(`360 px wide: /${path} does not scroll sideways`, (await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, await page.evaluate(() => document.documentElement.scrollWidth));
    }
    await page.goto(home);
    await page.locator("#queue li a").first().click();
    await page.waitForSelector("#matrix");
    await shot(page, "event-narrow");
    check("360 px wide: neither does an event", (await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, await page.evaluate(() => document.documentElement.scrollWidth));
    await accessible(page, "event, dark");
    await page.selectOption("header select", "en");
    await page.waitForFunction(() => document.documentElement.lang === "en");
    check("and English when it is chosen", (await text(page, "header nav a")) === "Queue");
    const [en, fr] = ["en", "fr"].map((code) => JSON.parse(readFileSync(`${root}/share/desk/messages/${code}.json`)));
    check("both languages have the same messages", JSON.stringify(Object.keys(en).sort()) === JSON.stringify(Object.keys(fr).sort()));
    await page.context().close();
}

async function loggingIn() {
    const page = await open({}, home);
    await page.waitForSelector("#secret");
    await accessible(page, "log-in");
    await page.fill("#secret", "not the token");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=alert]");
    check("a wrong token is said", true);
    await page.fill("#secret", url.split("token=")[1]);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#queue li");
    await page.click("#log-out");
    await page.waitForSelector("#secret");
    check("log-in and log-out", true);
    await page.context().close();
}

async function weight() {
    const page = await open({}, "about:blank");
    let bytes = 0;
    page.on("response", (response) => (bytes += Number(response.headers()["content-length"] ?? 0)));
    await page.goto(url);
    await page.waitForSelector("#queue li");
    await page.waitForTimeout(300);
    check(`the queue weighs under 350 KB (${Math.round(bytes / 1024)} KB)`, bytes > 1000 && bytes < 350 * 1024, bytes);
    await page.context().close();
}

try {
    await loggingIn();
    const page = await open({});
    for (const step of [queuePage, eventPage, correctPlace, splitAndJoin, workOnEvent, conflict, reportPage, addReports]) await step(page);
    await panels({ open, check, text, settled, accessible, shot, home, url });
    await keysAlone();
    await narrowAndFrench();
    await weight();
    check("no error in the browser's console", !faults.length, faults.join("\n"));
} catch (error) {
    check(`the walk through the pages ended early`, false, error.stack);
} finally {
    await browser.close();
    desk.kill("SIGTERM");
}
process.exit(bad);
