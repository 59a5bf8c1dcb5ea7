// Graphic words: readers see them blurred until they ask.
import { h } from "./dom.js";
import { t } from "./words.js";

// Wrap `children`; a click on them or the button shows them, once for this page. The button has no text of its own, so that
// the text of a report stays what it is, to be counted and copied.
export function blurred(...children) {
    const words = h("span", { class: "words", "aria-hidden": "true" }, ...children);
    const button = h("button", { type: "button", class: "show", "aria-label": t("graphic hidden"), title: t("graphic hidden"), "data-short": t("graphic show") });
    const cover = h("span", { class: "blurred" }, button, words);
    const show = (happening) => {
        happening.preventDefault();
        happening.stopPropagation();
        cover.removeEventListener("click", show, true);
        cover.className = "unblurred";
        words.removeAttribute("aria-hidden");
        button.remove();
    };
    cover.addEventListener("click", show, true);
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
