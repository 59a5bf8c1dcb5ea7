// Which words: those selected in a text, or a span whose ends are moved word by word, so that keys alone are enough.
import { h } from "./dom.js";
import { t } from "./words.js";

const around = 60; // code points of context on either side

// What is selected in a text, as code points; null: nothing.
export function selected(container) {
    const range = getSelection()?.rangeCount ? getSelection().getRangeAt(0) : null;
    if (!range || range.collapsed || !container?.contains(range.commonAncestorContainer)) return null;
    const at = (node, offset) => {
        const before = document.createRange();
        before.setStart(container, 0);
        before.setEnd(node, offset);
        return [...before.toString()].length;
    };
    return [at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset)];
}

const blank = (point) => /\s/u.test(point ?? " ");

// Without blanks at either end.
export function trimmed(points, [from, to]) {
    while (from < to && blank(points[from])) from++;
    while (to > from && blank(points[to - 1])) to--;
    return [from, to];
}

// The sentence that begins at or after `at`, roughly: to a full stop, a question or a line's end.
export function sentenceAfter(points, at) {
    while (at < points.length && (blank(points[at]) || /[.!?»”"]/u.test(points[at]))) at++;
    let to = at;
    while (to < points.length && points[to] !== "\n" && !(/[.!?]/u.test(points[to]) && blank(points[to + 1]))) to++;
    return trimmed(points, [at, Math.min(points.length, points[to] === "\n" ? to : to + 1)]);
}

const wordBefore = (points, at) => {
    do at--; while (at > 0 && blank(points[at]));
    while (at > 0 && !blank(points[at - 1])) at--;
    return Math.max(0, at);
};

const wordAfter = (points, at) => {
    while (at < points.length && blank(points[at])) at++;
    while (at < points.length && !blank(points[at])) at++;
    return at;
};

// The words with what stands around them, and a button for each way an end can go.
export function spanPicker(points, span) {
    let [from, to] = span;
    const words = h("blockquote", { class: "quote", id: "span-words", "aria-live": "polite" });
    const show = () => words.replaceChildren(
        h("span", { class: "soft" }, (from > around ? "…" : "") + points.slice(Math.max(0, from - around), from).join("")), h("mark", {}, points.slice(from, to).join("")),
        h("span", { class: "soft" }, points.slice(to, to + around).join("") + (to + around < points.length ? "…" : "")));
    const step = (id, sign, label, run) => h("button", { type: "button", id, "aria-label": t(label), title: t(label), onclick: () => {
        const [a, b] = trimmed(points, run());
        if (a < b) [from, to] = [a, b];
        show();
    } }, sign);
    const group = (label, ...buttons) => h("span", { class: "steps", role: "group", "aria-label": t(label) }, h("span", { class: "soft small" }, t(label)), buttons);
    show();
    return { span: () => [from, to], element: h("div", { class: "span-picker" }, words, h("div", { class: "bar" },
        group("span begin", step("begin-earlier", "‹", "begins a word earlier", () => [wordBefore(points, from), to]), step("begin-later", "›", "begins a word later", () => [wordAfter(points, from), to])),
        group("span end", step("end-earlier", "‹", "ends a word earlier", () => [from, wordBefore(points, to)]), step("end-later", "›", "ends a word later", () => [from, wordAfter(points, to)])))) };
}
