// Map and timeline: opened, clicked, dragged over, with keys alone, narrow and dark.
import { accessible, check, open as openAt, settled, shot, text } from "./lib.mjs";

export async function panels({ home, url }) {
    const open = (options, address = url) => openAt(options, address);
    const total = async (page) => Number((await text(page, "#total")).match(/\d+/)[0]);
    const asked = (page) => new URL(page.url()).searchParams;
    const ready = (page) => page.waitForSelector("#map .leaflet-marker-icon[role=button]");

    // A look through the API with the page's session.
    const api = (page, path) => page.evaluate(async (what) => (await fetch("/api/v1" + what)).json(), path);

    // Click the middle of a group that is in sight and not covered by another.
    async function openGroup(page) {
        const at = await page.evaluate(() => {
            const frame = document.getElementById("map").getBoundingClientRect();
            scrollBy(0, frame.top - 100);
            for (const group of document.querySelectorAll("#map .group")) {
                const box = group.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
                if (group.contains(document.elementFromPoint(x, y))) return [x, y];
            }
            return null;
        });
        await page.mouse.click(...at);
        await page.waitForTimeout(500);
    }

    async function onTheMap(page) {
        return page.locator("#map .group, #map .single").evaluateAll((all) => all.reduce((sum, one) => sum + (one.classList.contains("group") ? Number(one.textContent) : 1), 0));
    }

    async function map(page) {
        const loaded = [];
        page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
        await page.waitForSelector("#queue li");
        check("nothing of the map is loaded before it is opened", !loaded.some((path) => path.startsWith("/vendor") || path.endsWith("/map.js")), loaded.join(" "));
        const all = await total(page), data = await api(page, "/map");
        await page.click("#show-map");
        await ready(page);
        await page.waitForFunction(() => !document.querySelector(".leaflet-zoom-anim"));
        check("the map opens, and the address says so", asked(page).getAll("panel").includes("map"), page.url());
        check("it has the countries of the world, without their names from elsewhere", (await page.locator("#map path.land").count()) > 200 && loaded.every((path) => !path.startsWith("//")), loaded.join(" "));
        check("disputed borders are dashed", await page.locator("#map path.disputed").first().evaluate((path) => getComputedStyle(path).strokeDasharray !== "none"));
        check("every event with a point is on it, and no other", (await onTheMap(page)) === data.total, `${await onTheMap(page)} of ${data.total}`);
        const shaded = await page.locator("#map path[class*=shaded-]").count();
        check("a country of which no more is known is shaded and has no pin", shaded === data.countries.length && shaded > 0 && data.total < all, shaded);
        check("contradicted events are marked", (await page.locator("#map .share, #map .point.contested").count()) > 0);
        await shot(page, "map");
        await accessible(page, "queue with map");
        const before = await page.locator("#map .group, #map .single").count(), scale = await text(page, ".leaflet-control-scale");
        await openGroup(page);
        await page.waitForFunction((old) => document.querySelector(".leaflet-control-scale").innerText !== old, scale);
        check("a group opens when it is clicked", (await text(page, ".leaflet-control-scale")) !== scale, before);
        check("discs show how far a place may be off", (await page.locator("#map path.disc").count()) > 0);
        await shot(page, "map-near");
    }

    async function place(page) {
        for (let i = 0; i < 8 && !(await page.locator("#at-place:not([hidden])").count()); i++) await openGroup(page);
        const said = await text(page, "#at-place strong"), n = Number(said.match(/(\d+) event/)[1]);
        check("what stands at one place is listed", n > 1 && (await page.locator("#at-place li").count()) === n, said);
        check("and the list has the focus", await page.evaluate(() => document.activeElement.id === "at-place"));
        await accessible(page, "place on the map");
        await page.click("#at-place button.small");
        await page.waitForURL(/bbox=/);
        await settled(page);
        check("the queue can be narrowed to it", (await total(page)) === n, await total(page));
        await page.keyboard.press("Escape");
        await page.uncheck("#map-follow");
        await page.waitForFunction(() => !location.search.includes("bbox"));
        await settled(page);
    }

    async function inView(page) {
        const all = await total(page);
        await page.click("#map-fit");
        await openGroup(page);
        await page.check("#map-follow");
        await page.waitForURL(/bbox=/);
        await settled(page);
        const box = asked(page).get("bbox"), few = await total(page), seen = await api(page, "/events?limit=1&bbox=" + box);
        check("only what is in view: the box is in the address and narrows the queue", few > 0 && few < all && few === seen.total, `${box}: ${few} of ${all}`);
        check("the map still shows what lies around it", (await api(page, "/map")).total > few);
        await page.focus("#map");
        for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
        await page.waitForFunction((old) => new URL(location.href).searchParams.get("bbox") !== old, box);
        await settled(page);
        check("keys move the map, and the box with it", Number(asked(page).get("bbox").split(",")[0]) > Number(box.split(",")[0]), page.url());
        check("the map keeps the focus", await page.evaluate(() => document.activeElement.id === "map"));
        const copy = await open({}, page.url() + "#" + url.split("#")[1]);
        await ready(copy);
        const there = (await copy.evaluate(() => document.getElementById("map-follow").checked)) && (await total(copy)) === (await total(page));
        check("the address brings the same view to somebody else", there, copy.url());
        await copy.context().close();
        await page.uncheck("#map-follow");
        await page.waitForFunction(() => !location.search.includes("bbox"));
        await settled(page);
        check("and all is back without it", (await total(page)) === all);
    }

    async function trays(page) {
        for (const [tag, value] of [["located", "no"], ["located", "country"], ["dated", "no"]]) {
            if (tag === "dated") {
                await page.click("#show-timeline");
                await page.waitForSelector("#timeline-svg .bars");
            }
            const tray = `#tray-${tag}-${value}`, n = Number((await text(page, tray + " strong")));
            await page.click(tray);
            await page.waitForURL(new RegExp(`${tag}=${value}`));
            await settled(page);
            check(`the tray ${tag}=${value} filters by what it counts`, n > 0 && (await total(page)) === n && (await page.getAttribute(tray, "aria-pressed")) === "true", `${n} ${await total(page)}`);
            await page.click(tray);
            await page.waitForFunction((name) => !location.search.includes(name), `${tag}=${value}`);
            await settled(page);
        }
        const link = page.locator("#map-countries a").first(), n = Number((await link.innerText()).match(/\d+/)[0]);
        await link.click();
        await page.waitForURL(/located=country/);
        await settled(page);
        check("a country leads to what is known only to it", (await total(page)) === n && asked(page).get("country").length === 2, page.url());
        await page.goBack();
        await page.waitForFunction(() => !location.search.includes("located"));
        await settled(page);
    }

    async function events(page) {
        await page.click("#map-fit");
        for (let i = 0; i < 8 && !(await page.locator("#map .single").count()); i++) {
            await page.locator("#map .group").first().focus();
            await page.keyboard.press("Enter");
            await page.waitForTimeout(500);
        }
        const pin = page.locator("#map .single").first();
        check("keys: Enter opens a group, and an event says what it is", (await pin.getAttribute("aria-label")).length > 8, await pin.getAttribute("aria-label"));
        await pin.focus();
        await page.keyboard.press("Enter");
        await page.waitForSelector("#claims article");
        check("an event on the map opens its page", page.url().includes("/event/E"), page.url());
        await page.goBack();
        await ready(page);
        check("back finds the map as it was", (await page.locator("#map .single, #map .group").count()) > 0);
        await page.locator("#map .single").first().click();
        await page.waitForSelector("#claims article");
        check("a click does the same", true);
        await page.click("header nav a");
        await ready(page);
    }

    async function brush(page) {
        const all = await total(page), { buckets } = await api(page, "/timeline?bucket=day"), drawing = await page.locator("#timeline-svg").boundingBox();
        check("the timeline has a bar for each day", (await page.locator("#timeline-svg .bars").count()) === buckets.length, buckets.length);
        const at = (day) => page.locator("#timeline-svg .bars").nth(buckets.findIndex((one) => one[0] === day)).boundingBox();
        const middle = (box) => box.x + box.width / 2, [from, to] = [buckets[2][0], buckets[4][0]], y = drawing.y + 40;
        await page.mouse.move(middle(await at(from)), y);
        await page.mouse.down();
        await page.mouse.move(middle(await at(to)), y, { steps: 5 });
        await page.mouse.up();
        await page.waitForURL(/since=/);
        await settled(page);
        const few = await total(page), seen = await api(page, `/events?limit=1&since=${from}&until=${to}`);
        check("dragging over bars makes their days the filter", asked(page).get("since") === from && asked(page).get("until") === to, page.url());
        check("which narrows the queue", few < all && few === seen.total, `${few} of ${all}`);
        check("the other bars stay, and stand back", (await page.locator("#timeline-svg .bars.out").count()) === buckets.length - 3);
        await shot(page, "timeline");
        await accessible(page, "queue with timeline");
        await page.locator('#timeline-svg .handle').first().focus();
        await page.keyboard.press("ArrowRight");
        await page.waitForFunction((old) => new URL(location.href).searchParams.get("since") > old, from);
        await settled(page);
        check("keys: a slider moves the first day", asked(page).get("since") === buckets[3][0] && (await page.evaluate(() => document.activeElement.matches('[role=slider][data-which="0"]'))), page.url());
        check("and says it", (await page.locator("#timeline-svg .handle").first().getAttribute("aria-valuetext")).length > 6);
        await page.keyboard.press("Escape");
        await page.waitForFunction(() => !location.search.includes("since"));
        await settled(page);
        check("Escape chooses all days again", (await total(page)) === all);
        const one = await at(buckets[5][0]);
        await page.mouse.click(middle(one), one.y + one.height - 2);
        await page.waitForURL(/since=/);
        await settled(page);
        check("a click chooses one bar, as many events as it counts", (await total(page)) === buckets[5][1], `${await total(page)} ${buckets[5]}`);
        await page.click("#timeline-all");
        await page.waitForFunction(() => !location.search.includes("since"));
        await settled(page);
        await page.selectOption("#timeline-length", "week");
        await page.waitForFunction((n) => document.querySelectorAll("#timeline-svg .bars").length < n, buckets.length);
        const weeks = (await api(page, "/timeline?bucket=week")).buckets;
        check("bars can be weeks", (await page.locator("#timeline-svg .bars").count()) === weeks.length, weeks.length);
        await page.selectOption("#timeline-length", "auto");
        await page.keyboard.press("Escape");
        await page.locator("#queue li a").first().focus();
        await page.keyboard.press("t");
        await page.waitForFunction(() => !document.getElementById("panel-timeline"));
        check("keys: t closes the timeline", !asked(page).getAll("panel").includes("timeline"));
    }

    async function narrow() {
        const page = await open({ viewport: { width: 360, height: 780 }, locale: "fr-FR", colorScheme: "dark" });
        await page.waitForSelector("#queue li");
        await page.click("#show-map");
        await ready(page);
        await page.click("#show-timeline");
        await page.waitForSelector("#timeline-svg .bars");
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        check("360 px wide: the panels do not make the page scroll sideways", width <= 360, width);
        const box = await page.locator("#map").boundingBox();
        check("and the map has its room", box.width > 280 && box.height >= 250, box);
        check("French names of countries", (await page.locator("#map .country-name").allInnerTexts()).join() !== "" && (await text(page, "#show-map")) === "Carte");
        await shot(page, "panels-narrow");
        await accessible(page, "panels, dark");
        await page.selectOption("header select", "en");
        await page.waitForFunction(() => document.getElementById("show-map")?.innerText === "Map");
        await ready(page);
        check("another language makes the panels anew", (await text(page, "#map-fit")) === "Show all");
        await page.context().close();
    }

    async function weight() {
        const page = await open({}, "about:blank");
        let bytes = 0, base = 0;
        page.on("response", (response) => {
            const size = Number(response.headers()["content-length"] ?? 0);
            if (/vendor\/world\.json|disputed\.json/.test(response.url())) base += size;
            else bytes += size;
        });
        await page.goto(home + "?panel=map&panel=timeline#" + url.split("#")[1]);
        await ready(page);
        await page.waitForTimeout(300);
        check(`the queue with both panels weighs under 350 KB (${Math.round(bytes / 1024)} KB, the base map ${Math.round(base / 1024)} KB)`, bytes > 50000 && bytes < 350 * 1024 && base > 0, bytes);
        await page.context().close();
    }

    const page = await open({});
    for (const step of [map, place, inView, trays, events, brush]) await step(page);
    await page.context().close();
    await narrow();
    await weight();
}
