// Low, best and high of each count on one scale; each end names the claims that set it.
import { h, reveal } from "./dom.js";
import { says } from "./claim.js";
import { number, ofSide, t, word } from "./words.js";

const percent = (value, most) => `${Math.max(0, Math.min(100, (100 * value) / most))}%`;

function at(element, from, to, most) {
    element.style.left = percent(from, most);
    if (to !== undefined) element.style.width = `${(100 * Math.max(0, to - from)) / most}%`;
    return element;
}

// Cells of the count that a range is about.
function cellsOf(event, range) {
    const column = event.columns.findIndex((one) => one.kind === "loss" && one.what === range.effect && (one.of ?? "") === (range.of ?? ""));
    return event.cells.filter((cell) => cell.column === column && !cell.denied);
}

const claimName = (event, id) => {
    const claim = event.claims.find((one) => one.id === id);
    return claim ? says(claim.record, event.reports.find((one) => one.id === claim.report)?.outlet) || id : id;
};

const claimButton = (event, id) => h("a", { href: "#claim-" + encodeURIComponent(id), title: id, onclick: (happening) => {
    happening.preventDefault();
    reveal("claim-" + id);
} }, claimName(event, id));

// The claims that say an end: the one that sets it first, then others with the same figure.
function claimsAt(event, range, end) {
    const same = cellsOf(event, range).filter((cell) => cell.low === end.value || cell.high === end.value).map((cell) => cell.claim);
    return [...new Set([end.claim, ...same].filter(Boolean))];
}

function strip(event, range) {
    const most = Math.max(range.high.value, 1) * (range.open_above ? 1.15 : 1.05);
    const scale = h("div", { class: "strip", role: "img", "aria-label": t("strip says", { low: range.low.value, best: range.best.value, high: range.high.value }) },
        at(h("span", { class: "span" + (range.open_above ? " open" : "") }), range.low.value, range.open_above ? most : range.high.value, most),
        cellsOf(event, range).map((cell) => at(h("span", { class: "said" }), cell.low ?? cell.high ?? 0, undefined, most)),
        at(h("span", { class: "best" }), range.best.value, undefined, most));
    const end = (name, one, open) => h("div", { class: "end" }, h("dt", {}, t(name), " ", h("strong", {}, number(one.value) + (open ? "+" : ""))),
        h("dd", {}, claimsAt(event, range, one).map((id, i) => [i ? ", " : "", claimButton(event, id)])));
    return h("li", {}, h("div", { class: "bar" }, h("strong", {}, `${word(range.effect)}${ofSide(range.of)}`),
        range.part ? h("span", { class: "soft small" }, t("part of total")) : "", h("span", { class: "soft small" }, t("n origins", { n: range.origins }))),
    scale, h("dl", { class: "ends small" }, range.low.value === range.high.value && !range.open_above ? end("all", range.best) : [end("lowest", range.low), end("best", range.best), end("highest", range.high, range.open_above)]));
}

// The widest first, the killed before others.
const order = (ranges) => [...ranges].sort((a, b) => (b.effect === "killed") - (a.effect === "killed") || b.high.value - b.low.value - (a.high.value - a.low.value));

export function strips(event) {
    if (!event.ranges.length) return null;
    return h("section", { "data-part": true, "aria-label": t("ranges") }, h("h2", {}, t("ranges")), h("ul", { class: "plain", id: "ranges" }, order(event.ranges).map((range) => strip(event, range))));
}
