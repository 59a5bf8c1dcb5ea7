// Event: what is claimed by whom, where it clashes, the copies, the claims, the history.
import * as api from "./api.js";
import { entry, lastAct, perform, reasonBar, reasonField, takeBack } from "./act.js";
import { claimCard, claimLink } from "./claim.js";
import { join, split } from "./compare.js";
import { reportTree } from "./copies.js";
import { ask, byId, h, notice } from "./dom.js";
import { eventDossier } from "./export.js";
import { gradeEvent, gradeSource } from "./grade.js";
import { contradictions, matrix } from "./matrix.js";
import { address, go } from "./state.js";
import { strips } from "./strip.js";
import { steps } from "./trail.js";
import { changed, watch } from "./watch.js";
import { countryName, days, language, number, originsIn, t, what, word } from "./words.js";

const lastOf = (acts, what, kind = "event") => acts.find((one) => one.what === what && one.kind === kind && one.undone === undefined);

export async function comment(kind, target, again) {
    const text = h("textarea", { id: "comment", required: true });
    if (await ask(t("comment"), [h("label", { for: "comment" }, t("comment")), text], t("save"), t("cancel")))
        await perform({ what: "comment", kind, target, value: { text: text.value } }, undefined, again);
}

async function assign(event, assigned, again) {
    const names = [...new Set([api.session.name, ...(await api.users()).map((one) => one.name)])], reason = reasonField();
    const choice = h("select", { id: "assign" }, h("option", { value: "" }, t("nobody")), names.map((name) => h("option", { value: name, selected: name === assigned }, name)));
    if (await ask(t("assign"), [h("label", { for: "assign" }, t("assign")), choice, reason.element], t("save"), t("cancel")))
        await perform({ what: "assign", kind: "event", target: event.id, value: { to: choice.value }, reason: reason.input.value.trim() }, event.version, again);
}

function workBar(event, work, again) {
    if (!api.may("reviewer")) return null;
    const status = lastOf(event.acts, "status")?.value.status ?? "open";
    const select = h("select", { id: "work", "aria-label": t("facet work"), onchange: () => perform({ what: "status", kind: "event", target: event.id, value: { status: select.value } }, event.version, again) }, ["open", "in progress", "reviewed"].map((one) => h("option", { value: one, selected: one === status }, word(one))));
    return h("div", { class: "bar", id: "event-work" }, select, Object.entries(work).map(([name, run]) =>
        h("button", { id: "do-" + name, onclick: () => run().catch((error) => notice(error.message)) }, t(name))));
}

// The digit a person gave, else the program's, which must not look like one.
const informationTag = (event, graded) => graded
    ? h("span", { class: "tag", title: t("information " + graded) }, t("graded", { n: graded }))
    : h("span", { class: "tag proposal", id: "proposal", title: word(event.proposal.why) }, t("proposed information", { n: event.proposal.information }));

// Grades of the sources, with the way to give one.
function sources(event, again) {
    const outlets = [...new Map(event.reports.filter((one) => one.outlet).map((one) => [one.outlet, one.grade])).entries()];
    if (!outlets.length) return null;
    return h("p", { id: "sources" }, h("span", { class: "soft" }, t("sources") + " "), outlets.map(([outlet, grade]) => api.may("reviewer")
        ? [h("button", { class: "grade-source", title: grade ? t("source " + grade) : t("ungraded"), onclick: () => gradeSource(outlet, grade, again) }, `${outlet}\u202f: ${grade ?? "?"}`), " "]
        : h("span", { class: "tag" }, `${outlet} ${grade ?? "–"}`)));
}

function claimList(data, again) {
    const card = (claim, state, version) => {
        const report = data.reports.find((one) => one.id === claim.report);
        const pick = state !== "rejected" && api.may("reviewer") && h("input", { type: "checkbox", class: "pick", value: claim.id, "aria-label": t("pick", { id: claim.id }) });
        return claimCard(claim, { state, version, outlet: report?.outlet, blurs: report?.blurs ?? [], again, before: [pick, claimLink(claim)] });
    };
    return [...data.claims.map((claim) => card(claim, data.states[claim.id]?.state ?? "", data.states[claim.id]?.version ?? 0)),
        ...data.rejected.map((claim) => card(claim, claim.state, claim.version))];
}

// Claims under who says them, in the order of the matrix; those of reports that copy another are folded.
function claimGroups(data, cards) {
    const copies = new Set(data.reports.filter((one) => one.copy_of).map((one) => one.id));
    const groups = data.origins.map(() => ({ first: [], copied: [] })), rejected = cards.slice(data.claims.length);
    data.claims.forEach((claim, i) => groups[claim.origin][copies.has(claim.report) ? "copied" : "first"].push(cards[i]));
    const group = ({ first, copied }, i) => [h("h3", {}, data.origins[i].name || t("unknown outlet"), " ", h("span", { class: "soft small" }, [word(data.origins[i].side), t("n claims", { n: first.length + copied.length })].filter(Boolean).join(" · "))),
        first, copied.length ? h("details", { class: "copied", open: !first.length }, h("summary", {}, t("same in copies", { n: copied.length })), copied) : ""];
    return [groups.map(group), rejected.length ? [h("h3", {}, t("rejected claims")), rejected] : ""];
}

// The parts of a long page, and the dossier of this event.
function onThisPage(data) {
    const parts = [["matrix", t("matrix")], ["contradictions", t("contradictions"), data.disputes.length], ["ranges", t("ranges"), data.ranges.length], ["reports", t("reports"), data.reports.length], ["claims", t("claims"), data.claims.length], ["history", t("history"), data.acts.length]];
    const jump = ([id, label, n]) => h("a", { href: "#" + id, onclick: (happening) => (happening.preventDefault(), byId(id).closest("[data-part]").scrollIntoView()) }, label, n === undefined ? "" : h("span", { class: "soft" }, `\u00a0${number(n)}`));
    return h("div", { class: "bar parts" }, h("nav", { "aria-label": t("on this page") }, parts.filter(([, , n]) => n !== 0).map((one) => [jump(one), " "])), eventDossier(data.id));
}

export async function event(main, id) {
    const data = await api.event(id, language);
    const again = async (done) => go(address("/event/" + encodeURIComponent(done?.event || data.id)), { replace: true });
    if (data.was) history.replaceState({}, "", address("/event/" + encodeURIComponent(data.id)));
    const way = steps(data.id, id), graded = lastOf(data.acts, "grade")?.value.information, assigned = lastOf(data.acts, "assign")?.value.to;
    const claims = claimList(data, again), where = data.place;
    const work = {
        assign: () => assign(data, assigned, again), grade: () => gradeEvent(data, graded, again), comment: () => comment("event", data.id, again),
        join: () => join(data, again), split: () => split(data, again),
    };
    const comments = data.acts.filter((one) => one.what === "comment" && one.undone === undefined);
    main.replaceChildren(
        h("p", { class: "back bar" }, h("a", { href: address("/"), "data-go": true }, "← " + t("queue")), way.element), changed(),
        h("h1", {}, `${what(data)}${where.name ? ", " + where.name : ""}`),
        h("p", {}, days(data.when), " · ", where.name ? `${where.name} (${[word(where.precision), where.admin1, where.country && countryName(where.country)].filter(Boolean).join(", ")})` : t("unlocated"), " ",
            h("span", { class: "tag " + (data.status === "contested" ? "contested" : "") }, word(data.status)), " ", informationTag(data, graded), " ", assigned ? h("span", { class: "tag" }, "@" + assigned) : null),
        workBar(data, work, again) ?? "", onThisPage(data),
        comments.length ? h("ul", { class: "plain", id: "comments" }, comments.map((one) => h("li", { class: "comment" }, h("strong", {}, one.who), " ", h("span", {}, one.value.text)))) : "",
        h("section", { "data-part": true }, h("h2", {}, t("matrix")), ...matrix(data)),
        contradictions(data) ?? "",
        strips(data) ?? "",
        h("section", { "data-part": true }, h("h2", {}, originsIn(data.origins.length, data.reports.length)), sources(data, again) ?? "", reportTree(data, again)),
        h("section", { "data-part": true }, h("h2", {}, t("claims")), h("div", { id: "claims" }, claimGroups(data, claims))),
        h("section", { "data-part": true }, h("h2", {}, t("history")), data.acts.length ? h("ol", { class: "plain", id: "history", reversed: true }, data.acts.map((one) => entry(one, again, one.kind === "event" ? "" : one.target))) : h("p", { class: "soft" }, t("no history"))),
        reasonBar() || "");
    return {
        items: () => claims.filter((one) => !one.closest("details:not([open])")),
        leave: watch("event", data.id, data.acts, again),
        keys: {
            Enter: (item) => item === document.activeElement && go(address("/report/" + encodeURIComponent(item.report))),
            a: (item) => item?.work.accept(), x: (item) => item?.work.reject(), e: (item) => item?.work.edit(), r: () => byId("next-reason")?.focus(),
            u: () => { const last = lastAct(data.acts); return last ? takeBack(last.seq, again) : notice(t("no history")); },
            s: work.split, m: work.join, g: work.grade, c: work.comment, ...way.keys,
        },
        commands: work,
    };
}
