// Exports of what the filter finds: a click saves the file and says how many rows it has; the link itself is the address.
import { h, notice } from "./dom.js";
import { t } from "./words.js";

const name = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "export";

async function save(path) {
    const answer = await fetch(path, { credentials: "same-origin" });
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error?.message ?? answer.statusText);
    const n = Number(answer.headers.get("X-Row-Count"));
    notice(t("exporting", { n }));
    const file = h("a", { href: URL.createObjectURL(await answer.blob()), download: name(answer) });
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60000);
    notice(t("exported", { n, name: file.download }));
}

export const exports = (query) => ["acled", "geojson", "jsonl"].map((format) => {
    const path = `/api/v1/export/${format}?${query}`;
    return h("a", { href: path, download: "", onclick: (happening) => {
        if (happening.ctrlKey || happening.metaKey || happening.shiftKey || happening.button) return;
        happening.preventDefault();
        save(path).catch((error) => notice(error.message));
    } }, t("export " + format));
});
