// Adding reports: pasted text, files, a folder; one result a file.
import * as api from "./api.js";
import { h } from "./dom.js";
import { t } from "./words.js";

export async function add(main) {
    const results = h("ul", { id: "results", "aria-live": "polite" });
    const text = h("textarea", { id: "paste" }), title = h("input", { id: "title" }), outlet = h("input", { id: "outlet" });
    const published = h("input", { id: "published", type: "date" }), url = h("input", { id: "url", type: "url" });
    const say = (name, answer) => {
        for (const one of answer.reports ?? []) results.append(h("li", {}, `${name}: ${one.added ? t("added with", { n: one.claims }) : t("there already")} (${one.id})`));
        for (const why of answer.skipped ?? []) results.append(h("li", { class: "clash" }, `${name}: ${t("skipped")}: ${why}`));
    };
    const send = async (name, body, more) => {
        try {
            say(name, await api.addReport(name, body, more));
        } catch (error) {
            results.append(h("li", { class: "clash" }, `${name}: ${error.message}`));
        }
    };
    const sendAll = async (files) => {
        for (const [i, file] of files.entries()) await send(file.webkitRelativePath || file.name, file, i + 1 < files.length);
        results.append(h("li", { class: "finished" }, t("all read", { n: files.length })));
    };
    const paste = (happening) => {
        happening.preventDefault();
        const report = { text: text.value };
        for (const [key, field] of Object.entries({ title, outlet, published, url })) if (field.value.trim()) report[key] = field.value.trim();
        return send("paste.json", JSON.stringify({ id: "paste-" + Date.now().toString(36), ...report }), false);
    };
    const files = h("input", { id: "files", type: "file", multiple: true, onchange: () => sendAll([...files.files]) });
    const folder = h("input", { id: "folder", type: "file", webkitdirectory: true, onchange: () => sendAll([...folder.files]) });
    const field = (label, input) => [h("label", { for: input.id }, label), input];
    main.replaceChildren(h("h1", {}, t("add reports")),
        h("form", { id: "paste-form", onsubmit: paste }, field(t("text"), text), field(t("title"), title), field(t("meta source"), outlet), field(t("meta published"), published), field(t("meta url"), url), h("p", {}, h("button", {}, t("add")))),
        ...field(t("files"), files), ...field(t("folder"), folder), results);
    return { items: () => [], keys: {} };
}
