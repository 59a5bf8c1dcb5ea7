// Graphic words: readers see them blurred until they ask.
import { h } from "./dom.js";
import { t } from "./words.js";

// Wrap `children`; a click or Enter shows them, once for this page.
export function blurred(...children) {
    const cover = h("span", { class: "blurred", role: "button", tabindex: "0", "aria-label": t("graphic hidden"), title: t("graphic hidden") }, ...children);
    const show = (happening) => {
        if (!cover.classList.contains("blurred") || (happening.type === "keydown" && !["Enter", " "].includes(happening.key))) return;
        happening.preventDefault();
        happening.stopPropagation();
        cover.className = "unblurred";
        for (const name of ["role", "tabindex", "aria-label", "title"]) cover.removeAttribute(name);
    };
    cover.addEventListener("click", show, true);
    cover.addEventListener("keydown", show, true);
    return cover;
}

// Whether code points [from, to) are all within one of `blurs`.
export const isBlurred = (blurs, from, to) => blurs.some(({ span }) => !span || (span[0] <= from && to <= span[1]));

// Where blurs begin and end within [from, to).
export const borders = (blurs, from, to) =>
    blurs.flatMap(({ span }) => span ?? []).filter((at) => at > from && at < to);

// The words of a claim, those that are graphic blurred.
export function quote(record, blurs = []) {
    const points = [...(record.quote ?? "")], start = record.span?.[0] ?? 0, end = start + points.length;
    const cuts = [...new Set([start, ...borders(blurs, start, end), end])].sort((a, b) => a - b);
    return h("blockquote", { class: "quote" }, cuts.slice(0, -1).map((from, i) => {
        const text = points.slice(from - start, cuts[i + 1] - start).join("");
        return isBlurred(blurs, from, cuts[i + 1]) ? blurred(text) : text;
    }));
}
