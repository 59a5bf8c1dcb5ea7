// The timeline: how many events of the filter touch each day, week, month or year, in SVG. What is dragged over, or set
// with the two sliders, becomes the filter's days. Without these days in the question, so that there is something to
// drag over.
import * as api from "./api.js";
import { h, notice } from "./dom.js";
import { address, filter, go } from "./state.js";
import { s } from "./svg.js";
import { day, days, language, number, t } from "./words.js";

const height = 92, axis = 20, side = 14, lengths = ["auto", "day", "week", "month", "year"];
const iso = (date) => date.toISOString().slice(0, 10);
const date = (text) => new Date(text + "T00:00:00Z");
const plus = (text, n) => { const d = date(text); d.setUTCDate(d.getUTCDate() + n); return iso(d); };

function after(bucket, text) {
    const d = date(text);
    if (bucket === "month") return iso(new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 1)));
    if (bucket === "year") return iso(new Date(Date.UTC(d.getUTCFullYear() + 1, 0, 1)));
    return plus(text, bucket === "week" ? 7 : 1);
}

// [{first, last, n, contested, reported}], those without events too.
function filled({ bucket, buckets }) {
    const known = new Map(buckets.map(([first, ...counts]) => [first, counts])), all = [];
    for (let first = buckets[0]?.[0]; first && first <= buckets.at(-1)[0]; first = after(bucket, first)) {
        const [n, contested, reported] = known.get(first) ?? [0, 0, 0];
        all.push({ first, last: plus(after(bucket, first), -1), n, contested, reported });
    }
    return all;
}

export async function make() {
    let query = "", length = "auto", zoom = null; // zoom: days that alone are looked at
    let data = { bucket: "day", buckets: [], total: 0, undated: 0 }, bars = [], chosen = null, width = 600, drag = null, writing;
    const drawing = s("svg", { id: "timeline-svg", role: "group" });
    const said = h("output", { class: "small soft", id: "timeline-said" });
    const choice = h("select", { id: "timeline-length", "aria-label": t("bucket"), onchange: () => { length = choice.value; refresh(); } },
        lengths.map((one) => h("option", { value: one }, t("bucket " + one))));
    const near = h("button", { id: "timeline-near", onclick: () => { zoom = zoom ? null : range(); refresh(); } });
    const all = h("button", { id: "timeline-all", onclick: () => write(null) }, t("all days"));
    const element = h("section", { class: "panel", id: "panel-timeline", "aria-label": t("timeline") },
        drawing, h("div", { class: "bar small" }, said, h("span", { class: "grow" }), choice, near, all),
        h("p", { class: "legend small soft" }, h("span", {}, key("own"), t("legend dated")), h("span", {}, key("contested"), t("legend contested")), h("span", {}, key("reported"), t("legend reported"))));

    function key(kind) {
        return s("svg", { class: "key", width: 12, height: 12, "aria-hidden": "true" }, s("rect", { class: kind, x: 1, y: 1, width: 10, height: 10 }));
    }

    async function load() {
        const wanted = new URLSearchParams(query);
        wanted.delete("since");
        wanted.delete("until");
        if (zoom) zoom.forEach((one, i) => wanted.set(["since", "until"][i], one));
        if (length !== "auto") wanted.set("bucket", length);
        data = await api.timeline(wanted);
        bars = filled(data);
    }

    async function refresh() {
        try {
            await load();
        } catch (error) {
            notice(error.message);
            length = choice.value = "auto";
            await load().catch((again) => notice(again.message));
        }
        read();
        draw();
    }

    // The chosen buckets, from the address; null: all.
    function read() {
        const wanted = new URLSearchParams(query), since = wanted.get("since"), until = wanted.get("until");
        chosen = null;
        if (!bars.length || (!since && !until)) return;
        const from = since ? bars.findIndex((bar) => bar.last >= since) : 0;
        const to = until ? bars.findLastIndex((bar) => bar.first <= until) : bars.length - 1;
        chosen = from < 0 || to < from ? [-1, -1] : [from, to]; // -1: none of these
    }

    const range = () => (chosen && chosen[0] >= 0 ? [bars[chosen[0]].first, bars[chosen[1]].last] : null);

    function write(buckets) {
        const target = filter();
        target.delete("since");
        target.delete("until");
        if (buckets) {
            target.set("since", bars[buckets[0]].first);
            target.set("until", bars[buckets[1]].last);
        }
        clearTimeout(writing);
        go(address("/", target));
    }

    const step = () => (width - 2 * side) / Math.max(1, bars.length);
    const x = (i) => side + i * step();
    const at = (px) => Math.max(0, Math.min(bars.length - 1, Math.floor((px - side) / step())));

    function say(from, to, n) {
        const span = bars[from].first === bars[to].last ? day(bars[from].first) : days([bars[from].first, bars[to].last]);
        said.textContent = n === undefined ? span : t("days with", { days: span, n });
    }

    function tick(bar) {
        const form = data.bucket === "year" ? { year: "numeric" } : data.bucket === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
        return new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" }).format(date(bar.first));
    }

    function drawAxis() {
        const every = Math.max(1, Math.ceil(84 / step())), marks = [];
        for (let i = 0; i < bars.length; i += every)
            if (i === 0 || width - side - x(i) > 40) marks.push(s("line", { class: "tick", x1: x(i), x2: x(i), y1: height, y2: height + 4 }), s("text", { x: Math.max(2, x(i)), y: height + 16 }, tick(bars[i])));
        return marks;
    }

    function drawBar(bar, i, most) {
        if (!bar.n) return null;
        const w = Math.max(1, Math.min(step() - (step() > 4 ? 1.5 : 0), 48)), left = x(i) + (step() - w) / 2;
        const rect = (kind, from, n) => n > from && s("rect", { class: kind, x: left, width: w, y: height - (n / most) * (height - 12), height: Math.max(1, ((n - from) / most) * (height - 12)) });
        const here = !chosen || (i >= chosen[0] && i <= chosen[1]);
        return s("g", { class: here ? "bars" : "bars out" }, rect("reported", bar.n - bar.reported, bar.n), rect("own", 0, bar.n - bar.reported), rect("contested", 0, bar.contested));
    }

    function handle(which, i, label) {
        const left = which ? x(i + 1) : x(i);
        const one = s("g", { class: "handle", role: "slider", tabindex: 0, "aria-label": label, "aria-valuemin": 0, "aria-valuemax": bars.length - 1, "aria-valuenow": i,
            "aria-valuetext": day(which ? bars[i].last : bars[i].first), "data-which": which },
            s("rect", { class: "catch", x: left - 12, y: 4, width: 24, height: height - 4 }),
            s("line", { x1: left, x2: left, y1: 6, y2: height }), s("rect", { class: "grip", x: left - 4, y: height / 2 - 12, width: 8, height: 24, rx: 4 }));
        one.addEventListener("keydown", (happening) => pressed(happening, which));
        return one;
    }

    function draw() {
        const most = Math.max(1, ...bars.map((bar) => bar.n)), [from, to] = chosen && chosen[0] >= 0 ? chosen : [0, bars.length - 1];
        const focused = document.activeElement?.closest?.("#timeline-svg .handle")?.dataset.which;
        drawing.setAttribute("viewBox", `0 0 ${width} ${height + axis}`);
        drawing.setAttribute("height", height + axis);
        drawing.setAttribute("aria-label", bars.length ? t("timeline of", { n: data.total, days: days([bars[0].first, bars.at(-1).last]) }) : t("no events"));
        drawing.replaceChildren(
            s("defs", {}, s("pattern", { id: "hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, s("rect", { width: 4, height: 4, class: "hatch-ground" }), s("rect", { width: 1.5, height: 4, class: "hatch-line" }))),
            s("line", { class: "grid", x1: 0, x2: width, y1: 12, y2: 12 }), s("text", { class: "most", x: width - side - 6, y: 9, "text-anchor": "end" }, number(most)),
            chosen && chosen[0] >= 0 && s("rect", { class: "chosen", x: x(from), y: 6, width: x(to + 1) - x(from), height: height - 6 }),
            ...bars.map((bar, i) => drawBar(bar, i, most)), s("line", { class: "ground", x1: 0, x2: width, y1: height, y2: height }), ...drawAxis(),
            bars.length > 0 && handle(0, from, t("since")), bars.length > 0 && handle(1, to, t("until")));
        if (focused !== undefined) drawing.querySelector(`[data-which="${focused}"]`)?.focus();
        if (bars.length) chosen && chosen[0] >= 0 ? say(from, to) : say(0, bars.length - 1, data.total);
        else said.textContent = t("no events");
        if (data.undated) said.textContent += " · " + t("n at reports", { n: data.undated });
        all.hidden = !chosen;
        near.hidden = !zoom && !range();
        near.textContent = t(zoom ? "whole time" : "zoom in");
    }

    function pressed(happening, which) {
        const [from, to] = chosen && chosen[0] >= 0 ? chosen : [0, bars.length - 1], far = Math.max(2, Math.round(bars.length / 10));
        const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -far, PageUp: far, Home: -Infinity, End: Infinity }[happening.key];
        if (happening.key === "Escape" && chosen) return write(null);
        if (by === undefined) return;
        happening.preventDefault();
        chosen = which ? [from, Math.max(from, Math.min(bars.length - 1, to + by))] : [Math.max(0, Math.min(to, from + by)), to];
        draw();
        clearTimeout(writing);
        writing = setTimeout(() => write(chosen), 450);
    }

    const where = (happening) => (happening.clientX - drawing.getBoundingClientRect().left) * (width / drawing.getBoundingClientRect().width);

    drawing.addEventListener("pointerdown", (happening) => {
        if (!bars.length || happening.button) return;
        const px = where(happening), which = happening.target.closest(".handle")?.dataset.which;
        const [from, to] = chosen && chosen[0] >= 0 ? chosen : [0, bars.length - 1], here = at(px);
        drag = { start: px, from, to, here, kind: which ?? (chosen && here >= from && here <= to ? "move" : "new"), moved: false };
        drawing.setPointerCapture(happening.pointerId);
        happening.preventDefault();
        if (which !== undefined) happening.target.closest(".handle").focus();
    });
    drawing.addEventListener("pointermove", (happening) => {
        if (!bars.length) return;
        const here = at(where(happening));
        if (!drag) return say(here, here, bars[here].n);
        if (Math.abs(where(happening) - drag.start) > 3) drag.moved = true;
        if (!drag.moved) return;
        const by = here - drag.here, size = drag.to - drag.from;
        if (drag.kind === "0") chosen = [Math.min(here, drag.to), drag.to];
        else if (drag.kind === "1") chosen = [drag.from, Math.max(here, drag.from)];
        else if (drag.kind === "new") chosen = [Math.min(drag.here, here), Math.max(drag.here, here)];
        else { const left = Math.max(0, Math.min(bars.length - 1 - size, drag.from + by)); chosen = [left, left + size]; }
        draw();
    });
    drawing.addEventListener("pointerup", () => {
        if (!drag) return;
        const { moved, kind, here } = drag;
        drag = null;
        if (moved) write(chosen);
        else if (kind === "new" || kind === "move") write(chosen?.[0] === here && chosen[1] === here ? null : [here, here]);
    });
    drawing.addEventListener("pointercancel", () => { drag = null; read(); draw(); });
    drawing.addEventListener("pointerleave", () => { if (!drag && bars.length) draw(); });
    const fit = () => {
        const now = Math.round(drawing.getBoundingClientRect().width);
        if (!now || now === width) return;
        width = now;
        draw();
    };
    const watch = new ResizeObserver(fit);
    watch.observe(element);
    return { element,
        async update(text) { query = text; await load(); read(); draw(); },
        shown: fit,
        remove: () => watch.disconnect() };
}
