// Reports of an event: copies are folded under what they copy, each with the reason, and a person can say otherwise.
import { may } from "./api.js";
import { perform, reasonField } from "./act.js";
import { ask, h } from "./dom.js";
import { address } from "./state.js";
import { number, published, t, word } from "./words.js";

const named = (report) => [report.title || report.id, report.outlet, published(report.published)].filter(Boolean).join(", ");

async function fold(report, others, again) {
    const choice = h("select", { id: "fold-into" }, others.map((one) => h("option", { value: one.id }, named(one)))), reason = reasonField();
    const id = h("input", { id: "fold-id", autocomplete: "off" });
    if (!(await ask(t("fold title"), [h("p", {}, named(report)), h("label", { for: "fold-into" }, t("fold into")), choice, h("label", { for: "fold-id" }, t("or report id")), id, reason.element], t("fold"), t("cancel")))) return;
    await perform({ what: "fold", kind: "report", target: report.id, value: { original: id.value.trim() || choice.value }, reason: reason.input.value.trim() }, undefined, again);
}

async function unfold(report, again) {
    const reason = reasonField();
    if (await ask(t("unfold title"), [h("p", {}, named(report)), h("p", { class: "soft" }, report.why), reason.element], t("unfold"), t("cancel")))
        await perform({ what: "unfold", kind: "report", target: report.id, reason: reason.input.value.trim() }, undefined, again);
}

function line(report, reports, again) {
    const work = !may("reviewer") ? null
        : report.copy_of ? h("button", { class: "quiet unfold", onclick: () => unfold(report, again) }, t("unfold"))
            : reports.length > 1 ? h("button", { class: "quiet fold", onclick: () => fold(report, reports.filter((one) => one !== report), again) }, t("fold") + "…") : null;
    return h("li", { "data-report": report.id }, h("a", { href: address("/report/" + encodeURIComponent(report.id)), "data-go": true }, report.title || report.id),
        h("span", { class: "soft small" }, ` ${[report.outlet, published(report.published), report.lang && word(report.lang)].filter(Boolean).join(" · ")} `),
        report.grade && h("span", { class: "tag", title: t("source " + report.grade) }, t("source grade", { grade: report.grade })), " ", work);
}

export function reportTree(event, again) {
    const known = new Set(event.reports.map((report) => report.id));
    const copies = (id) => event.reports.filter((report) => report.copy_of === id);
    const branch = (report) => {
        const under = copies(report.id), item = line(report, event.reports, again);
        if (report.copy_of)
            item.append(h("div", { class: "small soft fold-why" }, known.has(report.copy_of) ? "" : t("copy of", { id: report.copy_of }) + " – ", `${word(report.copy_kind)}: ${report.why ?? ""}`,
                report.similarity !== undefined && report.similarity < 1 ? ` (${t("alike", { n: number(Math.round(report.similarity * 100)) })})` : ""));
        if (under.length) item.append(h("details", { class: "copies" }, h("summary", {}, t("n copies", { n: under.length })), h("ul", {}, under.map(branch))));
        return item;
    };
    return h("ul", { class: "plain", id: "reports" }, event.reports.filter((report) => !known.has(report.copy_of)).map(branch));
}
