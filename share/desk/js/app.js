// The desk: who is there, which page, and the keys.
import * as api from "./api.js";
import { accounts, changePassword } from "./accounts.js";
import { add } from "./add.js";
import { ask, byId, h, notice, reveal } from "./dom.js";
import { event } from "./event.js";
import { historyPage } from "./history.js";
import { jump } from "./jump.js";
import { queue } from "./queue.js";
import { report } from "./report.js";
import { address, go, page } from "./state.js";
import { chosenLanguage, language, languages, speak, t } from "./words.js";

const pages = { queue, event, report, add, history: historyPage, accounts };
let shown = { items: () => [], keys: {} };
let at = -1, turns = 0;

function header() {
    const here = page().name;
    const link = (path, name, label) => h("a", { href: address(path), "data-go": true, "aria-current": here === name ? "page" : null }, label);
    const choice = h("select", { "aria-label": t("language of the pages"), onchange: async () => { await speak(choice.value); dispatchEvent(new Event("turn")); } },
        languages.map((code) => h("option", { value: code, selected: code === language }, code.toUpperCase())));
    byId("skip").textContent = t("skip");
    byId("top").replaceChildren(h("span", { class: "name" }, "recoupe"),
        api.session.role ? h("nav", { "aria-label": t("pages") }, link("/", "queue", t("queue")), api.may("reviewer") ? link("/add", "add", t("add reports")) : null, link("/history", "history", t("history")), api.may("admin") ? link("/accounts", "accounts", t("accounts")) : null) : "",
        h("div", { class: "who" }, api.session.role && h("button", { id: "jump-open", onclick: jumpHere }, t("jump short"), " ", h("kbd", {}, "Ctrl K")), choice, h("button", { onclick: help, id: "help", "aria-label": t("keys") }, "?"),
            api.session.role ? [api.session.single_user ? h("span", {}, api.session.name) : h("button", { class: "quiet", id: "me", title: t("own password"), onclick: changePassword }, api.session.name), h("button", { id: "log-out", onclick: leave }, t("log out"))] : null));
}

async function leave() {
    await api.logOut().catch(() => {});
    dispatchEvent(new Event("turn"));
}

function logIn(main, why = "") {
    const single = api.session.single_user;
    const name = h("input", { id: "name", autocomplete: "username", required: true });
    const secret = h("input", { id: "secret", type: "password", autocomplete: single ? "off" : "current-password", required: true });
    const send = async (happening) => {
        happening.preventDefault();
        try {
            await api.logIn(single ? { token: secret.value.trim() } : { name: name.value, password: secret.value });
            dispatchEvent(new Event("turn"));
        } catch (error) {
            logIn(main, error.message);
        }
    };
    main.replaceChildren(h("h1", {}, t("log in")), h("form", { onsubmit: send },
        single ? h("p", {}, t("token where")) : [h("label", { for: "name" }, t("name")), name],
        h("label", { for: "secret" }, t(single ? "token" : "password")), secret, why ? h("p", { role: "alert", class: "clash" }, why) : "", h("p", {}, h("button", {}, t("log in")))));
    (single ? secret : name).focus();
}

// The token in the address lets the single user in, once; it is taken out of the address at once.
async function tokenLogIn() {
    const token = new URLSearchParams(location.hash.slice(1)).get("token");
    if (!token) return;
    history.replaceState({}, "", location.pathname + location.search);
    await api.logIn({ token }).catch((error) => notice(error.message));
}

async function turn() {
    const main = byId("main"), mine = ++turns;
    const { name, id } = page();
    shown.leave?.();
    shown = { items: () => [], keys: {} };
    const before = at;
    at = -1;
    try {
        if (!api.session.role) await api.whoAmI();
        header();
        if (!api.session.role) return logIn(main);
        main.setAttribute("aria-busy", "true");
        const stage = h("div"); // a page that comes late, after the person has gone on, is not shown
        const result = await (pages[name] ?? queue)(stage, id);
        if (mine !== turns) return result.leave?.();
        main.replaceChildren(stage);
        shown = result;
        if (before >= 0 && turn.path === location.pathname) move(before);
        else if (turn.path && turn.path !== location.pathname) main.focus({ preventScroll: false });
        if (turn.path !== location.pathname && location.hash.length > 1) reveal(decodeURIComponent(location.hash.slice(1)));
        turn.path = location.pathname;
        result.shown?.();
        document.title = `${main.querySelector("h1")?.textContent ?? ""} – recoupe`;
    } catch (error) {
        if (mine !== turns) return;
        if (error.status === 401) {
            Object.assign(api.session, { role: "", name: "" });
            await api.whoAmI().catch(() => {});
            header();
            logIn(main);
        } else {
            main.replaceChildren(h("h1", {}, t("failed")), h("p", { role: "alert" }, error.message), h("p", {}, h("a", { href: address("/"), "data-go": true }, t("queue"))));
        }
    } finally {
        if (mine === turns) main.removeAttribute("aria-busy");
    }
}

function move(to) {
    const items = shown.items();
    if (!items.length) return;
    at = Math.max(0, Math.min(items.length - 1, to));
    items[at].focus();
    items[at].scrollIntoView({ block: "nearest" });
}

function current() {
    const items = shown.items(), focused = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
    if (focused >= 0) at = focused;
    return items[at];
}

// The keys of the page that is shown, for the help and for Ctrl+K.
const labels = { a: "accept", x: "reject", e: "edit", n: "mark missed", b: "blur", s: "split", m: "join", g: "grade", c: "comment", u: "undo", w: "words", r: "reason", v: "map", t: "timeline", h: "previous event", l: "next event" };

function help() {
    const own = Object.keys(labels).filter((key) => shown.keys[key]).map((key) => [key, labels[key]]);
    const keys = [["j / k", "key move"], ["Enter", "key open"], ...(own.length ? own : Object.entries(labels)), ["/", "search"], ["Ctrl+K", "jump"], ["q", "queue"], ["?", "key help"]];
    return ask(t("keys"), h("dl", { class: "fields keys" }, keys.map(([key, label]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(label))])), null, t("close"));
}

function jumpHere() {
    const at = current();
    const own = Object.entries(labels).filter(([key]) => shown.keys[key]).map(([key, label]) => [t(label), key, () => shown.keys[key](at)]);
    const more = Object.entries(shown.commands ?? {}).filter(([name]) => !Object.values(labels).includes(name)).map(([name, run]) => [t(name), "", run]);
    const to = [["queue", "/", "q"], ["add reports", "/add", ""], ["history", "/history", ""], ["accounts", "/accounts", ""]]
        .filter(([name]) => (name !== "add reports" || api.may("reviewer")) && (name !== "accounts" || api.may("admin"))).map(([name, path, key]) => [t(name), key, () => go(address(path))]);
    jump([...own, ...more, ...to, [t("search"), "/", search], [t("keys"), "?", help], [t("log out"), "", leave]].map(([label, key, run]) => [label, key, () => Promise.resolve(run()).catch((error) => notice(error.message))]));
}

function search() {
    const box = byId("search");
    if (box) box.focus();
    else go(address("/"));
}

addEventListener("keydown", (happening) => {
    const typing = happening.target.matches?.("input:not([type=checkbox]), textarea, select");
    if ((happening.ctrlKey || happening.metaKey) && happening.key === "k") {
        happening.preventDefault();
        if (api.session.role) jumpHere();
        return;
    }
    if (typing || happening.ctrlKey || happening.metaKey || happening.altKey || byId("dialog").open) return;
    if (happening.key === "Enter" && happening.target.matches?.("a, button, summary, [role=button]")) return;
    const item = current();
    const own = { j: () => move(at + 1), k: () => move(at < 0 ? 0 : at - 1), "/": search, "?": help, q: () => go(address("/")), ...shown.keys };
    const run = own[happening.key];
    if (!run) return;
    happening.preventDefault();
    Promise.resolve(run(item)).catch((error) => notice(error.message));
});

document.addEventListener("click", (happening) => {
    const link = happening.target.closest?.("a[data-go]");
    if (!link || happening.ctrlKey || happening.metaKey || happening.shiftKey || happening.button) return;
    happening.preventDefault();
    go(link.getAttribute("href"));
});
addEventListener("turn", turn);
addEventListener("popstate", turn);

await speak(chosenLanguage());
await tokenLogIn();
await turn();
