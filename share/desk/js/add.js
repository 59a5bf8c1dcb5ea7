// Adding reports: pasted text, files, a folder dropped anywhere on the page; a row a file, with what was left out and why.
import * as api from "./api.js";
import { h } from "./dom.js";
import { address } from "./state.js";
import { t } from "./words.js";

// All files of what was dropped, folders walked through; [file, path].
async function filesOf(items) {
    const found = [];
    const walk = async (item, path) => {
        if (item.isFile) {
            found.push([await new Promise((resolve, reject) => item.file(resolve, reject)), path + item.name]);
            return;
        }
        const reader = item.createReader();
        for (;;) { // a reader gives some at a time, and nothing at the end
            const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
            if (!some.length) return;
            for (const one of some) await walk(one, `${path}${item.name}/`);
        }
    };
    for (const item of items) await walk(item, "");
    return found;
}

export async function add(main) {
    const body = h("tbody", { id: "results" }), bar = h("progress", { id: "progress", max: 1, value: 0, "aria-label": t("progress") }), total = h("p", { id: "tally", role: "status" });
    const table = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("files"), hidden: true }, h("table", {}, h("thead", {}, h("tr", {}, ["file", "outcome", "claims"].map((name) => h("th", { scope: "col" }, t(name))))), body));
    const tally = { done: 0, all: 0, added: 0, there: 0, skipped: 0 };
    const count = () => {
        bar.hidden = total.hidden = !tally.all;
        bar.max = Math.max(tally.all, 1);
        bar.value = tally.done;
        total.textContent = t("tally", { ...tally, n: tally.all });
        total.className = tally.all && tally.done === tally.all ? "finished" : "";
    };
    const row = (name) => {
        const state = h("td", { class: "soft" }, t("waiting")), claims = h("td", {});
        body.append(h("tr", { "data-file": name }, h("th", { scope: "row" }, name), state, claims));
        table.hidden = false;
        return { state, claims };
    };
    const tell = ({ state, claims }, answer) => {
        const lines = [];
        for (const one of answer.reports ?? []) {
            tally[one.added ? "added" : "there"]++;
            lines.push(h("div", {}, one.added ? t("added") : t("there already"), " ", h("a", { href: address("/report/" + encodeURIComponent(one.id), new URLSearchParams()), "data-go": true }, one.title || one.id)));
        }
        for (const why of answer.skipped ?? []) {
            tally.skipped++;
            lines.push(h("div", { class: "clash" }, `${t("skipped")}: ${why}`));
        }
        state.className = "";
        state.replaceChildren(...lines);
        claims.textContent = String((answer.reports ?? []).reduce((sum, one) => sum + (one.added ? one.claims : 0), 0) || "");
    };
    const send = async (name, content, more, where) => {
        where.state.textContent = t("reading");
        try {
            tell(where, await api.addReport(name, content, more));
        } catch (error) {
            tally.skipped++;
            where.state.className = "clash";
            where.state.textContent = `${t("skipped")}: ${error.message}`;
        }
        tally.done++;
        count();
    };
    // One after the other: events are joined again with the last.
    const sendAll = async (files) => {
        tally.all += files.length;
        count();
        const places = files.map(([, path]) => row(path));
        for (const [i, [file, path]] of files.entries()) await send(path, file, i + 1 < files.length, places[i]);
    };
    const paste = async (happening) => {
        happening.preventDefault();
        const report = { id: "paste-" + Date.now().toString(36), text: text.value };
        for (const [key, field] of Object.entries({ title, outlet, published, url })) if (field.value.trim()) report[key] = field.value.trim();
        tally.all++;
        await send("paste.json", JSON.stringify(report), false, row(title.value.trim() || t("pasted")));
        text.value = "";
    };
    const text = h("textarea", { id: "paste", required: true }), title = h("input", { id: "title" }), outlet = h("input", { id: "outlet" });
    const published = h("input", { id: "published", type: "date" }), url = h("input", { id: "url", type: "url" });
    const named = (list) => [...list].map((file) => [file, file.webkitRelativePath || file.name]);
    const files = h("input", { id: "files", type: "file", multiple: true, onchange: () => sendAll(named(files.files)) });
    const folder = h("input", { id: "folder", type: "file", webkitdirectory: true, onchange: () => sendAll(named(folder.files)) });
    const field = (label, input) => h("div", { class: "cell" }, h("label", { for: input.id }, label), input);
    const stop = (happening) => happening.preventDefault();
    const drop = async (happening) => {
        happening.preventDefault();
        zone.classList.remove("over");
        const items = [...happening.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
        await sendAll(items.length ? await filesOf(items) : named(happening.dataTransfer.files));
    };
    const zone = h("div", { id: "drop" },
        h("p", {}, t("drop here")), h("div", { class: "row" }, field(t("files"), files), field(t("folder"), folder)), h("p", { class: "soft small" }, t("kinds of files")));
    main.replaceChildren(h("h1", {}, t("add reports")), zone, bar, total, table,
        h("h2", {}, t("paste")), h("form", { id: "paste-form", onsubmit: paste }, h("label", { for: "paste" }, t("text")), text,
            h("div", { class: "row" }, field(t("title"), title), field(t("meta source"), outlet), field(t("meta published"), published), field(t("meta url"), url)), h("p", {}, h("button", { class: "main" }, t("add")))));
    count();
    // Anywhere on the page will do.
    const over = (happening) => (stop(happening), zone.classList.add("over")), out = (happening) => happening.relatedTarget || zone.classList.remove("over");
    const all = [["dragover", over], ["dragleave", out], ["drop", drop]];
    for (const [name, run] of all) document.addEventListener(name, run);
    return { items: () => [], keys: {}, leave: () => all.forEach(([name, run]) => document.removeEventListener(name, run)) };
}
