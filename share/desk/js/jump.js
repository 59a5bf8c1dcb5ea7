// Ctrl+K: type where to go or what to do. A combobox over a list; arrows choose, Enter goes.
import * as api from "./api.js";
import { byId, h, whenClosed } from "./dom.js";
import { address, go } from "./state.js";
import { day, t, what, word } from "./words.js";

const narrow = (name, value) => address("/", new URLSearchParams([[name, value]]));
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// What the answer of the server leads to: [kind, label, hint, run].
const places = (found) => [
    ...found.events.map((one) => ["event", [what(one), one.place].filter(Boolean).join(", "), [one.day && day(one.day), word(one.status), one.id].filter(Boolean).join(" · "), () => go(address("/event/" + encodeURIComponent(one.id)))]),
    ...found.reports.map((one) => ["report", one.title || one.id, [one.outlet, one.published].filter(Boolean).join(" · "), () => go(address("/report/" + encodeURIComponent(one.id)))]),
    ...found.places.map((one) => ["place", one.value, t("n events", { n: one.n }), () => go(narrow("place", one.value))]),
    ...found.parties.map((one) => ["side", one.value, t("n events", { n: one.n }), () => go(narrow("side", one.value))]),
];

// `commands`: [label, key, run] of what can be done here.
export function jump(commands) {
    const dialog = byId("dialog");
    if (dialog.open) return;
    let rows = [], at = 0, turn = 0;
    const input = h("input", { id: "jump", role: "combobox", "aria-expanded": "true", "aria-controls": "jump-list", "aria-autocomplete": "list", "aria-label": t("jump"), placeholder: t("jump"), autocomplete: "off", spellcheck: false });
    const list = h("ul", { id: "jump-list", role: "listbox", "aria-label": t("jump") });
    const choose = (i) => {
        at = Math.max(0, Math.min(rows.length - 1, i));
        [...list.children].forEach((one, k) => one.setAttribute("aria-selected", String(k === at)));
        const chosen = list.children[at];
        input.setAttribute("aria-activedescendant", chosen?.id ?? "");
        chosen?.scrollIntoView({ block: "nearest" });
    };
    let picked;
    const run = (i) => {
        picked = rows[i];
        dialog.close();
    };
    const show = (found) => {
        const typed = plain(input.value.trim());
        rows = [...found, ...commands.filter(([label]) => plain(label).includes(typed)).map(([label, key, act]) => ["command", label, key, act])];
        list.replaceChildren(...rows.map(([kind, label, hint], i) => h("li", { id: "jump-" + i, role: "option", onclick: () => run(i), onmousemove: () => at !== i && choose(i) },
            h("span", { class: "kind soft small" }, t("kind " + kind)), h("span", { class: "label" }, label), kind === "command" ? hint && h("kbd", {}, hint) : h("span", { class: "soft small" }, hint))));
        choose(0);
    };
    const look = async () => {
        const typed = input.value.trim(), mine = ++turn;
        if (!typed) return show([]);
        const found = await api.jump(typed).catch(() => null);
        if (mine === turn && found) show(places(found));
    };
    let waiting;
    input.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(look, 80);
    });
    input.addEventListener("keydown", async (happening) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[happening.key];
        if (step) choose(at + step);
        else if (happening.key === "Enter") {
            clearTimeout(waiting);
            const before = turn;
            if (list.dataset.typed !== input.value) await look();
            if (turn >= before) run(at);
        } else return;
        happening.preventDefault();
    });
    new MutationObserver(() => (list.dataset.typed = input.value)).observe(list, { childList: true });
    dialog.className = "jump";
    const form = h("form", { method: "dialog", onsubmit: (happening) => happening.preventDefault() }, input);
    dialog.replaceChildren(form, list);
    whenClosed(dialog, form, () => picked?.[3]()); // it may open the dialog again
    show([]);
    dialog.showModal();
    input.focus();
}
