// Every field of a claim as a form; what differs from the record is what is sent.
import { jump, places } from "./api.js";
import { perform, reasonField } from "./act.js";
import { quote } from "./blur.js";
import { ask, h, notice } from "./dom.js";
import { placeMap } from "./pick.js";
import { t, word } from "./words.js";

export const types = ["Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"];
const subtypes = ["Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Air/drone strike", "Chemical weapon",
    "Shelling/artillery/missile attack", "Suicide bomb", "Remote explosive/landmine/IED", "Grenade", "Attack", "Sexual violence",
    "Abduction/forced disappearance", "Peaceful protest", "Protest with intervention", "Excessive force against protesters",
    "Violent demonstration", "Mob violence", "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
    "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other"];
const number = { number: true }, people = { list: "edit-parties" };
const specs = {
    by: { name: {}, party: people },
    against: { name: {}, party: people },
    chain: { name: {}, party: people, kind: { choice: ["", "person", "group", "official", "outlet", "witness", "anonymous", "post"] }, cue: {}, medium: {}, said_on: { type: "date" } },
    place: { name: { place: true }, lat: number, lon: number, precision: { choice: ["", "site", "settlement", "district", "region", "country"] }, country: { short: true }, admin1: {} },
    losses: { effect: { choice: ["killed", "wounded", "captured", "surrendered", "missing", "casualties", "displaced"] }, of: people, kind: { choice: ["", "combatant", "civilian", "mixed", "unknown"] }, low: number, high: number, approx: { check: true }, part: { check: true } },
    equipment: { item: {}, category: { choice: ["tank", "armoured vehicle", "infantry mobility vehicle", "truck, vehicle or jeep", "artillery", "aircraft", "helicopter", "drone", "ship", "ammunition depot", "weapon", "other"] }, effect: { choice: ["destroyed", "damaged", "captured", "abandoned"] }, of: people, low: number, high: number, approx: { check: true } },
    control: { place: {}, change: { choice: ["taken", "lost", "held", "repelled", "advanced", "withdrew", "besieged", "contested"] }, by: people, from: people },
};
const plain = { polarity: ["", "denied"], certainty: ["", "hedged"], reality: ["", "planned", "hypothetical"] };

function options(values, chosen) {
    const all = chosen && !values.includes(chosen) ? [...values, chosen] : values;
    return all.map((one) => h("option", { value: one, selected: one === (chosen ?? "") }, one ? word(one) : "–"));
}

function control(id, key, spec, value) {
    if (spec.check) return h("input", { id, type: "checkbox", checked: value === true });
    if (spec.choice) return h("select", { id }, options(spec.choice, value));
    if (spec.number) return h("input", { id, type: "number", step: "any", min: ["lat", "lon"].includes(key) ? undefined : "0", value: String(value ?? "") });
    return h("input", { id, type: spec.type ?? "text", list: spec.list, size: spec.short ? "3" : "16", value: value ?? "", autocomplete: "off" });
}

function read(element, spec) {
    if (spec.check) return element.checked || undefined;
    const text = element.value.trim();
    return text === "" ? undefined : spec.number ? Number(text) : text;
}

// The gazetteer offers places under the name, in a list and on a map; the chosen one, or a point of the map, fills the row.
function lookUp(id, inputs) {
    const list = h("select", { id: id + "-found", "aria-label": t("place found"), hidden: true });
    let found = [];
    const fill = (values) => {
        for (const [key, value] of Object.entries(values)) inputs[key].value = String(value ?? "");
        map.mark(Number(inputs.lat.value), Number(inputs.lon.value));
    };
    const take = () => {
        const chosen = found[Number(list.value)];
        if (!chosen) return;
        const { lat, lon, precision, country, admin1 } = chosen;
        fill({ lat, lon, precision, country, admin1 });
        if (!inputs.name.value.trim()) inputs.name.value = chosen.name;
    };
    const map = placeMap((i) => {
        list.value = String(i);
        take();
    }, (lat, lon) => fill({ lat, lon, precision: inputs.precision.value || "site" }));
    list.addEventListener("change", take);
    const look = async () => {
        found = inputs.name.value.trim() ? await places(inputs.name.value).catch((error) => (notice(error.message), [])) : [];
        list.hidden = !found.length;
        list.replaceChildren(...found.map((one, i) => h("option", { value: String(i) }, `${i + 1}. ${[one.name, word(one.feature), one.admin1, one.country].filter(Boolean).join(", ")}`)));
        if (found.length) take();
        else notice(t("no place found"));
        const at = inputs.lat.value === "" ? undefined : { lat: Number(inputs.lat.value), lon: Number(inputs.lon.value) };
        await map.show(found, at).catch((error) => notice(error.message));
    };
    inputs.name.addEventListener("keydown", (happening) => {
        if (happening.key !== "Enter") return;
        happening.preventDefault();
        look();
    });
    return [h("button", { type: "button", id: id + "-look", onclick: look }, t("look up")), list, map.element];
}

// A list of the record: a row an item, rows added and taken away.
function rows(name, values) {
    const spec = specs[name], items = [], list = h("div", { class: "rows" });
    let made = 0;
    const add = (value) => {
        const id = `${name}-${made++}`, inputs = {};
        const cells = Object.entries(spec).map(([key, one]) => {
            inputs[key] = control(`${id}-${key}`, key, one, value[key]);
            return h("div", { class: one.check ? "cell check" : "cell" }, h("label", { for: `${id}-${key}` }, t("field " + key)), inputs[key]);
        });
        const item = { value, inputs };
        const gone = h("button", { type: "button", class: "quiet", onclick: () => {
            items.splice(items.indexOf(item), 1);
            row.remove();
        } }, t("take away"));
        const row = h("div", { class: "row", role: "group", "aria-label": `${t("field " + name)} ${made}` }, cells, name === "place" ? h("div", { class: "cell search" }, lookUp(id, inputs)) : "", gone);
        items.push(item);
        list.append(row);
        return row;
    };
    values.forEach(add);
    const element = h("fieldset", { class: "list", "data-list": name }, h("legend", {}, t("field " + name)), list,
        h("button", { type: "button", class: "quiet", id: name + "-add", onclick: () => add({}).querySelector("input, select").focus() }, "+ " + t("add one", { what: t("field " + name) })));
    const value = () => items.map((item) => {
        const now = { ...item.value };
        for (const [key, one] of Object.entries(spec)) {
            const field = read(item.inputs[key], one);
            if (field === undefined) delete now[key];
            else now[key] = field;
        }
        return now;
    }).filter((now) => Object.keys(now).some((key) => !["effect", "category", "change"].includes(key)) || name === "losses" || name === "control");
    return { element, value: () => (value().length ? value() : undefined) };
}

// Parties as they are known to the ledger, by what is typed.
function offerParties(form) {
    const list = h("datalist", { id: "edit-parties" });
    let waiting;
    form.addEventListener("input", (happening) => {
        if (happening.target.getAttribute?.("list") !== "edit-parties") return;
        clearTimeout(waiting);
        waiting = setTimeout(async () => {
            const found = await jump(happening.target.value).catch(() => ({ parties: [] }));
            list.replaceChildren(...[...found.parties.map((one) => one.value), "civilians", "unknown"].map((value) => h("option", { value })));
        }, 200);
    });
    return list;
}

// The form of a record: its element, and what has changed.
export function recordForm(record) {
    const type = h("select", { id: "edit-type", "data-first": true }, options(types, record.type));
    const subtype = h("select", { id: "edit-subtype" }, options(["", ...subtypes], record.subtype));
    const from = h("input", { id: "edit-from", type: "date", value: record.when?.[0] ?? "" }), to = h("input", { id: "edit-to", type: "date", value: record.when?.[1] ?? "" });
    const how = Object.fromEntries(Object.entries(plain).map(([key, values]) => [key, h("select", { id: "edit-" + key }, options(values, record[key]).map((one) => (one.value ? one : (one.textContent = t("plain " + key), one))))]));
    const lists = Object.fromEntries(Object.keys(specs).map((key) => [key, rows(key, record[key] ?? [])]));
    const cell = (label, element) => h("div", { class: "cell" }, h("label", { for: element.id }, label), element);
    const element = h("div", { class: "record" },
        h("div", { class: "row" }, cell(t("field type"), type), cell(t("field subtype"), subtype), cell(t("first day"), from), cell(t("last day"), to)),
        lists.place.element, lists.losses.element, lists.by.element, lists.against.element, lists.chain.element,
        h("div", { class: "row" }, Object.entries(how).map(([key, select]) => cell(t("field " + key), select))),
        lists.equipment.element, lists.control.element);
    element.append(offerParties(element));
    const now = () => ({
        type: type.value, subtype: subtype.value || undefined, when: from.value ? [from.value, to.value || from.value] : undefined,
        ...Object.fromEntries(Object.entries(how).map(([key, select]) => [key, select.value || undefined])),
        ...Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.value()])),
    });
    const patch = () => Object.fromEntries(Object.entries(now()).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(record[key])).map(([key, value]) => [key, value ?? null]));
    return { element, now, patch };
}

export async function editClaim(claim, version, again, blurs) {
    const form = recordForm(claim.record), reason = reasonField();
    if (!(await ask(t("edit claim", { id: claim.id }), [quote(claim.record, blurs), form.element, reason.element], t("save"), t("cancel"), { wide: true }))) return;
    const value = form.patch();
    if (!Object.keys(value).length) {
        notice(t("nothing changed"));
        return;
    }
    await perform({ what: "edit", kind: "claim", target: claim.id, value, reason: reason.input.value.trim() }, version, again);
}
