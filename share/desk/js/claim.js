// One claim: its fields, and what can be done to it.
import * as api from "./api.js";
import { perform } from "./act.js";
import { quote } from "./blur.js";
import { h } from "./dom.js";
import { editClaim } from "./edit.js";
import { address } from "./state.js";
import { count, countryName, days, ofSide, t, word } from "./words.js";

const actors = (list) => (list ?? []).map((one) => (one.party && one.party !== one.name ? `${one.name} [${word(one.party)}]` : one.name)).join(", ");

const loss = (one) => `${count(one)} ${word(one.effect)}${ofSide(one.of)}${one.part ? " " + t("part of total") : ""}`;
const thing = (one) => `${count(one)} × ${word(one.category)} (${word(one.effect)})${ofSide(one.of)}`;
const ground = (one) => `${one.place ?? ""} ${word(one.change)}${one.by ? " " + t("by whom", { by: word(one.by) }) : ""}`;

export const place = (one) =>
    `${one.name} (${[word(one.precision), one.admin1, one.country && countryName(one.country)].filter(Boolean).join(", ")}${one.lat === undefined ? ", " + t("unlocated") : ""})`;

const link = (one) =>
    `${one.name}${one.party && one.party !== one.name ? ` [${word(one.party)}]` : ""}${one.cue ? ` “${one.cue}”` : ""}${one.medium ? `, ${one.medium}` : ""}`;

const lists = { losses: loss, equipment: thing, control: ground, place, chain: link };

// A field of the record as a person reads it.
export function fieldText(key, value) {
    if (value === null || value === undefined) return "";
    if (key === "by" || key === "against") return actors(value);
    if (key === "when") return days(value);
    if (lists[key] && Array.isArray(value)) return value.map(lists[key]).join(key === "chain" ? " › " : "; ");
    return typeof value === "string" ? word(value) : JSON.stringify(value);
}

export const says = (record, outlet) => [outlet, ...(record.chain ?? []).map((one) => one.name)].filter(Boolean).join(" › ");

// `full`: with the words that attribute, the rule and how sure it is.
export function fields(record, outlet, full = false) {
    const rows = [
        ["says", full ? [outlet, ...(record.chain ?? []).map(link)].filter(Boolean).join(" › ") : says(record, outlet)],
        ["how", [record.polarity, record.certainty, record.reality].filter(Boolean).map(word).join(", ")],
        ["what", [record.type, record.subtype].filter(Boolean).map(word).join(" / ")],
        ["by", actors(record.by)],
        ["against", actors(record.against)],
        ["where", (record.place ?? []).map(place).join("; ")],
        ["when", record.when ? days(record.when) : ""],
        ["counts", ["losses", "equipment", "control"].map((key) => fieldText(key, record[key])).filter(Boolean).join(" · ")],
        ["rule", record.rule ? `${record.rule}, ${t("confidence", { n: record.confidence ?? 0 })}` : ""],
    ];
    return h("dl", { class: "fields" }, rows.filter(([, value]) => value).map(([key, value]) => [h("dt", {}, t(key)), h("dd", {}, value)]));
}

export const stateName = (state) => (state && state !== "read" ? h("span", { class: "tag state-" + state.replace(/\W/g, "-") }, word(state)) : null);

const reportOf = (claim) => claim.report ?? claim.id.replace(/\.\d+$/, "");

// A claim as a card that keys and buttons work on. `more` says what its page adds.
export function claimCard(claim, { state, version, outlet, blurs, again, full, words, before = [], onfocus }) {
    const item = h("article", { class: "claim " + (state ?? ""), tabindex: "-1", id: "claim-" + claim.id, "data-claim": claim.id, "aria-label": claim.id, onfocus },
        h("div", { class: "bar" }, before, stateName(state)), quote(claim.record, blurs), fields(claim.record, outlet, full));
    if (claim.read) item.append(h("details", { class: "small" }, h("summary", {}, t("as read")), String(claim.read.span) === String(claim.record.span) ? "" : quote(claim.read, blurs), fields(claim.read, outlet)));
    item.work = {
        accept: () => perform({ what: "accept", kind: "claim", target: claim.id }, version, again),
        reject: () => perform({ what: "reject", kind: "claim", target: claim.id }, version, again),
        edit: () => editClaim(claim, version, again, blurs),
        ...(words ? { words } : {}),
    };
    item.report = reportOf(claim);
    if (api.may("reviewer"))
        item.append(h("div", { class: "bar work" }, Object.keys(item.work).map((what) => h("button", { class: what, onmousedown: (happening) => happening.preventDefault(), onclick: item.work[what] }, t(what)))));
    return item;
}

export const claimLink = (claim) => h("a", { class: "small", href: address("/report/" + encodeURIComponent(reportOf(claim))) + "#claim-" + encodeURIComponent(claim.id), "data-go": true }, claim.id);
