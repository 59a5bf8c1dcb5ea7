"""What a newsroom script of regular expressions does: counts of killed and wounded in a report, French and English.

usage: peer_regex.py REPORTS.jsonl > COUNTS.jsonl

It knows no attribution, hedging, denial, place, date or party; it is the floor for speed and for quality."""
import json, re, sys

WORDS = {"un": 1, "une": 1, "a": 1, "an": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4,
         "four": 4, "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9, "nine": 9,
         "dix": 10, "ten": 10, "onze": 11, "eleven": 11, "douze": 12, "twelve": 12, "quinze": 15, "fifteen": 15,
         "vingt": 20, "twenty": 20, "trente": 30, "thirty": 30, "quarante": 40, "forty": 40, "cinquante": 50,
         "fifty": 50, "cent": 100, "hundred": 100, "une dizaine": 10, "une vingtaine": 20, "dozens": 20}
NUMBER = r"(?P<n>\d[\d  ,.]*\d|\d|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")"
BOUND = r"(?P<bound>at least|more than|over|up to|about|some|au moins|plus de|jusqu'à|environ)?\s*"
PEOPLE = r"(?:\s+(?:other|autres|d'autres))?(?:\s+\w+){0,3}?"
KILLED = r"(?:were |was |had been |been |ont été |a été |sont |est )?(?:killed|dead|died|slain|tués?|tuées?|morts?|mortes?)"
WOUNDED = r"(?:were |was |had been |been |ont été |a été )?(?:wounded|injured|hurt|blessés?|blessées?)"
RULES = [
    ("killed", re.compile(r"\b" + BOUND + NUMBER + PEOPLE + r"\s+" + KILLED + r"\b", re.I)),
    ("killed", re.compile(r"\b(?:kill(?:s|ed|ing)?|tuer|tué|tuant|fait|faisant)\s+" + BOUND + NUMBER + r"\b", re.I)),
    ("killed", re.compile(r"\b(?:death toll|bilan)\b[^.]{0,40}?" + BOUND + NUMBER + r"\b", re.I)),
    ("wounded", re.compile(r"\b" + BOUND + NUMBER + PEOPLE + r"\s+" + WOUNDED + r"\b", re.I)),
    ("wounded", re.compile(r"\b(?:wound(?:s|ed|ing)?|injur(?:es|ed|ing)?|blesser|blessé|blessant)\s+" + BOUND + NUMBER
                           + r"\b", re.I)),
]


def number(text):
    digits = re.sub(r"[^\d]", "", text)
    return int(digits) if digits else WORDS[text.lower()]


def counts(text):
    found, taken = [], set()
    for effect, rule in RULES:
        for m in rule.finditer(text):
            if (effect, m.start("n")) in taken:
                continue
            taken.add((effect, m.start("n")))
            n, bound = number(m.group("n")), (m.group("bound") or "").lower()
            low = None if bound in ("up to", "jusqu'à") else n + (bound in ("more than", "over", "plus de"))
            high = None if bound in ("at least", "more than", "over", "au moins", "plus de") else n
            loss = {"effect": effect, "low": low, "high": high}
            found.append({"span": list(m.span()), "losses": [{k: v for k, v in loss.items() if v is not None}]})
    return sorted(found, key=lambda claim: claim["span"])


for line in open(sys.argv[1], encoding="utf-8"):
    report = json.loads(line)
    report["claims"] = counts(report["text"])
    print(json.dumps(report, ensure_ascii=False))
