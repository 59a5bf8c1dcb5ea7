// Event: what is claimed by whom, where it clashes, the copies, the claims, the history.
import * as api from "./api.js";
import { lastAct, perform, reasonField, takeBack } from "./act.js";
import { editClaim, fields, stateName } from "./claim.js";
import { ask, h, notice } from "./dom.js";
import { address, go } from "./state.js";
import { count, days, language, number, t, what, word } from "./words.js";

const columnName = (column) =>
    column.kind === "control" ? t("control of", { place: column.what || t("ground") })
        : [...new Set(column.what.split(" "))].map(word).join(" ") + (column.of && column.of !== "unknown" ? " " + t("of", { of: column.of }) : "");

function cellText(cell) {
    const value = cell.change ? `${word(cell.change)}${cell.by ? " " + t("by whom", { by: cell.by }) : ""}` : count(cell);
    return (cell.denied ? t("not") + " " : "") + value + (cell.hedged ? "\u202f?" : "");
}

function matrix(event) {
    const order = event.origins.map((_, i) => i).sort((a, b) => (event.origins[a].side ?? "").localeCompare(event.origins[b].side ?? "") || a - b);
    const cell = (origin, at) => {
        const mine = event.cells.filter((one) => one.origin === origin && one.column === at);
        const seen = new Set(), buttons = [], reasons = new Set();
        for (const one of mine) {
            if (one.clash) reasons.add(one.clash);
            const text = cellText(one);
            if (seen.has(text)) continue;
            seen.add(text);
            buttons.push(h("button", { title: one.interest ? word(one.interest) : "", onclick: () => document.getElementById("claim-" + one.claim)?.focus() }, text), " ");
        }
        return h("td", { class: reasons.size ? "clashing" : "", title: [...reasons].join("\n") }, buttons);
    };
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("matrix") }, h("table", { id: "matrix" },
        h("caption", {}, t("matrix caption")),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("side")), h("th", { scope: "col" }, t("origin")), event.columns.map((column) => h("th", { scope: "col" }, columnName(column))))),
        h("tbody", {}, order.map((i) => h("tr", {}, h("td", {}, event.origins[i].side ?? "–"),
            h("th", { scope: "row" }, event.origins[i].name || t("unknown outlet"), " ", h("span", { class: "soft small" }, t("n reports", { n: event.origins[i].reports.length }))),
            event.columns.map((_, at) => cell(i, at)))))));
}

function ranges(event) {
    const many = event.ranges.filter((range) => range.low.value !== range.high.value || range.open_above);
    if (!many.length) return null;
    const end = (label, one) => [h("span", {}, `${t(label)} ${number(one.value)}`), one.claim && [" ", h("a", { href: "#claim-" + one.claim, onclick: (happening) => { happening.preventDefault(); document.getElementById("claim-" + one.claim)?.focus(); } }, one.claim)], " · "];
    return [h("h2", {}, t("ranges")), h("ul", { class: "plain", id: "ranges" }, many.map((range) => h("li", {},
        h("strong", {}, `${word(range.effect)}${range.of && range.of !== "unknown" ? " " + t("of", { of: range.of }) : ""}: ${number(range.low.value)} – ${number(range.high.value)}${range.open_above ? "+" : ""}`), " ",
        h("span", { class: "small" }, end("lowest", range.low), end("best", range.best), end("highest", range.high), t("n origins", { n: range.origins })))))];
}

function reportLine(report) {
    return h("li", {}, h("a", { href: address("/report/" + encodeURIComponent(report.id)), "data-go": true }, report.title || report.id),
        h("span", { class: "soft small" }, ` ${[report.outlet, report.published, report.lang].filter(Boolean).join(", ")}`),
        report.grade && h("span", { class: "tag" }, t("source grade", { grade: report.grade })));
}

// Copies are folded under what they copy, each with the reason.
function reportTree(event) {
    const known = new Set(event.reports.map((report) => report.id));
    const copies = (id) => event.reports.filter((report) => report.copy_of === id);
    const branch = (report) => {
        const under = copies(report.id);
        const item = reportLine(report);
        if (report.why) item.append(h("div", { class: "small soft" }, `${word(report.copy_kind)}: ${report.why}`));
        if (under.length) item.append(h("details", { class: "copies" }, h("summary", {}, t("n copies", { n: under.length })), h("ul", {}, under.map(branch))));
        return item;
    };
    return h("ul", { class: "plain", id: "reports" }, event.reports.filter((report) => !known.has(report.copy_of)).map(branch));
}

function claimItem(event, claim, record, state, again) {
    const version = state?.version ?? claim.version ?? 0;
    const report = event.reports.find((one) => one.id === claim.report);
    const item = h("article", { class: "claim " + (state?.state ?? claim.state ?? ""), tabindex: "-1", id: "claim-" + claim.id, "data-claim": claim.id, "aria-label": claim.id },
        h("div", { class: "bar" },
            claim.state === "rejected" ? null : h("label", { class: "small" }, h("input", { type: "checkbox", class: "pick", value: claim.id, "aria-label": t("pick", { id: claim.id }) })),
            h("a", { href: address("/report/" + encodeURIComponent(claim.report ?? claim.id.replace(/\.\d+$/, ""))), "data-go": true }, claim.id), stateName(state?.state ?? claim.state)),
        h("blockquote", { class: "quote" }, record.quote), fields(record, report?.outlet));
    item.work = {
        accept: () => perform({ what: "accept", kind: "claim", target: claim.id }, version, again),
        reject: () => perform({ what: "reject", kind: "claim", target: claim.id }, version, again),
        edit: () => editClaim(claim.id, record, version, again),
    };
    if (api.may("reviewer"))
        item.append(h("div", { class: "bar" }, ["accept", "reject", "edit"].map((what) => h("button", { class: what, onclick: item.work[what] }, t(what)))));
    return item;
}

function historyList(acts, again) {
    return h("ol", { class: "plain", id: "history", reversed: true }, acts.map((one) => h("li", { class: "small" },
        `${one.at.replace("T", " ").replace("Z", " UTC")} ${one.who}: ${word(one.what)} ${one.target} `, h("code", {}, JSON.stringify(one.value)), one.reason ? ` – ${one.reason}` : "",
        one.undone !== undefined ? " " + t("was undone") : one.what !== "undo" && api.may("reviewer") ? [" ", h("button", { onclick: () => takeBack(one.seq, again) }, t("undo"))] : null)));
}

async function split(event, again) {
    const picked = [...document.querySelectorAll(".pick:checked")].map((box) => box.value);
    if (!picked.length || picked.length === event.claims.length) {
        notice(t("pick some"));
        return;
    }
    const reason = reasonField();
    if (await ask(t("split title", { n: picked.length }), [h("ul", {}, picked.map((id) => h("li", {}, id, ": ", event.claims.find((one) => one.id === id).record.quote))), reason.element], t("split"), t("cancel")))
        await perform({ what: "split", kind: "event", target: event.id, value: { claims: picked }, reason: reason.input.value }, event.version, again);
}

// Both events field by field before they become one.
async function join(event, again) {
    const query = new URLSearchParams(event.when ? { since: event.when[0], until: event.when[1], limit: "50" } : { limit: "50" });
    const near = (await api.events(query)).events.filter((one) => one.id !== event.id);
    const name = (one) => `${what(one)}, ${one.place.name || t("unlocated")}, ${days(one.when)} (${one.id})`;
    const choice = h("select", { id: "join-with" }, near.map((one) => h("option", { value: one.id }, name(one))));
    const other = h("input", { id: "join-id", placeholder: "E…" }), compare = h("div", { class: "scroll" }), reason = reasonField();
    const show = () => {
        const one = near.find((each) => each.id === choice.value);
        if (!one) return;
        const rows = [["what", what], ["where", (each) => each.place.name ?? ""], ["when", (each) => days(each.when)], ["status", (each) => word(each.status)]];
        compare.replaceChildren(h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, ""), h("th", { scope: "col" }, event.id), h("th", { scope: "col" }, one.id))), rows.map(([key, get]) => h("tr", {}, h("th", { scope: "row" }, t(key)), h("td", {}, get(event)), h("td", {}, get(one))))));
    };
    choice.addEventListener("change", show);
    show();
    if (!(await ask(t("join title"), [h("label", { for: "join-with" }, t("join with")), choice, h("label", { for: "join-id" }, t("or id")), other, compare, reason.element], t("join"), t("cancel")))) return;
    await perform({ what: "join", kind: "event", target: event.id, value: { event: other.value.trim() || choice.value }, reason: reason.input.value }, event.version, again);
}

async function grade(event, again) {
    const digits = h("select", { id: "grade" }, [1, 2, 3, 4, 5, 6].map((n) => h("option", { value: String(n) }, `${n} – ${t("information " + n)}`)));
    const outlets = h("select", { id: "grade-outlet" }, h("option", { value: "" }, t("information")), [...new Set(event.reports.map((one) => one.outlet).filter(Boolean))].map((outlet) => h("option", { value: outlet }, t("source", { name: outlet }))));
    const letters = h("select", { id: "grade-source" }, ["A", "B", "C", "D", "E", "F"].map((letter) => h("option", { value: letter }, `${letter} – ${t("source " + letter)}`)));
    const reason = reasonField();
    digits.value = String(event.proposal.information);
    if (!(await ask(t("grade title"), [h("p", { class: "soft" }, t("proposal", { n: event.proposal.information }), " ", event.proposal.why ?? ""), h("label", { for: "grade-outlet" }, t("grade what")), outlets, h("label", { for: "grade" }, t("information")), digits, h("label", { for: "grade-source" }, t("source grade word")), letters, reason.element], t("grade"), t("cancel")))) return;
    const wish = outlets.value ? { what: "grade", kind: "source", target: outlets.value, value: { source: letters.value } } : { what: "grade", kind: "event", target: event.id, value: { information: Number(digits.value) } };
    await perform({ ...wish, reason: reason.input.value }, outlets.value ? undefined : event.version, again);
}

async function comment(event, again) {
    const text = h("textarea", { id: "comment", required: true });
    if (await ask(t("comment"), [h("label", { for: "comment" }, t("comment")), text], t("save"), t("cancel")))
        await perform({ what: "comment", kind: "event", target: event.id, value: { text: text.value } }, undefined, again);
}

async function assign(event, again) {
    const people = (await api.users()).map((one) => one.name);
    const names = [...new Set([api.session.name, ...people])];
    const choice = h("select", { id: "assign" }, h("option", { value: "" }, t("nobody")), names.map((name) => h("option", { value: name }, name)));
    if (await ask(t("assign"), [h("label", { for: "assign" }, t("assign")), choice], t("save"), t("cancel")))
        await perform({ what: "assign", kind: "event", target: event.id, value: { to: choice.value } }, event.version, again);
}

function workBar(event, again) {
    if (!api.may("reviewer")) return null;
    const status = lastOf(event.acts, "status")?.value.status ?? "open";
    const select = h("select", { id: "work", "aria-label": t("facet work"), onchange: () => perform({ what: "status", kind: "event", target: event.id, value: { status: select.value } }, event.version, again) }, ["open", "in progress", "reviewed"].map((one) => h("option", { value: one, selected: one === status }, word(one))));
    return h("div", { class: "bar", id: "event-work" }, select,
        [["assign", assign], ["grade", grade], ["comment", comment], ["join", join], ["split", split]].map(([name, run]) => h("button", { id: "do-" + name, onclick: () => run(event, again).catch((error) => notice(error.message)) }, t(name))));
}

const lastOf = (acts, what) => acts.find((one) => one.what === what && one.undone === undefined);

export async function event(main, id) {
    const data = await api.event(id, language);
    const again = async (done) => go(address("/event/" + encodeURIComponent(done?.event || data.id)), { replace: true });
    if (data.was) history.replaceState({}, "", address("/event/" + encodeURIComponent(data.id)));
    const graded = lastOf(data.acts, "grade"), assigned = lastOf(data.acts, "assign")?.value.to;
    const claims = [...data.claims.map((claim) => claimItem(data, claim, claim.record, data.states[claim.id], again)), ...data.rejected.map((claim) => claimItem(data, claim, claim.record, null, again))];
    const where = data.place;
    main.replaceChildren(
        h("p", {}, h("a", { href: address("/"), "data-go": true }, "← " + t("queue"))),
        h("h1", {}, `${what(data)}${where.name ? ", " + where.name : ""}`),
        h("p", {}, days(data.when), " · ", where.name ? `${where.name} (${[word(where.precision), where.admin1, where.country].filter(Boolean).join(", ")})` : t("unlocated"), " · ",
            h("span", { class: "tag " + (data.status === "contested" ? "contested" : "") }, word(data.status)), graded?.kind === "event" ? h("span", { class: "tag" }, t("graded", { n: graded.value.information })) : null, assigned ? h("span", { class: "tag" }, "@" + assigned) : null),
        workBar(data, again) ?? "",
        data.contradictions.length ? h("section", {}, h("h2", {}, t("contradictions")), h("ul", { id: "contradictions" }, data.contradictions.map((one) => h("li", { class: "clash" }, one.why)))) : "",
        h("h2", {}, t("matrix")), matrix(data),
        ...[ranges(data) ?? []].flat(),
        h("h2", {}, t("n origins in reports", { n: data.origins.length, reports: data.reports.length })), reportTree(data),
        h("h2", {}, t("claims")), h("div", { id: "claims" }, claims),
        h("h2", {}, t("history")), data.acts.length ? historyList(data.acts, again) : h("p", { class: "soft" }, t("no history")));
    return {
        items: () => claims,
        keys: {
            a: (item) => item?.work.accept(), x: (item) => item?.work.reject(), e: (item) => item?.work.edit(),
            u: () => { const last = lastAct(data.acts); return last ? takeBack(last.seq, again) : notice(t("no history")); },
            s: () => split(data, again), m: () => join(data, again), g: () => grade(data, again), c: () => comment(data, again),
        },
    };
}
