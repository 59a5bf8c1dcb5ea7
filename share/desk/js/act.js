// Acts: each may have a reason, a conflict is shown with both sides, and what was done can be undone at once.
import { act, ApiError, may, undo } from "./api.js";
import { byId, choose, h, notice } from "./dom.js";
import { fieldText } from "./claim.js";
import { t, word } from "./words.js";

// The line that stands at the foot of a page: what is written there goes with the next act, and is gone with it.
export const reasonBar = () =>
    may("reviewer") && h("div", { id: "reason-bar" }, h("label", { for: "next-reason" }, t("next reason")),
        h("input", { id: "next-reason", maxLength: 1000, autocomplete: "off", placeholder: t("next reason") }), h("span", { class: "soft small hint" }, h("kbd", {}, "r")));

const written = () => byId("next-reason")?.value.trim() ?? "";
const forget = () => byId("next-reason") && (byId("next-reason").value = "");

// The same in a dialog, with what was written already.
export const reasonField = () => {
    const input = h("input", { id: "reason", maxLength: 1000, autocomplete: "off", value: written() });
    return { input, element: [h("label", { for: "reason" }, t("reason")), input] };
};

// What an act says, for a person.
export function told(one) {
    const { value = {} } = one;
    if (one.what === "edit" || one.what === "missed")
        return Object.entries(value).map(([key, field]) => key === "span" ? t("words at", { from: field?.[0] ?? 0, to: field?.[1] ?? 0 }) : `${t("field " + key)}: ${field === null ? t("taken away") : fieldText(key, field)}`).join("; ");
    if (one.what === "grade") return value.source ? `${value.source} – ${t("source " + value.source)}` : `${value.information} – ${t("information " + value.information)}`;
    if (one.what === "status") return word(value.status);
    if (one.what === "assign") return value.to || t("nobody");
    if (one.what === "comment") return value.text ?? "";
    if (one.what === "join") return value.event ?? (value.claims ?? []).join(" ");
    if (one.what === "fold") return t("copy of", { id: value.original ?? "" });
    if (one.what === "blur") return value.span ? t("blur words", { from: value.span[0], to: value.span[1] }) : t("blur all");
    return (value.claims ?? []).join(", ");
}

// Both sides, field by field where both changed a record.
function conflictTable(theirs, wish) {
    const mine = wish.what === "edit" ? wish.value : {}, latest = theirs.find((one) => one.what === "edit" && one.undone === undefined);
    const keys = [...new Set([...Object.keys(mine), ...(latest ? Object.keys(latest.value) : [])])];
    if (!keys.length) return "";
    const say = (value, key) => (key === "span" && value ? t("words at", { from: value[0], to: value[1] }) : value === undefined ? "–" : value === null ? t("taken away") : fieldText(key, value));
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("conflict") }, h("table", { id: "conflict-table" },
        h("thead", {}, h("tr", {}, [t("field"), t("theirs"), t("yours")].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, keys.map((key) => h("tr", { class: JSON.stringify(mine[key]) === JSON.stringify(latest?.value[key]) ? "" : "differs" },
            h("th", { scope: "row" }, t("field " + key)), h("td", {}, say(latest?.value[key], key)), h("td", {}, say(mine[key], key)))))));
}

const line = (one) => h("li", {}, h("strong", {}, one.who || t("command line")), ` – ${word(one.what)}${told(one) ? ": " + told(one) : ""}`, one.reason && h("span", { class: "soft" }, ` (${one.reason})`));

// True: the person wants theirs done as well.
async function showConflict(error, wish, seen) {
    const theirs = (error.body.theirs ?? []).filter((one) => one.seq > (seen ?? 0)); // what was not seen
    const answer = await choose(t("conflict"), [
        h("p", {}, t("conflict why")),
        h("div", { class: "both" },
            h("section", {}, h("h2", {}, t("theirs")), h("ul", { id: "theirs" }, theirs.slice(0, 5).map(line))),
            h("section", {}, h("h2", {}, t("yours")), h("ul", { id: "yours" }, line({ ...wish, who: t("you") })))),
        conflictTable(theirs, wish),
    ], [["", t("keep theirs")], ["mine", t("do mine too")]], { wide: true });
    return answer === "mine";
}

async function attempt(wish, version, again) {
    const done = await act(wish, version);
    forget();
    notice(t("done", { what: word(wish.what) }), h("button", { onclick: () => takeBack(done.seq, again) }, t("undo")));
    await again(done);
    return done;
}

// Do it; `again` shows the page anew. Returns the answer, or null.
export async function perform(wish, version, again) {
    if (!may("reviewer")) {
        notice(t("may not"));
        return null;
    }
    const whole = { ...wish, reason: wish.reason || written() };
    try {
        return await attempt(whole, version, again);
    } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) {
            notice(error.message);
            return null;
        }
        if (await showConflict(error, whole, version)) return perform(whole, error.body.version, again);
        await again(null);
        return null;
    }
}

export async function takeBack(seq, again) {
    try {
        const done = await undo(seq, written());
        forget();
        notice(t("undone"));
        await again(done);
    } catch (error) {
        notice(error.message);
    }
}

// The last act among `acts` that is still in force.
export const lastAct = (acts) => acts.find((one) => one.what !== "undo" && one.undone === undefined);

// One entry of a history; `link` is where it leads.
export const entry = (one, again, link = "") =>
    h("li", { class: "act" + (one.undone === undefined ? "" : " gone") },
        h("span", { class: "soft small" }, `${one.seq} · ${one.at.replace("T", " ").replace("Z", " UTC")} `), h("strong", {}, one.who || t("command line")), ` ${word(one.what)} `, link,
        told(one) && [" – ", h("span", { class: "told" }, told(one))], one.reason && h("q", { class: "why" }, one.reason),
        one.undone !== undefined ? h("span", { class: "soft" }, " " + t("was undone", { seq: one.undone }))
            : one.what !== "undo" && may("reviewer") ? [" ", h("button", { class: "quiet", "aria-label": `${t("undo")} ${one.seq}`, onclick: () => takeBack(one.seq, again) }, t("undo"))] : null);
