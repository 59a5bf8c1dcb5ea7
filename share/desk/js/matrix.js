// Who says what: a row an origin, a column a count or a change; cells that clash are outlined and lead to the sentence that says why.
import { h, reveal } from "./dom.js";
import { count, number, ofSide, sentence, t, word } from "./words.js";

// "tank destroyed": a category and what happened to it.
const things = (text) => [text.slice(0, text.lastIndexOf(" ")), text.slice(text.lastIndexOf(" ") + 1)].map(word).join(" ");

export const columnName = (column) =>
    column.kind === "control" ? t("control of", { place: column.what || t("ground") })
        : (column.kind === "thing" ? things(column.what ?? "") : word(column.what)) + ofSide(column.of);

function cellText(cell) {
    const value = cell.change ? `${word(cell.change)}${cell.by ? " " + t("by whom", { by: word(cell.by) }) : ""}` : count(cell);
    return (cell.denied ? t("not") + " " : "") + value + (cell.hedged ? "\u202f?" : "");
}

const goTo = (id) => (happening) => {
    happening.preventDefault();
    reveal(id);
};

const lit = (selector, on) => document.querySelectorAll(selector).forEach((one) => one.classList.toggle("lit", on));

const originName = (event, at) => event.origins[at].name || t("unknown outlet");

// ---- disputes: what cannot both be, by what it is about

const named = 3; // who say one thing, in a heading

function who(event, stand) {
    const names = stand.origins.slice(0, named).map((at) => originName(event, at)).join(", ");
    return stand.origins.length > named ? `${names} +${number(stand.origins.length - named)}` : names;
}

const standText = (dispute, stand) => dispute.kind === "count" ? count(stand) : `${word(stand.change)}${stand.by ? " " + t("by whom", { by: word(stand.by) }) : ""}`;

function title(event, dispute) {
    if (!dispute.stands) return sentence(word(dispute.kind));
    const [a, b] = dispute.ends.map((at) => `${standText(dispute, dispute.stands[at])} (${who(event, dispute.stands[at])})`);
    const about = dispute.kind === "count" ? word(dispute.effect) + ofSide(dispute.of) : dispute.place || t("ground");
    return t("dispute " + dispute.kind, { what: about, a, b });
}

const claimLink = (id) => [h("a", { href: "#claim-" + encodeURIComponent(id), onclick: goTo("claim-" + id) }, id), " "];

const pairText = (pair) => [h("span", { class: "why" }, sentence(pair.why)), " ", h("span", { class: "small" }, pair.claims.map(claimLink))];

// Where three or more figures stand against each other, all of them, from low to high.
function standList(event, dispute) {
    if (!dispute.stands || dispute.stands.length < 3) return null;
    return h("ul", { class: "stands" }, dispute.stands.map((stand) => h("li", {},
        h("a", { href: "#claim-" + encodeURIComponent(stand.claims[0]), onclick: goTo("claim-" + stand.claims[0]) }, standText(dispute, stand)), " ", h("span", { class: "soft" }, who(event, stand)))));
}

export function contradictions(event) {
    if (!event.disputes.length) return null;
    const item = (dispute, i) => h("li", { id: `clash-${i + 1}`, tabindex: "-1", onmouseenter: () => lit(`[data-clashes~="${i}"]`, true), onmouseleave: () => lit(`[data-clashes~="${i}"]`, false) },
        h("strong", {}, title(event, dispute)), standList(event, dispute), h("div", {}, pairText(event.contradictions[dispute.pairs[0]])),
        dispute.pairs.length > 1 && h("details", { class: "small pairs" }, h("summary", {}, t("n other pairs", { n: dispute.pairs.length - 1 })),
            h("ul", {}, dispute.pairs.slice(1).map((at) => h("li", {}, pairText(event.contradictions[at]))))));
    return h("section", { "data-part": true, "aria-label": t("contradictions") }, h("h2", {}, t("contradictions")), h("ol", { id: "contradictions", class: "disputes" }, event.disputes.map(item)));
}

// ---- the table

// Origins side by side: those of one side together, under its name.
function bySide(event) {
    const sides = new Map();
    event.origins.forEach((one, at) => sides.set(one.side ?? "", [...(sides.get(one.side ?? "") ?? []), at]));
    return [...sides].sort(([a], [b]) => !a - !b || a.localeCompare(b));
}

export function matrix(event) {
    // What is contested first, then what most origins speak of.
    const weight = event.columns.map((_, at) => event.cells.filter((one) => one.column === at).reduce((sum, one) => sum + 1 + 1000 * (one.disputes?.length ?? 0), 0));
    const columns = event.columns.map((_, i) => i).sort((a, b) => weight[b] - weight[a] || a - b);
    const why = h("p", { id: "cell-why", class: "clash", "aria-live": "polite" });
    const say = (numbers) => why.replaceChildren(...numbers.map((i) => h("span", {}, `${i + 1}. ${sentence(event.disputes[i].why)} `)));
    const cell = (origin, at) => {
        const mine = event.cells.filter((one) => one.origin === origin && one.column === at);
        const numbers = [...new Set(mine.flatMap((one) => one.disputes ?? []))].sort((a, b) => a - b), shown = new Map();
        for (const one of mine) shown.set(cellText(one), shown.get(cellText(one)) ?? one);
        const buttons = [...shown].map(([text, one]) => [h("button", { title: one.interest ? word(one.interest) : "", onclick: goTo("claim-" + one.claim) }, text), " "]);
        const notes = numbers.map((i) => h("a", { class: "note", href: `#clash-${i + 1}`, "aria-label": t("clash n", { n: i + 1 }), onclick: goTo(`clash-${i + 1}`) }, String(i + 1)));
        const tell = () => numbers.length && say(numbers);
        return h("td", { class: numbers.length ? "clashing" : "", title: numbers.map((i) => sentence(event.disputes[i].why)).join("\n"), "data-clashes": numbers.join(" "), onmouseenter: tell, onfocusin: tell }, buttons, notes);
    };
    const row = (i) => h("tr", {}, h("th", { scope: "row" }, originName(event, i), " ", h("span", { class: "soft small" }, t("n reports", { n: event.origins[i].reports.length }))), columns.map((at) => cell(i, at)));
    const group = ([side, origins]) => h("tbody", {}, h("tr", { class: "side" }, h("th", { scope: "rowgroup", colSpan: columns.length + 1 }, h("span", {}, word(side) || t("no side")))), origins.map(row));
    return [h("p", { class: "soft", id: "matrix-says" }, t("matrix caption")), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("matrix") }, h("table", { id: "matrix", "aria-describedby": "matrix-says" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("origin")), columns.map((at) => h("th", { scope: "col" }, columnName(event.columns[at]))))), bySide(event).map(group))), why];
}
