// History: what everybody did, latest first.
import * as api from "./api.js";
import { takeBack } from "./act.js";
import { h } from "./dom.js";
import { address, go } from "./state.js";
import { t, word } from "./words.js";

const link = (one) =>
    one.kind === "event" ? h("a", { href: address("/event/" + encodeURIComponent(one.target)), "data-go": true }, one.target)
        : one.kind === "claim" || one.kind === "report" ? h("a", { href: address("/report/" + encodeURIComponent(one.kind === "claim" ? one.target.replace(/\.\d+$/, "") : one.target)), "data-go": true }, one.target)
            : one.target;

export async function historyPage(main) {
    const acts = await api.acts();
    const again = async () => go(address("/history"), { replace: true });
    main.replaceChildren(h("h1", {}, t("history")), acts.length ? h("ol", { class: "plain", reversed: true }, acts.map((one) => h("li", { class: "claim" },
        h("span", { class: "soft small" }, `${one.seq} · ${one.at.replace("T", " ").replace("Z", " UTC")} `), `${one.who}: ${word(one.what)} `, link(one), " ", h("code", { class: "small" }, JSON.stringify(one.value)), one.reason ? ` – ${one.reason}` : "",
        one.undone !== undefined ? " " + t("was undone") : one.what !== "undo" && api.may("reviewer") ? [" ", h("button", { onclick: () => takeBack(one.seq, again) }, t("undo"))] : null))) : h("p", {}, t("no history")));
    return { items: () => [], keys: {} };
}
