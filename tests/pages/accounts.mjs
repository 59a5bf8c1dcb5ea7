// Accounts by an administrator, and what other roles see of the desk.
import { accessible, check, count, open, run, send, shot, startDesk, text, work } from "./lib.mjs";
import { spawnSync } from "node:child_process";

const program = process.env.RECOUPE;

async function logIn(page, name, password) {
    await page.waitForSelector("#secret");
    await page.fill("#name", name);
    await page.fill("#secret", password);
    await page.keyboard.press("Enter");
}

export async function accounts() {
    const ledger = work + "/accounts.ledger", root = process.env.ROOT;
    run(ledger, "add", "--quiet", root + "/examples/panjshir");
    spawnSync(program, ["--ledger", ledger, "user", "add", "root", "admin"], { input: "a long password\n" });
    const desk = await startDesk(ledger);
    try {
        const admin = await open({}, desk.home);
        await logIn(admin, "root", "a long password");
        await admin.waitForSelector("#queue li");
        await admin.click("header nav a[href^='/accounts']");
        await admin.waitForSelector("#accounts tr");
        await admin.fill("#account-name", "vera");
        await admin.selectOption("#account-role", "viewer");
        await admin.fill("#account-password", "a first password");
        await admin.click("#account-form button");
        await admin.waitForSelector('#accounts tr[data-name="vera"]');
        check("an administrator adds an account", true);
        await shot(admin, "accounts");
        await accessible(admin, "accounts");
        await admin.locator('#accounts tr[data-name="root"] button.remove').click();
        await send(admin);
        await admin.waitForFunction(() => /last administrator/.test(document.getElementById("notice").innerText));
        check("the last administrator stays", (await count(admin, '#accounts tr[data-name="root"]')) === 1);
        const vera = await open({}, desk.home);
        await logIn(vera, "vera", "a first password");
        await vera.waitForSelector("#queue li");
        check("a viewer sees no accounts and adds nothing", (await count(vera, "header nav a")) === 2, await text(vera, "header"));
        await vera.locator("#queue li a").first().click();
        await vera.waitForSelector("#claims article");
        check("nor any button that acts", (await count(vera, "button.accept, #event-work, #reason-bar, button.fold, .pick")) === 0);
        await accessible(vera, "a viewer's event");
        await admin.locator('#accounts tr[data-name="vera"] select').selectOption("reviewer");
        await admin.waitForFunction(() => /role is changed/.test(document.getElementById("notice").innerText));
        await vera.reload();
        await vera.waitForSelector("button.accept");
        check("another role counts at once", true);
        await admin.locator('#accounts tr[data-name="vera"] button.reset').click();
        await admin.fill("#new-password", "a second password");
        await send(admin);
        await admin.waitForFunction(() => /password is changed/.test(document.getElementById("notice").innerText));
        await vera.reload();
        await logIn(vera, "vera", "a first password");
        await vera.waitForSelector("[role=alert]");
        check("another password shows whoever had the old one out", true);
        await logIn(vera, "vera", "a second password");
        await vera.waitForSelector("#claims article");
        await vera.click("#me");
        await vera.fill("#old-password", "a second password");
        await vera.fill("#new-password", "a third password");
        await send(vera);
        await logIn(vera, "vera", "a third password");
        await vera.waitForSelector("#claims article");
        check("everybody changes their own password", true);
        await admin.locator('#accounts tr[data-name="vera"] button.remove').click();
        await send(admin);
        await admin.waitForFunction(() => !document.querySelector('#accounts tr[data-name="vera"]'));
        await vera.reload();
        await vera.waitForSelector("#secret");
        check("who is removed is out", true);
        for (const page of [admin, vera]) await page.context().close();
    } finally {
        desk.stop();
    }
}
