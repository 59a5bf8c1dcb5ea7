// Two sets of claims side by side, field by field: before events are joined, and before one is split.
import * as api from "./api.js";
import { perform, reasonField } from "./act.js";
import { fieldText, place, says } from "./claim.js";
import { ask, h, notice } from "./dom.js";
import { count, days, language, ofSide, t, what, word } from "./words.js";

const unique = (values) => [...new Set(values.filter(Boolean))];

// What a set of claims says, a list of texts a field.
function told(event, claims) {
    const records = claims.map((claim) => claim.record);
    const outlet = (claim) => event.reports.find((one) => one.id === claim.report)?.outlet;
    return {
        what: unique(records.map((one) => [one.type, one.subtype].filter(Boolean).map(word).join(" / "))),
        where: unique(records.flatMap((one) => (one.place ?? []).map(place))),
        when: unique(records.map((one) => one.when && days(one.when))),
        by: unique(records.map((one) => fieldText("by", one.by))),
        against: unique(records.map((one) => fieldText("against", one.against))),
        counts: unique(records.flatMap((one) => (one.losses ?? []).map((loss) => `${word(loss.effect)}${ofSide(loss.of)}: ${count(loss)}`))),
        things: unique(records.flatMap((one) => [fieldText("equipment", one.equipment), fieldText("control", one.control)])),
        origin: unique(claims.map((claim) => says(claim.record, outlet(claim)) || t("unknown outlet"))),
        reports: unique(claims.map((claim) => outlet(claim) || claim.report)),
        claims: [t("n claims", { n: claims.length })],
        words: claims.slice(0, 3).map((claim) => claim.record.quote),
    };
}

export function comparison(left, right) {
    const [a, b] = [left, right].map(({ event, claims }) => told(event, claims));
    const cell = (values) => h("td", {}, values.length ? h("ul", { class: "plain" }, values.map((value) => h("li", {}, value))) : "–");
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("comparison") }, h("table", { id: "comparison" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("field")), h("th", { scope: "col" }, left.name), h("th", { scope: "col" }, right.name))),
        h("tbody", {}, Object.keys(a).filter((key) => a[key].length || b[key].length).map((key) =>
            h("tr", { class: JSON.stringify(a[key]) === JSON.stringify(b[key]) || key === "words" || key === "claims" ? "" : "differs" }, h("th", { scope: "row" }, t(key)), cell(a[key]), cell(b[key]))))));
}

export async function split(event, again) {
    const picked = [...document.querySelectorAll(".pick:checked")].map((box) => box.value);
    if (!picked.length || picked.length === event.claims.length) {
        notice(t("pick some"));
        return;
    }
    const [out, rest] = [true, false].map((is) => event.claims.filter((one) => picked.includes(one.id) === is));
    const reason = reasonField();
    const fields = [comparison({ name: t("split off"), event, claims: out }, { name: t("stays"), event, claims: rest }), reason.element];
    if (await ask(t("split title", { n: picked.length }), fields, t("split"), t("cancel"), { wide: true }))
        await perform({ what: "split", kind: "event", target: event.id, value: { claims: picked }, reason: reason.input.value.trim() }, event.version, again);
}

export async function join(event, again) {
    const query = new URLSearchParams(event.when ? { since: event.when[0], until: event.when[1], limit: "50" } : { limit: "50" });
    const near = (await api.events(query)).events.filter((one) => one.id !== event.id);
    const name = (one) => `${what(one)}, ${one.place.name || t("unlocated")}, ${days(one.when)} (${one.id})`;
    const choice = h("select", { id: "join-with" }, near.map((one) => h("option", { value: one.id }, name(one))));
    const other = h("input", { id: "join-id", placeholder: "E…", autocomplete: "off" }), compare = h("div", { id: "join-compare", "aria-live": "polite" }), reason = reasonField();
    let turn = 0;
    const show = async () => {
        const id = other.value.trim() || choice.value, mine = ++turn;
        if (!id) return;
        const one = await api.event(id, language).catch((error) => error);
        if (mine !== turn) return;
        compare.replaceChildren(one instanceof Error ? h("p", { class: "clash" }, one.message)
            : comparison({ name: event.id, event, claims: event.claims }, { name: one.id, event: one, claims: one.claims }));
    };
    choice.addEventListener("change", show);
    other.addEventListener("change", show);
    show();
    if (!(await ask(t("join title"), [h("label", { for: "join-with" }, t("join with")), choice, h("label", { for: "join-id" }, t("or id")), other, compare, reason.element], t("join"), t("cancel"), { wide: true }))) return;
    const chosen = other.value.trim() || choice.value;
    if (chosen) await perform({ what: "join", kind: "event", target: event.id, value: { event: chosen }, reason: reason.input.value.trim() }, event.version, again);
}
