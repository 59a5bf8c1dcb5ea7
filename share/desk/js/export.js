// Exports of what the filter finds: a click saves the file and says how many rows it has; the link itself is the address.
import { h, notice } from "./dom.js";
import { language, t } from "./words.js";

const name = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "export";

async function save(path) {
    notice(t("exporting"));
    const answer = await fetch(path, { credentials: "same-origin" });
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error?.message ?? answer.statusText);
    const n = Number(answer.headers.get("X-Row-Count"));
    const file = h("a", { href: URL.createObjectURL(await answer.blob()), download: name(answer) });
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60000);
    notice(t("exported", { n, name: file.download }));
}

const link = (format, query, className) => {
    const path = `/api/v1/export/${format}?${query}${format === "html" ? `${query && "&"}words=${language}` : ""}`;
    return h("a", { class: className, href: path, download: "", "data-export": format, onclick: (happening) => {
        if (happening.ctrlKey || happening.metaKey || happening.shiftKey || happening.button) return;
        happening.preventDefault();
        save(path).catch((error) => notice(error.message));
    } }, t("export " + format));
};

// The dossier as a button, what is for other programs behind one.
// One event, to be handed on.
export const eventDossier = (id) => link("html", `event=${encodeURIComponent(id)}`, "button");

export function exports(query) {
    const menu = h("details", { class: "menu", onkeydown: (happening) => {
        if (happening.key !== "Escape" || !menu.open) return;
        happening.stopPropagation();
        menu.open = false;
        menu.firstChild.focus();
    }, onfocusout: (happening) => happening.relatedTarget && !menu.contains(happening.relatedTarget) && (menu.open = false) },
    h("summary", {}, t("export more")), h("ul", { class: "plain" }, ["acled", "ged", "csv", "geojson", "jsonl"].map((format) => h("li", {}, link(format, query)))));
    return h("div", { class: "exports", role: "group", "aria-label": t("export what") }, link("html", query, "button"), menu);
}
