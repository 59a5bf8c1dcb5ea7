// The desk's pages in a real browser: the ways of a person from log-in to export, with mouse and with keys alone, in both
// languages, wide and narrow. Prints "ok WHAT" or "not ok WHAT"; pictures go to $SHOTS when it is set.
import { accounts } from "./accounts.mjs";
import { addReports } from "./add.mjs";
import { dossier } from "./dossier.mjs";
import { conflict, correctFields, eventPage, folds, reasons, splitAndJoin, workOnEvent } from "./event.mjs";
import { otherWords, somebodyElse, throughTheQueue } from "./flow.mjs";
import { jumping, keysAlone } from "./keys.mjs";
import { browser, check, faults, fill, ledger, open, result, startDesk } from "./lib.mjs";
import { narrowAndFrench } from "./looks.mjs";
import { panels } from "./panels.mjs";
import { loggingIn, queuePage, weight } from "./queue.mjs";
import { everybodysHistory, graphic, missedClaim, reportPage } from "./report.mjs";

fill();
const desk = await startDesk(ledger, "--as", "tester");
try {
    await loggingIn(desk);
    const page = await open({}, desk.url);
    for (const step of [queuePage, eventPage, folds, correctFields, reasons, splitAndJoin, workOnEvent, conflict, reportPage, otherWords, missedClaim, graphic, everybodysHistory, addReports, throughTheQueue]) await step(page, desk);
    for (const step of [panels, keysAlone, somebodyElse, jumping, narrowAndFrench, weight, dossier, accounts]) await step(desk);
    check("no error in the browser's console", !faults.length, faults.join("\n"));
} catch (error) {
    check(`the walk through the pages ended early`, false, error.stack);
} finally {
    await browser.close();
    desk.stop();
}
process.exit(result.bad);
