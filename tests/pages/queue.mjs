// Logging in, the queue: facets, exports, weight.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { accessible, check, count, open, settled, shot, text } from "./lib.mjs";

export async function loggingIn(desk) {
    const page = await open({}, desk.home);
    await page.waitForSelector("#secret");
    await accessible(page, "log-in");
    await page.fill("#secret", "not the token");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=alert]");
    check("a wrong token is said", true);
    await page.fill("#secret", desk.url.split("token=")[1]);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#queue li");
    await page.click("#log-out");
    await page.waitForSelector("#secret");
    check("log-in and log-out", true);
    await page.context().close();
}

export async function queuePage(page) {
    await page.waitForSelector("#queue li");
    check("the token is taken out of the address", !page.url().includes("token"), page.url());
    check("contested events come first", await page.locator("#queue li").first().evaluate((row) => row.classList.contains("contested")));
    await shot(page, "queue");
    await accessible(page, "queue");
    const all = await count(page, "#queue li");
    await page.check('#facets input[name=status][value=contested]');
    await page.waitForURL(/status=contested/);
    await settled(page);
    const few = await count(page, "#queue li");
    check("a facet narrows the queue", few > 0 && few < all, `${few} of ${all}`);
    check("to what its count says", (await text(page, "#total")).startsWith(String(few)), await text(page, "#total"));
    for (const name of ["type", "side", "place", "outlet", "lang", "status", "clash"]) {
        const value = page.locator(`#facets input[name=${name}]`).first();
        check(`facet ${name} counts`, (await value.count()) > 0 && Number(await value.locator("xpath=..").locator(".n").innerText()) > 0);
    }
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(".exports summary").then(() => page.click("text=ACLED (CSV)"))]);
    const rows = readFileSync(await download.path(), "utf8").trim().split("\r\n").length - 1;
    const { events } = await (await page.request.get(new URL("/api/v1/events?status=contested&limit=100", page.url()).href)).json();
    const dated = events.filter((event) => event.when).length; // ACLED's form has no row for an event without a day
    check("the export holds just these events", events.length === few && rows === dated, `${rows} rows, ${dated} of ${few} events with a day`);
    await page.waitForFunction(() => document.getElementById("notice").innerText);
    const undated = few - dated;
    const without = undated ? ` · ${undated} event${undated > 1 ? "s" : ""} left out: ${undated} without a date.` : "";
    check("and says how many rows it has", (await text(page, "#notice")) === `events.csv: ${dated} rows${without}`, await text(page, "#notice"));
    await page.keyboard.press("Escape");
    check("Escape shuts the list of formats", !(await page.locator(".exports details").evaluate((one) => one.open)));
    const [archive] = await Promise.all([page.waitForEvent("download"), page.click(".exports a.button")]);
    const names = spawnSync("python3", ["-m", "zipfile", "-l", await archive.path()], { encoding: "utf8" }).stdout;
    check("the dossier of these events is one click", archive.suggestedFilename() === "dossier.zip" && (names.match(/dossier\/events\/E/g) ?? []).length === few, names);
    await page.waitForFunction(() => /dossier\.zip/.test(document.getElementById("notice").innerText));
    const facet = page.locator("#facets input[name=country]").first();
    check("countries have names", /^[A-Z][a-z]+/.test(await facet.locator("xpath=..").innerText()), await facet.locator("xpath=..").innerText());
    await facet.check();
    await page.waitForURL(/country=/);
    await settled(page);
    const chips = () => page.locator(".chip").allInnerTexts();
    check("what is filtered by stands above the list", (await chips()).join() === "Country: Afghanistan ×,Status: contested ×", await chips());
    await accessible(page, "queue, filtered");
    await page.locator(".chip").first().click();
    await page.waitForFunction(() => !location.search.includes("country="));
    await settled(page);
    check("and is taken away one by one", (await chips()).join() === "Status: contested ×", await chips());
    await page.goBack();
    await settled(page);
    await page.goBack();
    await settled(page);
    await page.goBack();
    await page.waitForFunction((n) => document.querySelectorAll("#queue li").length === n, all);
    check("back shows the queue as it was", true);
}

export async function weight(desk) {
    const page = await open({}, "about:blank");
    let bytes = 0;
    page.on("response", (response) => (bytes += Number(response.headers()["content-length"] ?? 0)));
    await page.goto(desk.url);
    await page.waitForSelector("#queue li");
    await page.waitForTimeout(300);
    check(`the queue weighs under 350 KB (${Math.round(bytes / 1024)} KB)`, bytes > 1000 && bytes < 350 * 1024, bytes);
    await page.context().close();
}
