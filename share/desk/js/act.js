// Acts: the reason is asked for once, a conflict is shown, and what was done can be undone at once.
import { act, ApiError, may, undo } from "./api.js";
import { ask, h, notice } from "./dom.js";
import { t, word } from "./words.js";

export const reasonField = () => {
    const input = h("input", { id: "reason", maxLength: 1000, autocomplete: "off" });
    return { input, element: [h("label", { for: "reason" }, t("reason")), input] };
};

async function showConflict(error, wish) {
    const theirs = (error.body.theirs ?? []).map((done) =>
        h("li", {}, `${done.who}: ${word(done.what)} `, h("code", {}, JSON.stringify(done.value)), done.reason ? ` (${done.reason})` : ""));
    await ask(t("conflict"), [
        h("p", {}, t("conflict why")),
        h("h2", {}, t("theirs")), h("ul", {}, theirs),
        h("h2", {}, t("yours")), h("p", {}, `${word(wish.what)} `, h("code", {}, JSON.stringify(wish.value ?? {}))),
    ], null, t("close"));
}

// Do it; `again` shows the page anew. Returns the answer, or null.
export async function perform(wish, version, again) {
    if (!may("reviewer")) {
        notice(t("may not"));
        return null;
    }
    try {
        const done = await act(wish, version);
        const back = h("button", { onclick: () => takeBack(done.seq, again) }, t("undo"));
        notice(t("done", { what: word(wish.what) }), back);
        await again(done);
        return done;
    } catch (error) {
        if (error instanceof ApiError && error.status === 409) {
            await showConflict(error, wish);
            await again(null);
        } else {
            notice(error.message);
        }
        return null;
    }
}

export async function takeBack(seq, again) {
    try {
        const done = await undo(seq);
        notice(t("undone"));
        await again(done);
    } catch (error) {
        notice(error.message);
    }
}

// The last act of mine among `acts` that is still in force.
export const lastAct = (acts) => acts.find((one) => one.what !== "undo" && one.undone === undefined);
