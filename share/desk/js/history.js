// History: what everybody did, at the desk and on the command line, latest first.
import * as api from "./api.js";
import { entry, reasonBar } from "./act.js";
import { h } from "./dom.js";
import { address, go } from "./state.js";
import { t } from "./words.js";

const pageSize = 100;
const to = (path, id) => h("a", { href: address(path + encodeURIComponent(id)), "data-go": true }, id);

// The command line names several things at once.
function link(one) {
    if (one.kind === "event") return one.target.split(" ").map((id) => [to(/^E[0-9a-f]+$/.test(id) ? "/event/" : "/report/", /^E[0-9a-f]+$/.test(id) ? id : id.replace(/\.\d+$/, "")), " "]);
    if (one.kind === "claim") return to("/report/", one.target.replace(/\.\d+$/, ""));
    return one.kind === "report" ? to("/report/", one.target) : one.target;
}

export async function historyPage(main) {
    const again = async () => go(address("/history"), { replace: true });
    const list = h("ol", { class: "plain", id: "acts", reversed: true });
    const more = h("button", { id: "more" }, t("show more"));
    const load = async (before) => {
        const acts = await api.acts(before, pageSize);
        list.append(...acts.map((one) => entry(one, again, link(one))));
        more.hidden = acts.length < pageSize;
        more.onclick = () => load(acts.at(-1).seq);
        return acts.length;
    };
    const n = await load();
    main.replaceChildren(h("h1", {}, t("history")), n ? list : h("p", {}, t("no history")), more, (n && reasonBar()) || "");
    return { items: () => [...list.querySelectorAll("li a, li button")], keys: {} };
}
