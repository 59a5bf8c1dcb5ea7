// A place on the map: what the gazetteer offers, and the point that stands in the form; a click chooses.
import { drawBase, loadBase } from "./base.js";
import { h } from "./dom.js";
import { style } from "./panels.js";
import { t, word } from "./words.js";

const pin = (text, className) => L.divIcon({ className: "pick-pin " + className, html: h("span", {}, text), iconSize: [24, 24] });
const named = (one) => [one.name, word(one.feature), one.admin1, one.country].filter(Boolean).join(", ");

// `chosen(i)`: the i-th of what was offered last; `set(lat, lon)`: a point of the map, where nothing was offered. The
// element is empty until the first `show`, so that nothing of the map is loaded for who does not look a place up.
export function placeMap(chosen, set) {
    const element = h("div", { class: "map-frame pick-map", hidden: true, role: "application", "aria-label": t("map keys") });
    let map, pins, here;
    async function begin() {
        const [world] = await Promise.all([loadBase(), style("/panels.css")]);
        element.hidden = false;
        map = L.map(element, { attributionControl: false, minZoom: 1, maxZoom: 12, center: [20, 20], zoom: 2 });
        L.control.scale({ imperial: false, maxWidth: 90 }).addTo(map);
        const names = drawBase(map, world);
        map.on("moveend", () => names(() => true));
        map.on("click", ({ latlng }) => set(Math.round(latlng.lat * 1e4) / 1e4, Math.round(latlng.wrap().lng * 1e4) / 1e4));
        pins = L.layerGroup().addTo(map);
    }
    function mark(lat, lon) {
        here?.remove();
        here = Number.isFinite(lat) && Number.isFinite(lon) && map ? L.marker([lat, lon], { icon: pin("", "here"), interactive: false, keyboard: false }).addTo(map) : undefined;
    }
    async function show(found, at) {
        if (!map) await begin();
        map.invalidateSize();
        pins.clearLayers();
        found.forEach((one, i) => {
            const marker = L.marker([one.lat, one.lon], { icon: pin(String(i + 1), "offer"), title: named(one), keyboard: true });
            const take = () => chosen(i);
            marker.on("click", take);
            marker.on("add", () => {
                const button = marker.getElement();
                button.setAttribute("aria-label", `${i + 1}. ${named(one)}`);
                button.addEventListener("keydown", (happening) => {
                    if (happening.key !== "Enter" && happening.key !== " ") return;
                    happening.preventDefault();
                    happening.stopPropagation();
                    take();
                });
            });
            pins.addLayer(marker);
        });
        mark(at?.lat, at?.lon);
        if (at && Number.isFinite(at.lat)) map.setView([at.lat, at.lon], Math.max(map.getZoom(), 6), { animate: false });
        else if (found.length) map.setView([found[0].lat, found[0].lon], 6, { animate: false });
    }
    return { element, show, mark };
}
