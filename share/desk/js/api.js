// The JSON API. A failed request throws an ApiError with the server's words.
export class ApiError extends Error {
    constructor(status, message, body) {
        super(message);
        this.status = status;
        this.body = body;
    }
}

export const session = { name: "", role: "", csrf: "", single_user: false };
const ranks = ["viewer", "reviewer", "admin"];
export const may = (role) => ranks.indexOf(session.role) >= ranks.indexOf(role);

async function send(method, path, { json, body, headers = {} } = {}) {
    const options = { method, headers: { ...headers }, credentials: "same-origin" };
    if (method !== "GET") options.headers["X-CSRF-Token"] = session.csrf;
    if (json !== undefined) {
        options.headers["Content-Type"] = "application/json";
        options.body = JSON.stringify(json);
    } else if (body !== undefined) {
        options.body = body;
    }
    const answer = await fetch("/api/v1" + path, options);
    const result = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new ApiError(answer.status, result.error?.message ?? answer.statusText, result);
    return result;
}

function remember(answer) {
    Object.assign(session, { name: "", role: "", csrf: "" }, answer);
    return answer;
}

const part = encodeURIComponent;
export const whoAmI = async () => remember(await send("GET", "/session"));
export const logIn = async (secret) => remember(await send("POST", "/session", { json: secret }));
export const logOut = async () => remember(await send("DELETE", "/session"));
export const events = (query) => send("GET", "/events?" + query);
export const facets = (query) => send("GET", "/facets?" + query);
export const map = (query) => send("GET", "/map?" + query);
export const timeline = (query) => send("GET", "/timeline?" + query);
export const event = (id, lang) => send("GET", `/events/${part(id)}?lang=${lang}`);
export const report = (id) => send("GET", "/reports/" + part(id));
export const acts = (before, limit) => send("GET", `/acts?limit=${limit}${before ? "&before=" + before : ""}`);
export const targetActs = (kind, id, limit) => send("GET", `/acts?${kind}=${part(id)}&limit=${limit}`);
export const users = () => send("GET", "/users");
export const addUser = (name, role, password) => send("POST", "/users", { json: { name, role, password } });
export const changeUser = (name, change) => send("POST", "/users/" + part(name), { json: change });
export const removeUser = (name) => send("DELETE", "/users/" + part(name));
export const setOwnPassword = (old, fresh) => send("POST", "/password", { json: { old, new: fresh } });
export const jump = (typed) => send("GET", "/jump?q=" + part(typed));
export const places = (name) => send("GET", "/places?q=" + part(name));
export const undo = (seq, reason = "") => send("DELETE", `/acts/${part(seq)}${reason ? "?reason=" + part(reason) : ""}`);
export const addReport = (name, body, more) =>
    send("POST", `/reports?name=${part(name)}${more ? "&more=1" : ""}`, { body });

// `version`: what the person saw of the target; the server answers 409 when somebody acted on it since.
export const act = (wish, version) =>
    send("POST", "/acts", { json: wish, headers: version === undefined ? {} : { "If-Match": `"${version}"` } });
