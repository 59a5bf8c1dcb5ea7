// The map: events at the precision they are known with. Discs reach as far as the place may be, what is known only to the
// country shades it, contradicted events carry a mark. Near events are drawn as one until they are looked at from nearer.
import * as api from "./api.js";
import { drawBase, loadBase, nameAt } from "./base.js";
import { h, notice } from "./dom.js";
import { address, filter, go } from "./state.js";
import { s } from "./svg.js";
import { count, countryName, day, days, number, ofSide, t, word } from "./words.js";

const reach = { site: 1, settlement: 3, district: 20, region: 80 }; // kilometres
const nearest = 11, discsMost = 300, listed = 50;
const round = (value) => Math.round(value * 1e4) / 1e4;

// A ring whose red part is the share of contradicted events, with the number inside.
function clusterIcon(n, contested) {
    const size = Math.round(26 + Math.min(22, 5 * Math.log2(n))), r = size / 2 - 3, whole = 2 * Math.PI * r, red = (contested / n) * whole;
    return s("svg", { width: size, height: size, viewBox: `0 0 ${size} ${size}` }, s("circle", { class: "cluster", cx: size / 2, cy: size / 2, r }),
        contested > 0 && s("circle", { class: "share", cx: size / 2, cy: size / 2, r, "stroke-dasharray": `${red} ${whole}`, transform: `rotate(-90 ${size / 2} ${size / 2})` }),
        s("text", { x: size / 2, y: size / 2, dy: "0.36em", "text-anchor": "middle" }, n > 9999 ? `${Math.round(n / 1000)}k` : String(n)));
}

function pointIcon({ precision, contested }) {
    const wide = precision !== "site" && precision !== "settlement";
    return s("svg", { width: 24, height: 24, viewBox: "0 0 24 24" },
        s("circle", { class: `point${wide ? " wide" : ""}${contested ? " contested" : ""}`, cx: 12, cy: 12, r: contested ? 9 : 6.5 }),
        !!contested && s("path", { class: "unequal", d: "M7.5 10h9M7.5 14h9M14.5 7l-5 10" }));
}

export async function make() {
    const world = await loadBase();
    const frame = h("div", { class: "map-frame", id: "map", role: "application", "aria-label": t("map keys") });
    const follow = h("input", { type: "checkbox", id: "map-follow", onchange: () => writeBox(true) });
    const said = h("output", { class: "small soft", id: "map-said" });
    const list = h("section", { class: "at-place", id: "at-place", hidden: true, tabindex: -1, "aria-label": t("events here") });
    const vague = h("p", { class: "vague small", id: "map-countries" });
    const element = h("section", { class: "panel", id: "panel-map", "aria-label": t("map") },
        h("div", { class: "map-room" }, frame, list),
        h("div", { class: "bar small" }, h("label", { class: "inline" }, follow, " ", t("only in view")), h("button", { id: "map-fit", onclick: () => { untouched = true; fit(); } }, t("show all")), said),
        vague,
        h("p", { class: "legend small soft" },
            h("span", {}, pointIcon({ precision: "site" }), t("legend place")), h("span", {}, pointIcon({ precision: "region" }), t("legend area")),
            h("span", {}, pointIcon({ precision: "site", contested: true }), t("legend contested")), h("span", {}, key("shade"), t("legend country")),
            h("span", {}, key("disputed"), t("legend disputed")), h("span", {}, t("base map"))));
    let query = "", events = [], total = 0, index, places = [], asked = "", written, writing, settling = false, untouched = true, turn = 0;
    let map, markers = new Map(), discs, shades, nameDraw, nameRoom;

    function key(kind) {
        return s("svg", { class: "key", width: 18, height: 12, "aria-hidden": "true" },
            kind === "shade" ? s("rect", { class: "shaded-2", x: 1, y: 1, width: 16, height: 10 }) : s("line", { class: "disputed", x1: 0, x2: 18, y1: 6, y2: 6, "stroke-width": 1.5 }));
    }

    function begin() {
        map = L.map(frame, { zoomControl: false, attributionControl: false, minZoom: 1, maxZoom: nearest, maxBounds: [[-85, -230], [85, 230]], maxBoundsViscosity: 0.8,
            zoomSnap: 0.5, wheelPxPerZoomLevel: 90, center: [20, 20], zoom: 2 });
        L.control.zoom({ zoomInTitle: t("nearer"), zoomOutTitle: t("farther") }).addTo(map);
        L.control.scale({ imperial: false, maxWidth: 90 }).addTo(map);
        map.createPane("shades").style.zIndex = 300;
        map.createPane("discs").style.zIndex = 340;
        nameDraw = drawBase(map, world);
        shades = L.layerGroup().addTo(map);
        discs = L.layerGroup().addTo(map);
        nameRoom = L.layerGroup().addTo(map);
        map.on("moveend", moved);
    }

    // ---- what is drawn

    function label(cluster) {
        const [, , , , contested, on, name] = cluster.event;
        return [name, on ? day(on) : t("undated"), contested ? t("contradicted") : ""].filter(Boolean).join(", ");
    }

    function marker(cluster, id) {
        const [lon, lat] = cluster.geometry.coordinates, { point_count: n, contested } = cluster.properties;
        const icon = n ? clusterIcon(n, contested) : pointIcon({ precision: cluster.event[3], contested: cluster.event[4] }), size = Number(icon.getAttribute("width"));
        const text = n ? t("n events here", { n, contested }) : label(cluster);
        const one = L.marker([lat, lon], { icon: L.divIcon({ className: n ? "group" : "single", html: icon, iconSize: [size, size] }), keyboard: true, title: text, riseOnHover: true });
        const run = () => (n ? into(id) : go(address("/event/" + encodeURIComponent(cluster.event[0]))));
        one.on("click", run);
        one.on("add", () => {
            one.getElement().setAttribute("aria-label", text);
            one.getElement().addEventListener("keydown", (happening) => {
                if (happening.key !== "Enter" && happening.key !== " ") return;
                happening.preventDefault();
                happening.stopPropagation();
                run();
            });
        });
        return one;
    }

    // A group opens into what it is made of; where all of it is one place, as a list.
    function into(id) {
        const leaves = index.getLeaves(id, Infinity), [first] = leaves;
        const apart = leaves.some((leaf) => leaf.geometry.coordinates.some((value, i) => value !== first.geometry.coordinates[i]));
        if (!apart) return showPlace(first);
        const bounds = L.latLngBounds(leaves.map((leaf) => [...leaf.geometry.coordinates].reverse()));
        const zoom = Math.min(nearest, Math.max(index.getClusterExpansionZoom(id), map.getBoundsZoom(bounds.pad(0.3))));
        if (zoom <= map.getZoom()) return showPlace(first, bounds);
        frame.focus({ preventScroll: true });
        map.setView(bounds.getCenter(), zoom);
    }

    function draw() {
        if (!index) return;
        const zoom = Math.floor(map.getZoom()), b = map.getBounds().pad(0.15);
        const seen = new Map();
        for (const cluster of index.getClusters([b.getWest(), b.getSouth(), b.getEast(), b.getNorth()], zoom)) {
            const id = cluster.properties.point_count ? cluster.id : undefined;
            if (!cluster.properties.point_count) cluster.event = events[cluster.properties.at];
            seen.set(id === undefined ? cluster.event[0] : `${turn}/${zoom}/${id}`, [cluster, id]);
        }
        for (const [name, one] of markers) if (!seen.has(name)) { one.remove(); markers.delete(name); }
        for (const [name, [cluster, id]] of seen) if (!markers.has(name)) markers.set(name, marker(cluster, id).addTo(map));
        map.getPane("shades").classList.toggle("near", map.getZoom() > 6);
        drawDiscs(b);
        drawNames([...seen.values()]);
    }

    // How far each place may reach, as soon as that can be seen.
    function drawDiscs(view) {
        discs.clearLayers();
        const perPixel = 40075 * Math.cos((map.getCenter().lat * Math.PI) / 180) / (256 * 2 ** map.getZoom());
        let n = 0;
        for (const { lat, lon, precision, contested } of places) {
            if (n >= discsMost || (reach[precision] ?? 0) / perPixel < 9 || !view.contains([lat, lon])) continue;
            n++;
            L.circle([lat, lon], { radius: reach[precision] * 1000, pane: "discs", interactive: false, weight: 1, className: `disc ${precision}${contested ? " contested" : ""}` }).addTo(discs);
        }
    }

    // Names of places beside what stands at one place, and of countries, where there is room.
    function drawNames(seen) {
        const shown = seen.map(([cluster, id]) => {
            const [lon, lat] = cluster.geometry.coordinates, at = map.latLngToContainerPoint([lat, lon]);
            const event = cluster.event ?? events[index.getLeaves(id, 1)[0].properties.at], off = id === undefined ? 12 : 15 + Math.min(11, 2.5 * Math.log2(cluster.properties.point_count));
            return { lat, lon, at, off, name: id === undefined || cluster.properties.name === event[6] ? event[6] : "" };
        });
        const taken = shown.map(({ at, off }) => [at.x - off, at.y - off, at.x + off, at.y + off]), width = map.getSize().x;
        const free = (box) => !taken.some((one) => box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1]);
        nameRoom.clearLayers();
        for (const { lat, lon, at, off, name } of shown) {
            if (!name) continue;
            const wide = name.length * 6.8 + 4, right = [at.x + off + 1, at.y - 8, at.x + off + wide, at.y + 8], left = [at.x - off - wide, at.y - 8, at.x - off - 1, at.y + 8];
            const box = [right, left].find((one) => one[0] > 0 && one[2] < width && free(one));
            if (!box) continue;
            taken.push(box);
            nameRoom.addLayer(nameAt([lat, lon], name, box === right ? "place-name" : "place-name left", [box === right ? -off : off, 9]));
        }
        nameDraw(free);
    }

    function only(code) {
        const target = filter();
        target.delete("located");
        target.delete("country");
        target.append("located", "country");
        if (code) target.append("country", code);
        return target;
    }

    function drawCountries(countries) {
        const most = Math.max(1, ...countries.map(([, n]) => n));
        shades.clearLayers();
        for (const [code, n, contested] of countries) {
            const shape = world.countries.find((one) => one.code === code);
            if (!shape) continue;
            const step = n > most / 2 ? 3 : n > most / 6 ? 2 : 1;
            L.geoJSON(shape.feature, { pane: "shades", style: { className: `shaded-${step}${contested ? " contested" : ""}`, weight: contested ? 1.5 : 0.5, renderer: shades.renderer ??= L.svg({ pane: "shades", padding: 0.5 }) } })
                .bindTooltip(`${countryName(code)}: ${t("n only country", { n })}`, { sticky: true })
                .on("click", () => go(address("/", only(code)))).addTo(shades);
        }
        const link = ([code, n, contested]) => h("a", { href: address("/", only(code)), "data-go": true }, `${code ? countryName(code) : "?"}\u00a0${number(n)}${contested ? "\u00a0≠" : ""}`);
        vague.hidden = !countries.length;
        vague.replaceChildren(t("only country"), " ", ...countries.slice(0, 8).flatMap((one, i) => [i ? " · " : "", link(one)]), countries.length > 8 ? " …" : "");
    }

    // ---- a place

    async function showPlace(first, bounds) {
        const [lon, lat] = first.geometry.coordinates, wanted = new URLSearchParams(query), e = 2e-5;
        const box = bounds ? [bounds.getWest() - e, bounds.getSouth() - e, bounds.getEast() + e, bounds.getNorth() + e] : [lon - e, lat - e, lon + e, lat + e];
        wanted.set("bbox", box.map((value) => value.toFixed(6)).join(","));
        wanted.set("limit", listed);
        const name = events[first.properties.at][6];
        try {
            const here = await api.events(wanted);
            const row = (event) => h("li", {}, h("a", { href: address("/event/" + encodeURIComponent(event.id)), "data-go": true }, word(event.subtype || event.type)),
                " ", h("span", { class: "soft" }, days(event.when)), event.status === "contested" ? h("span", { class: "clash" }, " ≠ " + t("contradicted")) : "",
                event.counts.length ? h("div", { class: "small counts" }, event.counts.slice(0, 3).map((one) => `${count(one)} ${word(one.effect)}${ofSide(one.of)}`).join(" · ")) : "");
            list.replaceChildren(h("div", { class: "bar" }, h("strong", {}, `${name ? name + ": " : ""}${t("n events", { n: here.total })}`), h("button", { class: "close", "aria-label": t("close"), onclick: hidePlace }, "×")),
                h("ul", { class: "plain" }, here.events.map(row)), here.total > listed ? h("p", { class: "small soft" }, t("first shown", { n: listed, total: here.total })) : "",
                h("button", { class: "small", onclick: () => { const target = filter(); target.set("bbox", wanted.get("bbox")); written = target.get("bbox"); follow.checked = true; go(address("/", target)); } }, t("filter by place")));
            list.hidden = false;
            list.focus({ preventScroll: true });
        } catch (error) {
            notice(error.message);
        }
    }

    function hidePlace() {
        list.hidden = true;
        frame.focus({ preventScroll: true });
    }
    list.addEventListener("keydown", (happening) => {
        if (happening.key !== "Escape") return;
        happening.stopPropagation();
        hidePlace();
    });

    // ---- what is in view

    function viewBox() {
        const b = map.getBounds(), all = b.getEast() - b.getWest() >= 360, lon = (value) => round(((((value + 180) % 360) + 360) % 360) - 180);
        return [all ? -180 : lon(b.getWest()), round(Math.max(-90, b.getSouth())), all ? 180 : lon(b.getEast()), round(Math.min(90, b.getNorth()))].join(",");
    }

    function writeBox(asked_for = false) {
        const target = filter();
        clearTimeout(writing);
        written = follow.checked ? viewBox() : null;
        if (written) target.set("bbox", written);
        else target.delete("bbox");
        go(address("/", target), { replace: !asked_for });
    }

    function moved() {
        draw();
        if (settling) return;
        untouched = false;
        clearTimeout(writing);
        if (follow.checked) writing = setTimeout(writeBox, 350);
        else if (total > events.length || asked.includes("bbox=")) writing = setTimeout(() => load(true).then(draw, (error) => notice(error.message)), 350);
    }

    // A view that nobody asked for by hand: it is not written back.
    function settle(look) {
        settling = true;
        try {
            look();
        } finally {
            settling = false;
        }
    }

    function fit() {
        const wide = [];
        for (const [code] of shades.counts ?? []) {
            const shape = world.countries.find((one) => one.code === code);
            if (shape && !places.length) wide.push(L.geoJSON(shape.feature).getBounds());
        }
        const bounds = L.latLngBounds([]);
        for (const { lat, lon, precision } of places) bounds.extend(L.latLng(lat, lon).toBounds(2000 * (reach[precision] ?? 1)));
        wide.forEach((one) => bounds.extend(one));
        if (!bounds.isValid()) return map.setView([20, 20], 1.5, { animate: false });
        map.fitBounds(bounds, { padding: [28, 28], maxZoom: 9, animate: false });
    }

    // ---- data

    function take(answer) {
        ({ points: events, total } = answer);
        turn++;
        const byPlace = new Map();
        for (const [, lat, lon, precision, contested] of events) {
            const name = `${lat},${lon},${precision}`, place = byPlace.get(name) ?? { lat, lon, precision, contested: 0 };
            place.contested |= contested;
            byPlace.set(name, place);
        }
        places = [...byPlace.values()].sort((a, b) => (reach[b.precision] ?? 0) - (reach[a.precision] ?? 0));
        index = new Supercluster({ radius: 40, extent: 256, maxZoom: nearest, map: ({ contested, name }) => ({ contested, name }),
            reduce: (sum, one) => { sum.contested += one.contested; if (sum.name !== one.name) sum.name = ""; } });
        index.load(events.map(([, lat, lon, , contested, , name], at) => ({ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { at, contested, name } })));
        shades.counts = answer.countries;
        drawCountries(answer.countries);
        said.textContent = total > events.length ? t("first shown", { n: events.length, total }) : t("n on the map", { n: total });
    }

    // The points without the box of the filter, so that there is something to move to; with more than one answer holds, those
    // around what is in view.
    async function load(around = false) {
        const wanted = new URLSearchParams(query);
        wanted.delete("bbox");
        if (around) {
            const b = map.getBounds().pad(0.3);
            if (b.getEast() - b.getWest() < 360) wanted.set("bbox", [Math.max(-180, b.getWest()), Math.max(-90, b.getSouth()), Math.min(180, b.getEast()), Math.min(90, b.getNorth())].map(round).join(","));
        }
        asked = wanted.toString();
        const mine = asked, answer = await api.map(wanted);
        if (mine !== asked) return;
        if (around) answer.countries = shades.counts ?? [];
        take(answer);
    }

    async function update(text) {
        if (!map) begin();
        query = text;
        await load();
    }

    function shown() {
        const box = new URLSearchParams(query).get("bbox");
        settle(() => {
            map.invalidateSize({ animate: false });
            follow.checked = !!box;
            const corners = box?.split(",").map(Number);
            if (box && box !== written && corners.every(Number.isFinite)) {
                const [west, south, east, north] = corners;
                map.fitBounds([[south, west], [north, east < west ? east + 360 : east]], { animate: false, maxZoom: nearest });
            } else if (!box && (untouched || !places.some(({ lat, lon }) => map.getBounds().contains([lat, lon])))) {
                fit();
            }
            written = box;
        });
        draw();
    }

    new ResizeObserver(() => map && frame.isConnected && settle(() => {
        map.invalidateSize({ animate: false });
        if (untouched && !follow.checked) fit();
    })).observe(frame);
    return { element, update, shown, remove: () => map?.remove() };
}
