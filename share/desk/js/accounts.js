// Accounts: an administrator lets people in, changes what they may, gives them another password, shows them out.
import * as api from "./api.js";
import { ask, byId, h, notice } from "./dom.js";
import { t, word } from "./words.js";

const roles = ["viewer", "reviewer", "admin"];
const roleOptions = (chosen) => roles.map((one) => h("option", { value: one, selected: one === chosen }, `${word(one)} – ${t("role " + one)}`));

const passwordField = (id) => h("input", { id, type: "password", minLength: 10, maxLength: 1024, required: true, autocomplete: "new-password" });

export async function changePassword() {
    const old = h("input", { id: "old-password", type: "password", required: true, autocomplete: "current-password" }), fresh = passwordField("new-password");
    if (!(await ask(t("own password"), [h("label", { for: "old-password" }, t("old password")), old, h("label", { for: "new-password" }, t("new password")), fresh], t("save"), t("cancel")))) return;
    try {
        await api.setOwnPassword(old.value, fresh.value);
        notice(t("password changed"));
        dispatchEvent(new Event("turn"));
    } catch (error) {
        notice(error.message);
    }
}

export async function accounts(main) {
    const list = h("tbody", { id: "accounts" });
    const attempt = async (what, said) => {
        try {
            show(await what());
            notice(said);
        } catch (error) {
            notice(error.message);
            show(await api.users());
        }
    };
    const reset = async (name) => {
        const fresh = passwordField("new-password");
        if (await ask(t("reset title", { name }), [h("p", { class: "soft" }, t("reset why")), h("label", { for: "new-password" }, t("new password")), fresh], t("save"), t("cancel")))
            await attempt(() => api.changeUser(name, { password: fresh.value }), t("password changed"));
    };
    const remove = async (name) => {
        if (await ask(t("remove title", { name }), h("p", {}, t("remove why")), t("remove"), t("cancel"))) await attempt(() => api.removeUser(name), t("removed"));
    };
    const row = (one) => {
        const role = h("select", { "aria-label": t("role of", { name: one.name }), onchange: () => attempt(() => api.changeUser(one.name, { role: role.value }), t("role changed")) }, roleOptions(one.role));
        return h("tr", { "data-name": one.name }, h("th", { scope: "row" }, one.name), h("td", {}, role), h("td", { class: "soft small" }, one.made.replace("T", " ").replace("Z", " UTC")),
            h("td", {}, h("button", { class: "reset", onclick: () => reset(one.name) }, t("reset password")), " ", h("button", { class: "remove", onclick: () => remove(one.name) }, t("remove"))));
    };
    const show = (users) => list.replaceChildren(...users.map(row));
    const name = h("input", { id: "account-name", required: true, maxLength: 64, autocomplete: "off" }), role = h("select", { id: "account-role" }, roleOptions("reviewer")), password = passwordField("account-password");
    const add = (happening) => {
        happening.preventDefault();
        return attempt(() => api.addUser(name.value.trim(), role.value, password.value), t("account added")).then(() => (byId("account-form").reset(), name.focus()));
    };
    const field = (label, input) => h("div", { class: "cell" }, h("label", { for: input.id }, label), input);
    show(await api.users());
    main.replaceChildren(h("h1", {}, t("accounts")), api.session.single_user ? h("p", { class: "soft" }, t("accounts single")) : "",
        h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("accounts") }, h("table", {}, h("thead", {}, h("tr", {}, ["name", "role", "made", "change"].map((one) => h("th", { scope: "col" }, t(one))))), list)),
        h("h2", {}, t("add account")), h("form", { id: "account-form", onsubmit: add }, h("div", { class: "row" }, field(t("name"), name), field(t("role"), role), field(t("password"), password)), h("p", {}, h("button", { class: "main" }, t("add")))));
    return { items: () => [...list.querySelectorAll("select")], keys: {} };
}
