// The way through the queue: from an event to the next one, in the order and the filter in which the queue was last seen.
import * as api from "./api.js";
import { h, notice } from "./dom.js";
import { address, go } from "./state.js";
import { t } from "./words.js";

let seen = { query: "", ids: [], next: undefined, total: 0 };

export function trail(query, list) {
    seen = { query, ids: list.events.map((one) => one.id), next: list.next, total: list.total };
}

async function more() {
    if (!seen.next) return;
    const list = await api.events(`${seen.query}&after=${encodeURIComponent(seen.next)}`);
    seen.ids.push(...list.events.map((one) => one.id));
    seen.next = list.next;
}

// The event `step` further on than `id`, or nothing.
async function beside(id, step) {
    const at = seen.ids.indexOf(id);
    if (at < 0) return undefined;
    if (at + step >= seen.ids.length) await more();
    return seen.ids[at + step];
}

// `id` and the name it was asked by, which is the one the queue knows when the event was made anew since.
export function steps(id, was) {
    const known = seen.ids.includes(id) ? id : was, at = seen.ids.indexOf(known);
    const turn = async (step) => {
        const to = await beside(known, step);
        if (to) go(address("/event/" + encodeURIComponent(to)));
        else notice(t(step > 0 ? "no next event" : "no previous event"));
    };
    const element = at < 0 ? null : h("span", { class: "steps" },
        h("button", { id: "previous-event", disabled: at === 0, "aria-label": t("previous event"), title: t("previous event") + " (h)", onclick: () => turn(-1) }, "‹"),
        h("span", { class: "soft small" }, t("event n of", { n: at + 1, total: seen.total })),
        h("button", { id: "next-event", disabled: at + 1 >= seen.total, "aria-label": t("next event"), title: t("next event") + " (l)", onclick: () => turn(1) }, "›"));
    return { element, keys: at < 0 ? {} : { h: () => turn(-1), l: () => turn(1) } };
}
