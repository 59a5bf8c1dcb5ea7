#!/usr/bin/env python3
"""Score the number of killed and injured that recoupe reads from upper-case newswire against MUC-4 templates.

usage: muc4.py MUC4.jsonl [--split dev] [--recoupe build/recoupe] [--errors]

MUC4.jsonl: one object a report with `text`, `date` and `gold.events`, each with `killed` and `injured` as [low, high]
(null: no bound, or nothing said). Only reports with exactly one event count, and for each effect only those whose event
has a number. The total of a report is put together from its claims that say what happened (not denied, not planned):
in each claim the losses of that effect, parts left out, are added up; the total is the highest of the claims, or the
number of single victims told apart by their words, whichever is more. A total is right when its lower bound is the
event's. Parts of the answer: exact = right / reports with a number; spoken = reports that got any total."""
import argparse, json, os, re, subprocess, sys, tempfile

EFFECT = {"killed": "killed", "injured": "wounded"}


def key(words):
    """Words that tell one single victim from another: the last name."""
    words = re.findall(r"[^\W\d_]+", (words or "").upper())
    return words[-1] if words else ""


def total(claims, effect):
    best, singles = 0, set()
    for claim in claims:
        if claim.get("polarity") == "denied" or claim.get("reality", "actual") != "actual":
            continue
        losses = [x for x in claim.get("losses", []) if x["effect"] == effect and not x.get("part")]
        best = max(best, sum(x.get("low") or x.get("high") or 0 for x in losses))
        singles |= {key(x.get("reason")) for x in losses if x.get("low") == 1 and x.get("high") == 1}
    return max(best, len(singles))


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("file")
    args.add_argument("--split", default="dev")
    args.add_argument("--recoupe", default="build/recoupe")
    args.add_argument("--errors", action="store_true")
    args = args.parse_args()
    with open(args.file, encoding="utf-8") as lines:
        reports = [r for r in map(json.loads, lines) if r["gold"]["split"] == args.split]
    reports = [r for r in reports if len(r["gold"]["events"]) == 1]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for r in reports:
            paths.append(os.path.join(folder, r["id"] + ".json"))
            with open(paths[-1], "w", encoding="utf-8") as out:
                json.dump({"id": r["id"], "lang": r["lang"], "published": r["date"], "text": r["text"]}, out)
        lines = subprocess.run([args.recoupe, "extract", "--quiet", *paths], capture_output=True, text=True).stdout
    found = {x["id"]: x["claims"] for x in map(json.loads, lines.splitlines())}
    for name, effect in EFFECT.items():
        asked = [r for r in reports if r["gold"]["events"][0][name]]
        right = spoken = 0
        for r in asked:
            gold, got = r["gold"]["events"][0][name], total(found.get(r["id"], []), effect)
            right += got == (gold[0] or gold[1])
            spoken += got > 0
            if args.errors and got != (gold[0] or gold[1]):
                print(f"{r['id']}: {name} {got}, key {gold}")
        print(f"{name}: exact {right / max(1, len(asked)):.3f} ({right} of {len(asked)}), spoken {spoken}")


if __name__ == "__main__":
    sys.exit(main())
