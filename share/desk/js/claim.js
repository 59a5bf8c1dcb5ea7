// One claim: its fields, and changing them.
import { places } from "./api.js";
import { perform, reasonField } from "./act.js";
import { ask, h, notice } from "./dom.js";
import { count, days, t, word } from "./words.js";

const actors = (list) => (list ?? []).map((one) => (one.party && one.party !== one.name ? `${one.name} [${one.party}]` : one.name)).join(", ");

const losses = (record) => [
    ...(record.losses ?? []).map((loss) => `${count(loss)} ${word(loss.effect)}${loss.of ? " " + t("of", { of: loss.of }) : ""}`),
    ...(record.equipment ?? []).map((thing) => `${count(thing)} ${word(thing.category)} ${word(thing.effect)}${thing.of ? " " + t("of", { of: thing.of }) : ""}`),
    ...(record.control ?? []).map((change) => `${change.place ?? ""} ${word(change.change)}${change.by ? " " + t("by whom", { by: change.by }) : ""}`),
].join("; ");

const place = (one) =>
    `${one.name} (${[word(one.precision), one.admin1, one.country].filter(Boolean).join(", ")}${one.lat === undefined ? ", " + t("unlocated") : ""})`;

export function fields(record, outlet) {
    const rows = [
        ["says", [outlet, ...(record.chain ?? []).map((link) => link.name)].filter(Boolean).join(" › ")],
        ["how", [record.polarity, record.certainty, record.reality].filter(Boolean).map(word).join(", ")],
        ["what", [record.type, record.subtype].filter(Boolean).map(word).join(" / ")],
        ["by", actors(record.by)],
        ["against", actors(record.against)],
        ["where", (record.place ?? []).map(place).join("; ")],
        ["when", record.when ? days(record.when) : ""],
        ["counts", losses(record)],
        ["rule", record.rule ? `${record.rule}, ${t("confidence", { n: record.confidence ?? 0 })}` : ""],
    ];
    return h("dl", { class: "fields" }, rows.filter(([, value]) => value).map(([key, value]) => [h("dt", {}, t(key)), h("dd", {}, value)]));
}

export const stateName = (state) => (state && state !== "read" ? h("span", { class: "tag" }, word(state)) : null);

const control = (id, label, element) => [h("label", { for: id }, label), element];

// The gazetteer offers places under the name; the chosen one replaces the claim's first.
function placeFields(record) {
    const old = record.place?.[0];
    const name = h("input", { id: "edit-place", value: old?.name ?? "" });
    const list = h("select", { id: "edit-place-choice" }, h("option", { value: "" }, old ? t("keep place", { name: old.name }) : t("no place")));
    let found = [];
    const look = async () => {
        found = name.value.trim() ? await places(name.value).catch((error) => (notice(error.message), [])) : [];
        list.replaceChildren(
            h("option", { value: "" }, old ? t("keep place", { name: old.name }) : t("no place")),
            ...found.map((one, i) => h("option", { value: String(i) }, `${one.name}, ${word(one.feature)}, ${[one.admin1, one.country].filter(Boolean).join(", ")}`)));
        if (found.length) list.value = "0";
    };
    const search = h("button", { type: "button", id: "edit-place-search", onclick: look }, t("look up"));
    return {
        elements: [control("edit-place", t("where"), name), search, control("edit-place-choice", t("place found"), list)],
        value: () => {
            const chosen = found[Number(list.value || "-1")];
            if (!chosen) return undefined;
            const { name: own, lat, lon, precision, country, admin1 } = chosen;
            return [{ name: name.value.trim() || own, lat, lon, precision, country, admin1 }, ...(record.place ?? []).slice(1)];
        },
    };
}

function changedText(element, before, wrap) {
    const value = element.value.trim();
    return value === before ? undefined : wrap(value);
}

// The whole record as JSON: every field that has no control of its own.
function rawField(record) {
    const { quote, rule, confidence, ...rest } = record;
    const area = h("textarea", { id: "edit-raw", spellcheck: false }, JSON.stringify(rest, null, 1));
    const before = area.value;
    return {
        element: h("details", {}, h("summary", {}, t("all fields")), control("edit-raw", t("as JSON"), area)),
        patch: () => {
            if (area.value === before) return {};
            const now = JSON.parse(area.value), patch = {};
            for (const key of new Set([...Object.keys(rest), ...Object.keys(now)]))
                if (JSON.stringify(rest[key]) !== JSON.stringify(now[key])) patch[key] = now[key] ?? null;
            return patch;
        },
    };
}

export async function editClaim(claim, record, version, again) {
    const from = h("input", { id: "edit-from", type: "date", value: record.when?.[0] ?? "" });
    const to = h("input", { id: "edit-to", type: "date", value: record.when?.[1] ?? "" });
    const loss = record.losses?.[0];
    const low = h("input", { id: "edit-low", type: "number", min: "0", step: "any", value: String(loss?.low ?? "") });
    const high = h("input", { id: "edit-high", type: "number", min: "0", step: "any", value: String(loss?.high ?? "") });
    const where = placeFields(record), raw = rawField(record), reason = reasonField();
    const sent = await ask(t("edit claim", { id: claim }), [
        h("blockquote", { class: "quote" }, record.quote), where.elements,
        control("edit-from", t("first day"), from), control("edit-to", t("last day"), to),
        loss && [control("edit-low", `${word(loss.effect)} ${loss.of ?? ""}: ${t("at least")}`, low), control("edit-high", t("at most"), high)],
        raw.element, reason.element], t("save"), t("cancel"));
    if (!sent) return;
    const value = {};
    try {
        Object.assign(value, raw.patch());
    } catch (error) {
        notice(error.message);
        return;
    }
    const spot = where.value();
    if (spot) value.place = spot;
    if (from.value !== (record.when?.[0] ?? "") || to.value !== (record.when?.[1] ?? ""))
        value.when = from.value ? [from.value, to.value || from.value] : null;
    const bounds = {
        low: changedText(low, String(loss?.low ?? ""), (text) => (text === "" ? null : Number(text))),
        high: changedText(high, String(loss?.high ?? ""), (text) => (text === "" ? null : Number(text))),
    };
    if (loss && (bounds.low !== undefined || bounds.high !== undefined)) {
        const first = { ...loss };
        for (const [key, bound] of Object.entries(bounds)) {
            if (bound === null) delete first[key];
            else if (bound !== undefined) first[key] = bound;
        }
        value.losses = [first, ...record.losses.slice(1)];
    }
    if (!Object.keys(value).length) {
        notice(t("nothing changed"));
        return;
    }
    await perform({ what: "edit", kind: "claim", target: claim, value, reason: reason.input.value }, version, again);
}
