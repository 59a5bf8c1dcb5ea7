// Exports of what the filter finds: a click saves the file and says how many rows it has; the link itself is the address.
import { h, notice } from "./dom.js";
import { language, t } from "./words.js";

const name = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "export";

// "place=1, date=11" as the server counts what a format could not hold.
function leftOut(header) {
    const lacks = (header ?? "").split(", ").map((one) => one.split("=")).filter(([, n]) => Number(n));
    if (!lacks.length) return "";
    const total = lacks.reduce((sum, [, n]) => sum + Number(n), 0);
    return t("left out", { n: total, why: lacks.map(([what, n]) => t("lacks " + what, { n: Number(n) })).join(", ") });
}

async function save(path) {
    notice(t("exporting"));
    const answer = await fetch(path, { credentials: "same-origin" });
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error?.message ?? answer.statusText);
    const n = Number(answer.headers.get("X-Row-Count"));
    const file = h("a", { href: URL.createObjectURL(await answer.blob()), download: name(answer) });
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60000);
    const counts = t(path.includes("/export/html") ? "exported events" : "exported", { n, name: file.download });
    notice([counts, leftOut(answer.headers.get("X-Left-Out"))].filter(Boolean).join(" · "));
}

const link = (format, query, className, more) => {
    const path = `/api/v1/export/${format}?${query}${format === "html" ? `${query && "&"}words=${language}` : ""}`;
    return h("a", { class: className, href: path, download: "", "data-export": format, onclick: (happening) => {
        if (happening.ctrlKey || happening.metaKey || happening.shiftKey || happening.button) return;
        happening.preventDefault();
        save(path).catch((error) => notice(error.message));
    } }, t("export " + format), more);
};

// One event, to be handed on.
export const eventDossier = (id) => link("html", `event=${encodeURIComponent(id)}`, "button");

// The dossier as a button, what is for other programs behind one.
export function exports(query) {
    const menu = h("details", { class: "menu", onkeydown: (happening) => {
        if (happening.key !== "Escape" || !menu.open) return;
        happening.stopPropagation();
        menu.open = false;
        menu.firstChild.focus();
    }, onfocusout: (happening) => happening.relatedTarget && !menu.contains(happening.relatedTarget) && (menu.open = false) },
    h("summary", {}, t("export more")), h("ul", { class: "plain" }, ["acled", "ged", "csv", "geojson", "jsonl"].map((format) => h("li", {}, link(format, query, "", h("span", { class: "soft small" }, t("export " + format + " is")))))));
    return h("div", { class: "exports", role: "group", "aria-label": t("export what") }, link("html", query, "button"), menu);
}
