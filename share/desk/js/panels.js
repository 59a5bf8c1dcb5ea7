// Map and timeline as panels of the queue, and beside them the trays of what they cannot show. Each is loaded when it is
// opened first, made once, and stays the same element while the queue around it is drawn anew.
import { h } from "./dom.js";
import { address, filter, go } from "./state.js";
import { language, number, t } from "./words.js";

const kinds = ["map", "timeline"];
const made = {}; // name: {panel, language}
export const openPanels = () => kinds.filter((name) => filter().getAll("panel").includes(name));

const styled = {};
export function style(path) {
    return (styled[path] ??= new Promise((resolve, reject) =>
        document.head.append(h("link", { rel: "stylesheet", href: path, onload: resolve, onerror: () => reject(new Error(path)) }))));
}

export function togglePanel(name) {
    const query = filter(), open = openPanels();
    query.delete("panel");
    for (const one of open.includes(name) ? open.filter((other) => other !== name) : [...open, name]) query.append("panel", one);
    go(address("/", query), { replace: true });
}

async function panel(name) {
    if (made[name]?.language === language) return made[name].panel;
    const [module] = await Promise.all([import(`./${name}.js`), style("/panels.css")]);
    made[name]?.panel.remove?.();
    made[name] = { language, panel: await module.make() };
    return made[name].panel;
}

export function panelButtons() {
    const open = openPanels();
    return kinds.map((name) => h("button", { id: "show-" + name, "aria-expanded": String(open.includes(name)), "aria-controls": "panel-" + name,
        "aria-pressed": String(open.includes(name)), onclick: () => togglePanel(name) }, t(name)));
}

// Trays filter by one value of a tag; the count is what choosing it leaves.
function tray(facets, tag, value) {
    const chosen = filter().getAll(tag).includes(value), n = facets[tag]?.find((one) => one.value === value)?.n ?? 0;
    const turn = () => {
        const query = filter();
        query.delete(tag);
        if (!chosen) query.append(tag, value);
        go(address("/", query));
    };
    return h("button", { class: "tray", id: `tray-${tag}-${value}`, "aria-pressed": String(chosen), disabled: !n && !chosen, onclick: turn },
        t(`tray ${tag} ${value}`), " ", h("strong", {}, number(n)));
}

let calls = 0;

// The panels that are open, with what the queue's filter finds; `element` puts them on the page, `shown` is for when they
// are there. A call that comes to its end after a later one began leaves them where they are.
export async function panels(query, facets) {
    const mine = ++calls, open = openPanels();
    if (!open.length) return { element: () => null, shown() {} };
    const all = await Promise.all(open.map(panel));
    const [counted] = await Promise.all([facets, ...all.map((one) => one.update(query))]);
    let held = null;
    const element = () => {
        if (mine !== calls) return null;
        held = document.activeElement?.closest?.(".panel") ? document.activeElement : null;
        return h("div", { class: "panels" },
            h("div", { class: "trays", role: "group", "aria-label": t("trays") },
                open.includes("map") && [tray(counted, "located", "no"), tray(counted, "located", "country")],
                open.includes("timeline") && tray(counted, "dated", "no")),
            all.map((one) => one.element));
    };
    const shown = () => {
        if (mine !== calls) return;
        for (const one of all) one.shown();
        if (held?.isConnected) held.focus({ preventScroll: true });
    };
    return { element, shown };
}
