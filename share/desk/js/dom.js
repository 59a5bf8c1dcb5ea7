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

// Bring something into view and make it the one that keys work on; what it is folded into is opened.
export function reveal(id) {
    const element = byId(id);
    if (!element) return;
    for (let fold = element.closest("details:not([open])"); fold; fold = fold.parentElement?.closest("details:not([open])")) fold.open = true;
    element.focus();
    element.scrollIntoView({ block: "center" });
}

let fading;
export function notice(text, action) {
    clearTimeout(fading);
    byId("notice").replaceChildren(text, action ? " " : "", action ?? "");
    fading = setTimeout(() => byId("notice").replaceChildren(), 8000);
}

// The event of closing comes late: another form may be in the dialog, and open, by then, which it is not about.
export function whenClosed(dialog, content, run) {
    dialog.addEventListener("close", function closed() {
        const is = dialog.firstChild === content;
        if (is && dialog.open) return;
        dialog.removeEventListener("close", closed);
        if (is) dialog.replaceChildren();
        run();
    });
}

// A form in the dialog with a button for each of `buttons` ([value, label]; an empty value needs no valid form). Resolves
// to the value of the button, "" when it is closed.
export function choose(title, fields, buttons, { wide = false } = {}) {
    const dialog = byId("dialog");
    return new Promise((resolve) => {
        const form = h("form", { method: "dialog", "aria-labelledby": "dialog-title" },
            h("h1", { id: "dialog-title" }, title), h("div", { class: "fields-of-dialog" }, fields),
            h("p", { class: "bar answer" }, buttons.map(([value, label], i) =>
                h("button", { type: "submit", value, formNoValidate: !value, class: value && !i ? "main" : "" }, label))));
        let answer = "";
        form.addEventListener("submit", (happening) => (answer = happening.submitter?.value ?? ""));
        dialog.className = wide ? "wide" : "";
        dialog.replaceChildren(form);
        whenClosed(dialog, form, () => resolve(answer));
        dialog.showModal();
        dialog.scrollTop = 0;
        (dialog.querySelector("[data-first]") ?? dialog.querySelector("textarea, input, select") ?? dialog.querySelector("button")).focus();
    });
}

// True when it is sent, false when it is closed.
export const ask = async (title, fields, send, cancel, options) =>
    (await choose(title, fields, [...(send ? [["send", send]] : []), ["", cancel]], options)) === "send";
