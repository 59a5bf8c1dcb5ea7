// The ground of the map: countries, borders (disputed ones dashed), names of countries. All of it from this server.
import { style } from "./panels.js";
import { countryName } from "./words.js";

const got = {};
const script = (path) => (got[path] ??= new Promise((resolve, reject) =>
    document.head.append(Object.assign(document.createElement("script"), { src: path, onload: resolve, onerror: () => reject(new Error(path)) }))));
const json = (path) => (got[path] ??= fetch(path).then((answer) => {
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
}));

// The world: {countries: [{code, feature, middle, bounds}], borders, disputed}.
let world;
export async function loadBase() {
    const [shapes, codes, disputed] = await Promise.all([json("/vendor/world.json"), json("/vendor/countries.json"), json("/disputed.json"),
        script("/vendor/leaflet.js"), script("/vendor/supercluster.js"), script("/vendor/topojson.js"), style("/vendor/leaflet.css")]);
    if (world) return world;
    const countries = topojson.feature(shapes, shapes.objects.countries).features.map((feature) => {
        const code = feature.properties.a3 === "XKX" ? "XK" : codes[feature.id] ?? "";
        return { code, feature, ...widest(feature.geometry) };
    });
    world = { countries, borders: topojson.mesh(shapes, shapes.objects.countries, (a, b) => a !== b), disputed };
    return world;
}

// Middle and bounds of the largest part of a country, where its name goes.
function widest({ type, coordinates }) {
    let best = { area: -1 };
    for (const [ring] of type === "MultiPolygon" ? coordinates : [coordinates]) {
        let area = 0, x = 0, y = 0, west = 180, east = -180;
        for (let i = 0; i + 1 < ring.length; i++) {
            const [ax, ay] = ring[i], [bx, by] = ring[i + 1], cross = ax * by - bx * ay;
            area += cross;
            x += (ax + bx) * cross;
            y += (ay + by) * cross;
            west = Math.min(west, ax);
            east = Math.max(east, ax);
        }
        if (Math.abs(area) > best.area && area) best = { area: Math.abs(area), middle: [y / (3 * area), x / (3 * area)], bounds: [west, east] };
    }
    return best;
}

export function drawBase(map, { countries, borders, disputed }) {
    const still = (className, weight) => ({ className, weight, interactive: false, fill: className === "land", pane: "base" });
    map.createPane("base").style.zIndex = 200;
    map.createPane("names").style.zIndex = 350;
    map.getPane("names").setAttribute("aria-hidden", "true");
    const renderer = L.svg({ pane: "base", padding: 0.5 });
    const put = (shape, className, weight) => L.geoJSON(shape, { style: { ...still(className, weight), renderer }, interactive: false }).addTo(map);
    put({ type: "FeatureCollection", features: countries.map((one) => one.feature) }, "land", 0.7);
    put(borders, "border", 0.9);
    put(disputed, "disputed-under", 2.6);
    put(disputed, "disputed", 1.1);
    const names = L.layerGroup().addTo(map);
    // Names of countries that have room for them and stand in the way of nothing (`free` of a box in pixels).
    return (free) => {
        const view = map.getBounds();
        names.clearLayers();
        for (const { code, middle, bounds } of countries) {
            if (!code || !middle || !view.contains(middle)) continue;
            const name = countryName(code), wide = name.length * 7.5, at = map.latLngToContainerPoint(middle);
            const room = map.latLngToContainerPoint([middle[0], bounds[1]]).x - map.latLngToContainerPoint([middle[0], bounds[0]]).x;
            if (room < wide + 6 || !free([at.x - wide / 2, at.y - 8, at.x + wide / 2, at.y + 8])) continue;
            names.addLayer(nameAt(middle, name, "country-name", [0, 0]));
        }
    };
}

// A name on the map: no thing to reach with keys or to read out, the lists say it.
export function nameAt(point, name, className, anchor) {
    const label = document.createElement("span");
    label.textContent = name;
    return L.marker(point, { pane: "names", interactive: false, keyboard: false, icon: L.divIcon({ className, html: label, iconSize: [0, 0], iconAnchor: anchor }) });
}
