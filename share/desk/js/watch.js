// Somebody else at the same event or report: the page looks now and then, and says what they did. It does not change what
// stands there under the eyes of who reads it.
import { targetActs } from "./api.js";
import { told } from "./act.js";
import { byId, h } from "./dom.js";
import { t, word } from "./words.js";

const every = 15000;

// `acts`: what the page shows, latest first. Returns how to stop; `again` shows the page anew.
export function watch(kind, id, acts, again) {
    let latest = acts[0]?.seq ?? 0, timer;
    const look = async () => {
        const fresh = document.hidden ? [] : (await targetActs(kind, id, 20).catch(() => [])).filter((one) => one.seq > latest);
        if (fresh.length && timer !== null) {
            latest = fresh[0].seq;
            say(fresh);
        }
        if (timer !== null) timer = setTimeout(look, every);
    };
    const say = (fresh) => byId("changed")?.replaceChildren(
        ...fresh.slice(0, 3).map((one) => h("div", {}, h("strong", {}, one.who || t("command line")), ` ${word(one.what)} ${one.kind === kind ? "" : one.target} `, told(one) && h("span", { class: "told" }, told(one)), one.reason && h("q", { class: "why" }, one.reason))),
        h("button", { onclick: () => again(null) }, t("show changes")));
    timer = setTimeout(look, every);
    return () => {
        clearTimeout(timer);
        timer = null;
    };
}

export const changed = () => h("div", { id: "changed", role: "status" });
