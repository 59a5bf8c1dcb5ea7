// Report: the text as stored, every claim marked in place.
import * as api from "./api.js";
import { lastAct, perform, reasonField, takeBack } from "./act.js";
import { editClaim, fields, stateName } from "./claim.js";
import { ask, h, notice } from "./dom.js";
import { address, go } from "./state.js";
import { t, word } from "./words.js";

// Pieces of the text between the borders of claims; a piece carries the claims that cover it. Spans count code points.
function pieces(points, claims) {
    const borders = new Set([0, points.length]);
    for (const claim of claims) claim.record.span.forEach((at) => borders.add(at));
    const sorted = [...borders].sort((a, b) => a - b);
    return sorted.slice(0, -1).map((from, i) => ({
        text: points.slice(from, sorted[i + 1]).join(""), from,
        claims: claims.filter((claim) => claim.record.span[0] <= from && claim.record.span[1] >= sorted[i + 1]),
    }));
}

function markedText(data, points, show) {
    const parts = pieces(points, data.claims).map((piece) => {
        if (!piece.claims.length) return h("span", { "data-from": String(piece.from) }, piece.text);
        const rejected = piece.claims.every((claim) => ["rejected", "withdrawn"].includes(claim.state));
        return h("mark", { class: rejected ? "rejected" : "", "data-from": String(piece.from), "data-claims": piece.claims.map((claim) => claim.id).join(" "), onmouseenter: () => show(piece.claims[0].id, false), onclick: () => show(piece.claims[0].id, true) }, piece.text);
    });
    return h("div", { class: "text", id: "text", lang: data.lang || null }, parts);
}

// What is selected in the text, as code points; null: nothing.
function selected(container) {
    const range = getSelection()?.rangeCount ? getSelection().getRangeAt(0) : null;
    if (!range || range.collapsed || !container.contains(range.commonAncestorContainer)) return null;
    const at = (node, offset) => {
        const before = document.createRange();
        before.setStart(container, 0);
        before.setEnd(node, offset);
        return [...before.toString()].length;
    };
    return [at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset)];
}

async function missed(data, points, again) {
    const span = selected(document.getElementById("text"));
    if (!span) {
        notice(t("select first"));
        return;
    }
    const types = ["Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"];
    const type = h("select", { id: "missed-type" }, types.map((one) => h("option", { value: one }, word(one))));
    const day = h("input", { id: "missed-day", type: "date", value: (data.published ?? "").slice(0, 10) });
    const who = h("input", { id: "missed-who" }), reason = reasonField();
    if (!(await ask(t("missed title"), [h("blockquote", { class: "quote" }, points.slice(...span).join("")),
        h("label", { for: "missed-type" }, t("what")), type, h("label", { for: "missed-day" }, t("when")), day, h("label", { for: "missed-who" }, t("says")), who, reason.element], t("save"), t("cancel")))) return;
    const value = { span, type: type.value };
    if (day.value) value.when = [day.value, day.value];
    if (who.value.trim()) value.chain = [{ name: who.value.trim() }];
    await perform({ what: "missed", kind: "report", target: data.id, value, reason: reason.input.value }, data.version, again);
}

export async function report(main, id) {
    const data = await api.report(id);
    const points = [...data.text];
    const again = async () => go(address("/report/" + encodeURIComponent(data.id)), { replace: true });
    const show = (claimId, focus) => {
        main.querySelectorAll("mark").forEach((mark) => mark.classList.toggle("here", mark.dataset.claims.split(" ").includes(claimId)));
        items.forEach((item) => item.classList.toggle("here", item.dataset.claim === claimId));
        if (focus) items.find((item) => item.dataset.claim === claimId)?.focus();
    };
    const items = data.claims.map((claim) => {
        const item = h("article", { class: "claim " + claim.state, tabindex: "-1", "data-claim": claim.id, id: "claim-" + claim.id, "aria-label": claim.id, onfocus: () => {
            show(claim.id, false);
            main.querySelector(`mark[data-claims~="${CSS.escape(claim.id)}"]`)?.scrollIntoView({ block: "nearest" });
        } },
        h("div", { class: "bar" }, h("strong", {}, claim.id), stateName(claim.state), claim.event && h("a", { href: address("/event/" + encodeURIComponent(claim.event)), "data-go": true }, t("event"))),
        h("blockquote", { class: "quote" }, claim.record.quote), fields(claim.record, data.outlet));
        item.work = {
            accept: () => perform({ what: "accept", kind: "claim", target: claim.id }, claim.version, again),
            reject: () => perform({ what: "reject", kind: "claim", target: claim.id }, claim.version, again),
            edit: () => editClaim(claim.id, claim.record, claim.version, again),
        };
        if (api.may("reviewer")) item.append(h("div", { class: "bar" }, ["accept", "reject", "edit"].map((what) => h("button", { class: what, onclick: item.work[what] }, t(what)))));
        return item;
    });
    const meta = [["source", data.outlet], ["published", data.published], ["language", data.lang], ["url", data.url], ["read from", data.path], ["added", data.added], ["sha256", data.sha256], ["copy", data.copy_of && `${data.copy_of}: ${data.copy_why}`]];
    main.replaceChildren(
        h("p", {}, h("a", { href: address("/"), "data-go": true }, "← " + t("queue"))),
        h("h1", {}, data.title || data.id),
        h("dl", { class: "fields small" }, meta.filter(([, value]) => value).map(([key, value]) => [h("dt", {}, t("meta " + key)), h("dd", {}, value)])),
        h("div", { class: "columns reading" }, h("section", { "aria-label": t("text") },
            api.may("reviewer") ? h("p", {}, h("button", { id: "do-missed", onmousedown: (happening) => happening.preventDefault(), onclick: () => missed(data, points, again) }, t("mark missed"))) : "",
            markedText(data, points, show)),
        h("section", { "aria-label": t("claims") }, h("h2", {}, t("n claims", { n: items.length })), items)));
    return {
        items: () => items,
        keys: {
            a: (item) => item?.work.accept(), x: (item) => item?.work.reject(), e: (item) => item?.work.edit(), n: () => missed(data, points, again),
            u: () => { const last = lastAct(data.acts); return last ? takeBack(last.seq, again) : notice(t("no history")); },
        },
    };
}
