// What scripts/picture runs: the example dossier in the desk, as a person sees it.
import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const { RECOUPE: program, ROOT: root, WORK: work, OUT: out } = process.env;
const { chromium } = createRequire(root + "/")("playwright-core");
const ledger = work + "/picture.ledger";
spawnSync(program, ["--ledger", ledger, "add", "--quiet", root + "/examples/panjshir"], { stdio: "inherit" });
const desk = spawn(program, ["--ledger", ledger, "serve", "--port", "0", "--as", "ada"], { stdio: ["ignore", "pipe", "ignore"] });
const url = await new Promise((resolve) => desk.stdout.once("data", (data) => resolve(String(data).trim())));
const [home, token] = url.split("#");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: process.getuid() === 0 ? ["--no-sandbox"] : [] });

async function picture(name, path, { width, height, colorScheme = "light", wait, act }) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(`${home}${path}#${token}`);
    await page.waitForSelector(wait);
    if (act) await act(page);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${out}/${name}.png` });
    await context.close();
}

const open = (page) => page.locator("#queue li a").first().click().then(() => page.waitForSelector("#matrix"));
try {
    const panels = "?panel=map&panel=timeline";
    await picture("desk", panels, { width: 1560, height: 1010, wait: "#map .group" });
    await picture("desk-event", "", { width: 1280, height: 1240, wait: "#queue li", act: open });
    await picture("desk-narrow", panels + "&status=contested", { width: 390, height: 1700, colorScheme: "dark", wait: "#map .group" });
} finally {
    await browser.close();
    desk.kill("SIGTERM");
}
