// Elements are made, never parsed: text of reports and names of people only ever become text nodes.
export function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === undefined || value === null || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else if (name === "class") element.className = value;
        else if (name in element && typeof value !== "string") element[name] = value;
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

export const byId = (id) => document.getElementById(id);

let fading;
export function notice(text, action) {
    clearTimeout(fading);
    byId("notice").replaceChildren(text, action ? " " : "", action ?? "");
    fading = setTimeout(() => byId("notice").replaceChildren(), 8000);
}

// A form in the dialog. `fields` are elements; resolves to true when it is sent, false when it is closed.
export function ask(title, fields, send, cancel) {
    const dialog = byId("dialog");
    return new Promise((resolve) => {
        const form = h("form", { method: "dialog", "aria-labelledby": "dialog-title" },
            h("h1", { id: "dialog-title" }, title), fields,
            h("p", { class: "bar" }, send && h("button", { type: "submit", value: "send" }, send),
                h("button", { type: "submit", value: "", formNoValidate: true }, cancel)));
        dialog.replaceChildren(form);
        dialog.returnValue = "";
        dialog.addEventListener("close", () => resolve(dialog.returnValue === "send"), { once: true });
        dialog.showModal();
        (dialog.querySelector("textarea, input, select") ?? dialog.querySelector("button")).focus();
    });
}
