#!/usr/bin/env python3
"""Writes reports.jsonl beside it: the tellings, and four more copies of each first telling, made by rule:
.s its words exchanged, .r an agency reprint (headline changed, credited, cut), .ts the translation with its words
exchanged, .tr the translation cut. Nothing is drawn by chance, so that every run writes the same file."""
import json, pathlib, re

HERE = pathlib.Path(__file__).parent
AGENCY = {"fr": ("Quotidien du soir", "(AFP) – ", " (avec AFP)"), "en": ("Evening Daily", "(Reuters) - ", " (Reporting by Reuters)")}
HEADLINE = {"fr": "Ce que l'on sait", "en": "What we know"}


def synonyms(lang):
    rows = (line.rstrip("\n").split("\t") for line in open(HERE / f"synonyms-{lang}.tsv", encoding="utf-8")
            if not line.startswith("#"))
    return dict(rows)


def spin(text, words):
    """Every listed word exchanged; a capital stays a capital."""
    def other(match):
        found = words[match.group().lower()]
        return found[0].upper() + found[1:] if match.group()[0].isupper() else found
    longest_first = sorted(words, key=len, reverse=True)
    return re.sub(r"\b(?:%s)\b" % "|".join(map(re.escape, longest_first)), other, text, flags=re.I)


def sentences(text):
    return re.split(r"(?<=[.!?»”])\s+(?=[A-ZÀ-Ý«\"“])", text.replace("\n", " "))


def cut(text, keep):
    """The sentences whose numbers `keep` says yes to."""
    return " ".join(s for n, s in enumerate(sentences(text)) if keep(n))


def tellings():
    blocks = re.split(r"^=== ", (HERE / "tellings.txt").read_text(encoding="utf-8"), flags=re.M)[1:]
    for block in blocks:
        head, text = block.split("\n", 1)
        names, title = head.split(" | ")
        key, lang, published, outlet = names.split(" ", 3)
        yield {"id": key, "lang": lang, "published": published, "outlet": outlet, "title": title, "text": text.strip()}


def next_day(report):
    year, month, day = report["published"].split("-")
    return f"{year}-{month}-{int(day) + 1:02d}"


def main():
    words = {lang: synonyms(lang) for lang in ("fr", "en")}
    reports = list(tellings())
    by_id = {r["id"]: r for r in reports}
    for r in list(reports):
        if not r["id"].endswith(".a"):
            continue
        t, lang = by_id[r["id"] + ".t"], r["lang"]
        outlet, before, after = AGENCY[lang]
        place = r["text"].split(" – ")[0]
        body = r["text"][len(place) + 3:] if place.isupper() or "," in place[:30] or "(" in place[:30] else r["text"]
        made = [
            (r, ".s", "Buzz " + lang.upper(), spin(r["title"], words[lang]), spin(r["text"], words[lang])),
            (r, ".r", outlet, HEADLINE[lang], before + cut(body, lambda n: n % 4 != 3) + after),
            (t, ".ts", "Global " + t["lang"].upper(), spin(t["title"], words[t["lang"]]), spin(t["text"], words[t["lang"]])),
            (t, ".tr", "Brief " + t["lang"].upper(), HEADLINE[t["lang"]], cut(t["text"], lambda n: n % 3 != 2)),
        ]
        for source, end, name, title, text in made:
            reports.append({"id": r["id"] + end, "lang": source["lang"], "published": next_day(source), "outlet": name,
                            "title": title, "text": text})
    reports.sort(key=lambda r: r["id"])
    with open(HERE / "reports.jsonl", "w", encoding="utf-8") as out:
        for r in reports:
            out.write(json.dumps(r, ensure_ascii=False) + "\n")
    pairs = sum(len(f) for f in [[r for r in reports if r["id"].count(".") == 2]])
    print(len(reports), "reports,", pairs, "copies")


main()
