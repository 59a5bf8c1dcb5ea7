// Report: the text as stored, every claim marked in place, graphic words blurred; the claim in hand stands beside it.
import * as api from "./api.js";
import { entry, lastAct, perform, reasonBar, reasonField, takeBack } from "./act.js";
import { blurred, borders, isBlurred, quote } from "./blur.js";
import { claimCard } from "./claim.js";
import { recordForm } from "./edit.js";
import { comment } from "./event.js";
import { selected, sentenceAfter, spanPicker, trimmed } from "./span.js";
import { ask, byId, h, notice } from "./dom.js";
import { address, go } from "./state.js";
import { changed, watch } from "./watch.js";
import { published, t, word } from "./words.js";

// Pieces of the text between the borders of claims and blurs; a piece carries the claims that cover it. Spans count code points.
function pieces(points, claims, blurs) {
    const cuts = new Set([0, points.length, ...borders(blurs, 0, points.length)]);
    for (const claim of claims) claim.record.span.forEach((at) => cuts.add(at));
    const sorted = [...cuts].sort((a, b) => a - b);
    return sorted.slice(0, -1).map((from, i) => ({
        text: points.slice(from, sorted[i + 1]).join(""), from, to: sorted[i + 1],
        claims: claims.filter((claim) => claim.record.span[0] <= from && claim.record.span[1] >= sorted[i + 1]),
    }));
}

function markedText(data, points, show) {
    const part = (piece) => {
        if (!piece.claims.length) return h("span", { "data-from": String(piece.from) }, piece.text);
        const rejected = piece.claims.every((claim) => ["rejected", "withdrawn"].includes(claim.state));
        return h("mark", { class: rejected ? "rejected" : "", "data-from": String(piece.from), "data-claims": piece.claims.map((claim) => claim.id).join(" "), onmouseenter: () => show(piece.claims[0].id, false), onclick: () => show(piece.claims[0].id, true) }, piece.text);
    };
    const shown = [];
    let cover = [];
    for (const piece of pieces(points, data.claims, data.blurs)) {
        if (isBlurred(data.blurs, piece.from, piece.to)) {
            cover.push(part(piece));
            continue;
        }
        if (cover.length) shown.push(blurred(...cover));
        cover = [];
        shown.push(part(piece));
    }
    if (cover.length) shown.push(blurred(...cover));
    return h("div", { class: "text", id: "text", lang: data.lang || null }, shown);
}

// Words for a form: the selected ones, or the sentence behind the claim in hand.
const wanted = (data, points) => {
    const span = selected(byId("text")), here = data.claims.find((one) => one.id === document.activeElement?.dataset?.claim);
    return span ? trimmed(points, span) : sentenceAfter(points, here ? here.record.span[1] : 0);
};

async function missed(data, points, again) {
    const span = wanted(data, points), day = (data.published ?? "").slice(0, 10);
    if (span[0] >= span[1]) return notice(t("select first"));
    const picker = spanPicker(points, span), form = recordForm({ type: "Battles", when: /^\d{4}-\d\d-\d\d$/.test(day) ? [day, day] : undefined }), reason = reasonField();
    if (!(await ask(t("missed title"), [picker.element, form.element, reason.element], t("save"), t("cancel"), { wide: true }))) return;
    const value = { span: picker.span(), ...Object.fromEntries(Object.entries(form.now()).filter(([, field]) => field !== undefined)) };
    await perform({ what: "missed", kind: "report", target: data.id, value, reason: reason.input.value.trim() }, data.version, again);
}

// Other words for a claim: the selected ones, or its own with their ends moved.
async function changeWords(claim, points, blurs, again) {
    const old = claim.record.span, span = selected(byId("text")), picker = spanPicker(points, span ? trimmed(points, span) : old), reason = reasonField();
    const was = span ? [h("p", { class: "soft" }, t("words so far")), quote(claim.record, blurs), h("p", { class: "soft" }, t("words now"))] : h("p", { class: "soft" }, t("words hint"));
    if (!(await ask(t("words title", { id: claim.id }), [was, picker.element, reason.element], t("save"), t("cancel")))) return;
    const now = picker.span();
    if (now[0] === old[0] && now[1] === old[1]) return notice(t("nothing changed"));
    await perform({ what: "edit", kind: "claim", target: claim.id, value: { span: now }, reason: reason.input.value.trim() }, claim.version, again);
}

// The selected words, else all of the report.
async function blur(data, points, again) {
    const span = selected(byId("text")), reason = reasonField();
    const fields = [span ? h("blockquote", { class: "quote" }, points.slice(...span).join("")) : h("p", {}, t("blur all why")), h("p", { class: "soft" }, t("blur hint")), reason.element];
    if (await ask(t(span ? "blur title" : "blur all"), fields, t("blur"), t("cancel")))
        await perform({ what: "blur", kind: "report", target: data.id, value: span ? { span } : {}, reason: reason.input.value.trim() }, data.version, again);
}

// The claim in hand leads; the others wait below.
function claimCards(data, points, again, show) {
    return data.claims.map((claim) => claimCard(claim, {
        state: claim.state, version: claim.version, outlet: data.outlet, blurs: data.blurs, again, full: true, words: () => changeWords(claim, points, data.blurs, again),
        before: [h("strong", {}, claim.id), claim.event && h("a", { href: address("/event/" + encodeURIComponent(claim.event)), "data-go": true }, t("event"))],
        onfocus: () => show(claim.id, false),
    }));
}

const meta = (data) => [["source", data.outlet], ["published", published(data.published)], ["language", data.lang && word(data.lang)], ["url", data.url], ["read from", data.path], ["added", data.added?.replace("T", " ").replace("Z", " UTC")], ["sha256", data.sha256],
    ["copy", data.copy_of && [h("a", { href: address("/report/" + encodeURIComponent(data.copy_of)), "data-go": true }, data.copy_of), ` – ${data.copy_why ?? ""}`]]];

export async function report(main, id) {
    const data = await api.report(id), points = [...data.text];
    const again = async () => go(address("/report/" + encodeURIComponent(data.id)), { replace: true });
    const scroll = (element) => element?.scrollIntoView({ block: "nearest" });
    const show = (claim, focus) => {
        main.querySelectorAll("mark").forEach((mark) => mark.classList.toggle("here", mark.dataset.claims.split(" ").includes(claim)));
        items.forEach((item) => item.classList.toggle("here", item.dataset.claim === claim));
        const item = items.find((one) => one.dataset.claim === claim);
        if (focus) item?.focus();
        else if (item && item !== document.activeElement) scrollWithin(byId("claims"), item);
        if (item === document.activeElement) scroll(main.querySelector(`mark[data-claims~="${CSS.escape(claim)}"]`));
    };
    const items = claimCards(data, points, again, show);
    const buttons = [["missed", "mark missed", () => missed(data, points, again)], ["blur", "blur", () => blur(data, points, again)], ["comment", "comment", () => comment("report", data.id, again)]];
    const comments = data.acts.filter((one) => one.what === "comment" && one.undone === undefined);
    main.replaceChildren(
        h("p", { class: "back" }, h("a", { href: address("/"), "data-go": true }, "← " + t("queue"))), changed(),
        h("h1", {}, data.title || data.id),
        h("dl", { class: "fields small", id: "meta" }, meta(data).filter(([, value]) => value).map(([key, value]) => [h("dt", {}, t("meta " + key)), h("dd", {}, value)])),
        api.may("reviewer") ? h("div", { class: "bar" }, buttons.map(([name, label, run]) => h("button", { id: "do-" + name, onmousedown: (happening) => happening.preventDefault(), onclick: run }, t(label)))) : "",
        comments.length ? h("ul", { class: "plain", id: "comments" }, comments.map((one) => h("li", { class: "comment" }, h("strong", {}, one.who), " ", h("span", {}, one.value.text)))) : "",
        h("div", { class: "columns reading" }, h("section", { "aria-label": t("text") }, markedText(data, points, show)),
            h("section", { id: "claims", class: "beside", "aria-label": t("claims"), tabindex: "-1" }, h("h2", {}, t("n claims", { n: items.length })), items)),
        h("h2", {}, t("history")), data.acts.length ? h("ol", { class: "plain", id: "history", reversed: true }, data.acts.map((one) => entry(one, again, one.kind === "report" ? "" : one.target))) : h("p", { class: "soft" }, t("no history")),
        reasonBar() || "");
    return {
        items: () => items,
        leave: watch("report", data.id, data.acts, again),
        keys: {
            Enter: (item) => { const event = data.claims.find((one) => one.id === item?.dataset.claim)?.event; if (item === document.activeElement && event) go(address("/event/" + encodeURIComponent(event))); },
            a: (item) => item?.work.accept(), x: (item) => item?.work.reject(), e: (item) => item?.work.edit(), w: (item) => item?.work.words(), n: buttons[0][2], b: buttons[1][2], c: buttons[2][2], r: () => byId("next-reason")?.focus(),
            u: () => { const last = lastAct(data.acts); return last ? takeBack(last.seq, again) : notice(t("no history")); },
        },
        commands: { "mark missed": buttons[0][2], blur: buttons[1][2], comment: buttons[2][2] },
    };
}

// Scroll only the column of claims, so that the text under the pointer stays.
function scrollWithin(column, item) {
    if (!column || column.scrollHeight <= column.clientHeight) return;
    column.scrollTop = item.offsetTop - column.offsetTop - 40;
}
