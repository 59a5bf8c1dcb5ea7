// Words of the interface, from messages/CODE.json; dates and numbers as the language writes them.
export const languages = ["en", "fr"];
const locales = { en: "en-GB", fr: "fr-FR" }; // days before months
let messages = {}, names = {};
export let language = "en";

export async function speak(code) {
    language = languages.includes(code) ? code : "en";
    [messages, names] = await Promise.all(["messages", "names"].map(async (what) => (await fetch(`/${what}/${language}.json`)).json()));
    document.documentElement.lang = language;
    localStorage.setItem("language", language);
}

export const chosenLanguage = () =>
    localStorage.getItem("language") ?? (navigator.language ?? "en").slice(0, 2);

// t("n claims", {n: 3}); where a message is a list, its first form is for one, the second for more.
export function t(key, values = {}) {
    let text = messages[key] ?? key;
    if (Array.isArray(text)) text = text[new Intl.PluralRules(language).select(values.n ?? 0) === "one" ? 0 : 1];
    return text.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name] ?? ""));
}

// A word of the record ("killed", "Battles") or a side ("Sudan"), as the language says it; unknown ones stay as they are.
export const word = (value) => (value ? messages["word " + value] ?? names[value] ?? value : "");

// " (Taliban)" behind what befell a side; nothing where nobody is named.
export const ofSide = (side) => (side && side !== "unknown" ? " " + t("of", { of: word(side) }) : "");

export const number = (value) => new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(value);

export function day(iso) {
    return new Intl.DateTimeFormat(locales[language], { dateStyle: "medium", timeZone: "UTC" }).format(new Date(iso + "T00:00:00Z"));
}

// The day of a report, and the time where it says one.
export const published = (text) => (/^\d{4}-\d\d-\d\d/.test(text ?? "") ? day(text.slice(0, 10)) + (text[10] === "T" ? ", " + text.slice(11) : "") : text);

export function days(span) {
    if (!span) return t("undated");
    return span[0] === span[1] ? day(span[0]) : `${day(span[0])} – ${day(span[1])}`;
}

// A count with its bounds: 40, ≥ 40, ≤ 50, 10–15, ~ 35.
export function count({ low, high, approx }) {
    const about = approx ? "~\u202f" : "";
    if (low === undefined && high === undefined) return t("some");
    if (high === undefined) return `≥\u202f${about}${number(low)}`;
    if (low === undefined) return `≤\u202f${about}${number(high)}`;
    return about + (low === high ? number(low) : `${number(low)}–${number(high)}`);
}

// A sentence that the server begins in small letters.
export const sentence = (text) => (text ? text[0].toLocaleUpperCase(language) + text.slice(1) : "");

// "4 independent origins / 11 reports"
export const originsIn = (origins, reports) => `${t("n independent", { n: origins })} / ${t("n reports", { n: reports })}`;

// The name of a country by its code.
export function countryName(code) {
    try {
        return new Intl.DisplayNames(language, { type: "region" }).of(code);
    } catch {
        return code;
    }
}

// What an event is called: its sub-type, where that says more than "other".
export const what = (event) => word(event.subtype && event.subtype !== "Other" ? event.subtype : event.type);
