// Grading by NATO's Admiralty code, with what each letter and digit means beside it. The program's digit is marked as a proposal.
import { perform, reasonField } from "./act.js";
import { ask, h } from "./dom.js";
import { t, word } from "./words.js";

function scale(name, values, chosen, proposed) {
    return h("div", { class: "grades" }, values.map((value) => h("label", { class: value === proposed ? "proposed" : "" },
        h("input", { type: "radio", name, value, id: `${name}-${value}`, checked: value === chosen, "data-first": value === (chosen ?? proposed ?? values[0]) ? true : null }),
        h("strong", {}, value), " ", h("span", {}, t(`${name} ${value}`), value === proposed ? [" ", h("span", { class: "tag proposal" }, t("proposed"))] : null, h("span", { class: "soft small means" }, t(`${name} ${value} means`))))));
}

const picked = (name) => document.querySelector(`#dialog input[name="${name}"]:checked`)?.value;

export async function gradeEvent(event, given, again) {
    const proposed = String(event.proposal.information), reason = reasonField();
    let digit;
    const form = scale("information", ["1", "2", "3", "4", "5", "6"], given && String(given), proposed);
    form.addEventListener("change", () => (digit = picked("information")));
    if (!(await ask(t("grade title"), [h("p", { class: "soft proposal-why" }, t("proposal", { n: event.proposal.information }), " ", event.proposal.why ? `– ${word(event.proposal.why)}.` : ""), form, reason.element], t("grade"), t("cancel")))) return;
    digit ??= given && String(given);
    if (digit) await perform({ what: "grade", kind: "event", target: event.id, value: { information: Number(digit) }, reason: reason.input.value.trim() }, event.version, again);
}

export async function gradeSource(outlet, given, again) {
    const reason = reasonField();
    let letter = given;
    const form = scale("source", ["A", "B", "C", "D", "E", "F"], given);
    form.addEventListener("change", () => (letter = picked("source")));
    if (await ask(t("grade source", { name: outlet }), [form, reason.element], t("grade"), t("cancel")) && letter)
        await perform({ what: "grade", kind: "source", target: outlet, value: { source: letter }, reason: reason.input.value.trim() }, undefined, again);
}
