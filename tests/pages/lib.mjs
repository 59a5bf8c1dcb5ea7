// What the page tests share: a ledger, a desk on it, a browser, and how results are told.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

export const { RECOUPE: program, ROOT: root, WORK: work, SHOTS: shots } = process.env;
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

export const result = { bad: 0 };
export function check(what, good, seen = "") {
    console.log(`${good ? "ok" : "not ok"} ${what}`);
    if (good) return;
    result.bad = 1;
    String(typeof seen === "string" ? seen : JSON.stringify(seen)).slice(0, 1500).split("\n").forEach((line) => console.log("    " + line));
}

export const run = (ledger, ...words) => spawnSync(program, ["--ledger", ledger, ...words], { encoding: "utf8" });

export const hostile = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
export const ledger = work + "/pages.ledger";

export function fill() {
    run(ledger, "add", "--quiet", root + "/examples/panjshir");
    writeFileSync(work + "/hostile.json", JSON.stringify({ id: "hostile", lang: "en", published: "2021-09-03", outlet: hostile, title: hostile,
        text: `${hostile} Forty Taliban fighters were killed in Farah on Friday, a spokesman for the army said. The market stayed shut until noon.` }));
    run(ledger, "add", "--quiet", work + "/hostile.json");
    writeFileSync(work + "/vague.jsonl", ["Twelve soldiers were killed in Mali on 2 September 2021, the army said.", "Nineteen rebels were wounded on Thursday, the police said."]
        .map((words, i) => JSON.stringify({ id: `vague-${i}`, lang: "en", published: "2021-09-06", outlet: "A paper", text: words }) + "\n").join(""));
    run(ledger, "add", "--quiet", work + "/vague.jsonl");
}

export async function startDesk(path, ...options) {
    const process = spawn(program, ["--ledger", path, "serve", "--port", "0", ...options], { stdio: ["ignore", "pipe", "ignore"] });
    const url = await new Promise((resolve) => process.stdout.once("data", (data) => resolve(String(data).trim())));
    return { url, home: url.split("#")[0], stop: () => process.kill("SIGTERM") };
}

export const browser = await chromium.launch({ executablePath: browserPath, args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
export const faults = [];

export async function open(options, address) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && !/status of (401|403|404|409|422)/.test(message.text()) && faults.push(message.text()));
    await page.goto(address);
    return page;
}

export const shot = async (page, name) => shots && (mkdirSync(shots, { recursive: true }), await page.screenshot({ path: `${shots}/${name}.png` }));
export const settled = (page) => page.waitForFunction(() => !document.querySelector("main[aria-busy]"));
export const text = (page, selector) => page.locator(selector).first().innerText();
export const send = (page) => page.click("dialog button[value=send]");
export const count = (page, selector) => page.locator(selector).count();
export const notSaid = (page, id, state) => page.waitForFunction(([name, is]) => document.getElementById("claim-" + name) && !document.getElementById("claim-" + name).classList.contains(is), [id, state]);
export const said = (page, id, state) => page.waitForFunction(([name, is]) => document.getElementById("claim-" + name)?.classList.contains(is), [id, state]);

// In light and in dark.
export async function accessible(page, name) {
    for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(axe);
        const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
        const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
        check(`${name}, ${colorScheme}: axe finds nothing serious`, !serious.length, serious.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" ")}`).join("\n"));
    }
    await page.emulateMedia({ colorScheme: null });
}

// Select words of a report's text.
export const select = (page, words) => page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(wanted);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + wanted.length);
        return;
    }
}, words);
