// The address is the state: /, /event/ID, /report/ID, /add, /history, /accounts, each with the filter as its query.
export const filterNames = ["type", "side", "place", "country", "outlet", "lang", "status", "clash", "located", "dated",
    "work", "assignee"];
const others = ["text", "since", "until", "bbox", "sort", "panel"];

export function filter() {
    const all = new URLSearchParams(location.search), kept = new URLSearchParams();
    for (const name of [...filterNames, ...others])
        for (const value of all.getAll(name)) if (value) kept.append(name, value);
    return kept;
}

// What the server is asked: the filter without what only the page knows.
export function asked() {
    const query = filter();
    query.delete("panel");
    return query;
}

export function address(path, query = filter()) {
    const text = query.toString();
    return path + (text ? "?" + text : "");
}

export function page() {
    const [, name, ...rest] = location.pathname.split("/");
    return { name: name || "queue", id: decodeURIComponent(rest.join("/")) };
}

export function go(target, { replace = false } = {}) {
    history[replace ? "replaceState" : "pushState"]({}, "", target);
    dispatchEvent(new Event("turn"));
}
