// Queue: events, contradicted first, with facets over one filter.
import * as api from "./api.js";
import { h, notice } from "./dom.js";
import { exports } from "./export.js";
import { panelButtons, panels, togglePanel } from "./panels.js";
import { trail } from "./trail.js";
import { address, asked, filter, filterNames, go } from "./state.js";
import { count, countryName, days, language, ofSide, originsIn, sentence, t, what, word } from "./words.js";

const shownFirst = 8;

function toggled(name, value) {
    const query = filter(), values = query.getAll(name);
    query.delete(name);
    for (const one of values.includes(value) ? values.filter((old) => old !== value) : [...values, value]) query.append(name, one);
    return query;
}

function facet(name, values) {
    const chosen = filter().getAll(name);
    const rows = [...values, ...chosen.filter((value) => !values.some((one) => one.value === value)).map((value) => ({ value, n: 0 }))];
    if (!rows.length) return null;
    const row = ({ value, n }) =>
        h("label", {}, h("input", { type: "checkbox", name, value, checked: chosen.includes(value), onchange: () => go(address("/", toggled(name, value))) }),
            h("span", {}, name === "country" ? countryName(value) : word(value)), h("span", { class: "n" }, String(n)));
    const rest = rows.slice(shownFirst);
    return h("fieldset", { class: "facet" }, h("legend", {}, t("facet " + name)), rows.slice(0, shownFirst).map(row),
        rest.length ? h("details", { open: rest.some((one) => chosen.includes(one.value)) }, h("summary", {}, t("more", { n: rest.length })), rest.map(row)) : null);
}

function line(event) {
    const clash = event.contradiction;
    return h("li", { class: event.status === "contested" ? "contested" : "", "data-id": event.id },
        h("div", { class: "bar" },
            h("a", { class: "title", href: address("/event/" + encodeURIComponent(event.id)), "data-go": true },
                `${what(event)}${event.place.name ? ", " + event.place.name : ""}`),
            h("span", {}, days(event.when)),
            h("span", { class: "tag " + (event.status === "contested" ? "contested" : "") }, word(event.status)),
            event.work && event.work !== "open" && h("span", { class: "tag" }, word(event.work)),
            event.assignee && h("span", { class: "tag" }, "@" + event.assignee)),
        h("div", { class: "counts" }, event.counts.map((one) => `${count(one)} ${word(one.effect)}${ofSide(one.of)}`).join(" · ")),
        clash && h("div", { class: "clash" }, sentence(clash.why)),
        h("div", { class: "soft small" }, originsIn(event.origins, event.reports),
            event.sides?.length ? " · " + event.sides.map(word).join(", ") : ""));
}

function searchForm() {
    const query = filter();
    const text = h("input", { id: "search", name: "text", type: "search", value: query.get("text") ?? "", placeholder: t("search"), "aria-label": t("search") });
    const since = h("input", { type: "date", name: "since", value: query.get("since") ?? "", title: t("since"), "aria-label": t("since") });
    const until = h("input", { type: "date", name: "until", value: query.get("until") ?? "", title: t("until"), "aria-label": t("until") });
    const sort = h("select", { name: "sort", "aria-label": t("sort") }, ["contested", "date"].map((one) =>
        h("option", { value: one, selected: (query.get("sort") ?? "contested") === one }, t("sort " + one))));
    const send = (happening) => {
        happening.preventDefault();
        for (const field of [text, since, until, sort]) {
            query.delete(field.name);
            if (field.value && field.value !== "contested") query.set(field.name, field.value);
        }
        go(address("/", query));
    };
    sort.addEventListener("change", send);
    const dated = (label, input) => h("label", { class: "inline" }, h("span", { class: "soft small", "aria-hidden": "true" }, t(label)), " ", input);
    return h("form", { role: "search", onsubmit: send }, text, dated("from", since), dated("to", until), h("button", {}, t("search")), sort);
}

// What is filtered by, each to be taken away by itself.
const single = ["text", "since", "until", "bbox"];
function chosen(unfiltered) {
    const query = filter(), all = [...query].filter(([name]) => filterNames.includes(name) || single.includes(name));
    if (!all.length) return null;
    const said = (name, value) => name === "bbox" ? t("in view") : `${single.includes(name) ? t(name === "text" ? "search" : name) : t("facet " + name)}: ${name === "country" ? countryName(value) : name === "since" || name === "until" ? days([value, value]) : word(value)}`;
    const without = (name, value) => new URLSearchParams([...query].filter(([a, b]) => a !== name || b !== value));
    return h("p", { class: "chosen", role: "group", "aria-label": t("filtered by") }, all.map(([name, value]) => [h("button", { class: "chip", "aria-label": t("without", { what: said(name, value) }), onclick: () => go(address("/", without(name, value))) }, said(name, value), h("span", { "aria-hidden": "true" }, " ×")), " "]),
        h("a", { class: "small", id: "clear", href: address("/", unfiltered), "data-go": true }, t("clear filter")));
}

export async function queue(main) {
    const query = asked().toString(), listed = `${query}${query && "&"}words=${language}`;
    const counting = api.facets(query);
    const [list, facets, drawn] = await Promise.all([api.events(listed), counting, panels(query, counting)]);
    const panelled = drawn.element();
    const unfiltered = new URLSearchParams(filter().getAll("panel").map((name) => ["panel", name]));
    const rows = h("ol", { class: "queue", id: "queue" }, list.events.map(line));
    trail(listed, list);
    const more = h("button", { id: "more", hidden: !list.next, onclick: async () => {
        try {
            const next = await api.events(`${listed}&after=${encodeURIComponent(list.next)}`);
            rows.append(...next.events.map(line));
            list.events.push(...next.events);
            list.next = next.next;
            more.hidden = !list.next;
            trail(listed, list);
        } catch (error) {
            notice(error.message);
        }
    } }, t("show more"));
    const wide = matchMedia("(min-width: 60rem)").matches;
    main.replaceChildren(
        h("h1", {}, t("queue")),
        h("div", { class: "bar" }, searchForm(), panelButtons()),
        h("div", { class: panelled ? "columns panelled" : "columns" },
            h("details", { class: "facets", id: "facets", open: wide }, h("summary", {}, t("filter")),
                filterNames.map((name) => facet(name, facets[name] ?? []))),
            panelled ?? "",
            h("section", { "aria-label": t("queue") },
                chosen(unfiltered) ?? "",
                h("div", { class: "bar" }, h("strong", { id: "total" }, t("n events", { n: list.total })), exports(query)),
                list.total ? rows : h("p", {}, t("no events")), more)));
    return { items: () => [...rows.children].map((row) => row.querySelector("a")), keys: { v: () => togglePanel("map"), t: () => togglePanel("timeline") }, shown: drawn.shown };
}
