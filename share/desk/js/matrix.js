// Who says what: a row an origin, a column a count or a change; cells that clash are outlined and lead to the sentence that says why.
import { byId, h } from "./dom.js";
import { count, t, word } from "./words.js";

// "tank destroyed": a category and what happened to it.
const things = (text) => [text.slice(0, text.lastIndexOf(" ")), text.slice(text.lastIndexOf(" ") + 1)].map(word).join(" ");

export const columnName = (column) =>
    column.kind === "control" ? t("control of", { place: column.what || t("ground") })
        : (column.kind === "thing" ? things(column.what ?? "") : word(column.what)) + (column.of && column.of !== "unknown" ? " " + t("of", { of: column.of }) : "");

function cellText(cell) {
    const value = cell.change ? `${word(cell.change)}${cell.by ? " " + t("by whom", { by: cell.by }) : ""}` : count(cell);
    return (cell.denied ? t("not") + " " : "") + value + (cell.hedged ? "\u202f?" : "");
}

const apart = (a, b) => (a.low ?? -Infinity) > (b.high ?? Infinity) || (b.low ?? -Infinity) > (a.high ?? Infinity);

// Whether two cells say what cannot both be, for a contradiction of that kind; doers, days and places have no column.
const kinds = {
    count: (a, b, x, y) => x.kind === "loss" && y.kind === "loss" && x.what === y.what && apart(a, b),
    victims: (a, b, x, y) => x.kind === "loss" && y.kind === "loss" && x.what === y.what,
    control: (a, b, x, y) => x.kind === "control" && y.kind === "control",
    denial: (a, b) => Boolean(a.denied) !== Boolean(b.denied) && a.column === b.column,
};

// Which cells each contradiction is about: those of both claims under one head, else (one place may have two names) under
// any. Returns a list of contradiction numbers for each cell.
export function clashing(event) {
    const of = new Map(event.cells.map((cell) => [cell, []]));
    event.contradictions.forEach((one, i) => {
        const [left, right] = one.claims.map((claim) => event.cells.filter((cell) => cell.claim === claim));
        const pairs = left.flatMap((a) => right.filter((b) => kinds[one.kind]?.(a, b, event.columns[a.column], event.columns[b.column])).map((b) => [a, b]));
        const same = pairs.filter(([a, b]) => a.column === b.column);
        for (const cell of new Set((same.length ? same : pairs).flat())) of.get(cell).push(i);
    });
    return of;
}

const goTo = (id) => (happening) => {
    happening.preventDefault();
    byId(id)?.focus();
    byId(id)?.scrollIntoView({ block: "center" });
};

const lit = (selector, on) => document.querySelectorAll(selector).forEach((one) => one.classList.toggle("lit", on));

export function contradictions(event) {
    if (!event.contradictions.length) return null;
    return h("section", { "aria-label": t("contradictions") }, h("h2", {}, t("contradictions")), h("ol", { id: "contradictions" }, event.contradictions.map((one, i) =>
        h("li", { id: `clash-${i + 1}`, tabindex: "-1", onmouseenter: () => lit(`[data-clashes~="${i}"]`, true), onmouseleave: () => lit(`[data-clashes~="${i}"]`, false) },
            h("span", { class: "tag contested" }, word(one.kind)), " ", h("span", { class: "why" }, one.why), " ",
            h("span", { class: "small" }, one.claims.map((id) => [h("a", { href: "#claim-" + encodeURIComponent(id), onclick: goTo("claim-" + id) }, id), " "]))))));
}

export function matrix(event) {
    const order = event.origins.map((_, i) => i).sort((a, b) => (event.origins[a].side ?? "").localeCompare(event.origins[b].side ?? "") || a - b);
    const clashes = clashing(event);
    // What is contested first, then what most origins speak of.
    const weight = event.columns.map((_, at) => event.cells.filter((one) => one.column === at).reduce((sum, one) => sum + 1 + 1000 * clashes.get(one).length, 0));
    const columns = event.columns.map((_, i) => i).sort((a, b) => weight[b] - weight[a] || a - b);
    const why = h("p", { id: "cell-why", class: "clash", "aria-live": "polite" });
    const say = (numbers) => why.replaceChildren(...numbers.map((i) => h("span", {}, `${i + 1}. ${event.contradictions[i].why} `)));
    const cell = (origin, at) => {
        const mine = event.cells.filter((one) => one.origin === origin && one.column === at);
        const numbers = [...new Set(mine.flatMap((one) => clashes.get(one)))].sort((a, b) => a - b), shown = new Map();
        for (const one of mine) shown.set(cellText(one), shown.get(cellText(one)) ?? one);
        const buttons = [...shown].map(([text, one]) => [h("button", { title: one.interest ? word(one.interest) : "", onclick: goTo("claim-" + one.claim) }, text), " "]);
        const notes = numbers.map((i) => h("a", { class: "note", href: `#clash-${i + 1}`, "aria-label": t("clash n", { n: i + 1 }), onclick: goTo(`clash-${i + 1}`) }, String(i + 1)));
        const tell = () => numbers.length && say(numbers);
        return h("td", { class: numbers.length ? "clashing" : "", title: numbers.map((i) => event.contradictions[i].why).join("\n"), "data-clashes": numbers.join(" "), onmouseenter: tell, onfocusin: tell }, buttons, notes);
    };
    return [h("p", { class: "soft", id: "matrix-says" }, t("matrix caption")), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("matrix") }, h("table", { id: "matrix", "aria-describedby": "matrix-says" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("side")), h("th", { scope: "col" }, t("origin")), columns.map((at) => h("th", { scope: "col" }, columnName(event.columns[at]))))),
        h("tbody", {}, order.map((i) => h("tr", {}, h("td", {}, word(event.origins[i].side) || "–"),
            h("th", { scope: "row" }, event.origins[i].name || t("unknown outlet"), " ", h("span", { class: "soft small" }, t("n reports", { n: event.origins[i].reports.length }))),
            columns.map((at) => cell(i, at))))))), why];
}
