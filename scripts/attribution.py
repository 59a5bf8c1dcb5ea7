#!/usr/bin/env python3
"""Score who says what against a corpus of attributions. Standard library only.

usage: attribution.py GOLD.jsonl [--recoupe build/recoupe] [--errors N]

GOLD.jsonl: one text a line, {"id", "lang", "text", "gold": [{"source": [span], "cue": [span], "content": [span]}]}, a
span {"start", "end", "text"} in code points (the form PolNeAR and silver sets from treebanks are given in).

Counted: the attributions to a third party, that is with a source, a cue and a content, whose source is no pronoun of
the first or second person; acts of saying inside a quotation are told by whoever is quoted, the corpus leaves them out,
and so are they here. One is right when the program has a frame whose source holds the head word of the gold
source, or is held by it with the same head, and whose cue shares a word with the gold cue. The head of a source is its
last word before a comma, a preposition or a relative pronoun. Gold and program are matched one to one; precision is
right / frames of the program that have a source of the third person, recall right / gold.
Also shown: the same with source alone and cue alone, and content: share of its words in common, where the frame is right."""
import argparse, collections, json, re, subprocess, sys, tempfile

SELF = set("i me my we us our you your je j' me moi nous notre nos vous votre vos tu te toi mon ma mes".split())
STOP = set("of for from in at on with to by near who which that whose de du des d' en à au aux pour chez sur qui dont que".split())
SMALL = set("has have had is are was were be been being also a ont avait avaient est sont the to not n't did does do".split())
WORD = re.compile(r"[\w][\w.'’&-]*", re.U)


def words(text, start, end):
    return [(m.start(), m.end(), m.group().lower().rstrip(".")) for m in WORD.finditer(text, start, end)]


def head(text, start, end):
    """Offsets of the head word of a source."""
    last = None
    for b, e, w in words(text, start, end):
        if last and (w in STOP or "," in text[last[1]:b] or "(" in text[last[1]:b]):
            break
        last = (b, e)
    return last


def hull(spans):
    return min(s["start"] for s in spans), max(s["end"] for s in spans)


def third(text, start, end):
    w = [x for _, _, x in words(text, start, end)]
    return bool(w) and not (len(w) <= 2 and w[-1] in SELF) and w[0] not in SELF


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def same_source(text, g, s):
    gh, sh = head(text, *g), head(text, *s)
    return bool(gh and sh) and (gh == sh or (s[0] <= gh[0] and gh[1] <= s[1] and overlap(g, sh)))


def same_cue(text, g, s):
    g = [w for x in g for w in words(text, x["start"], x["end"])]
    s = words(text, *s)
    for skip in (SMALL, ()):
        a, b = ({(x, y) for x, y, w in ws if w not in skip} for ws in (g, s))
        if a and b:
            return bool(a & b)
    return False


def shared(text, g, s):
    a = {w[:2] for x in g for w in words(text, x["start"], x["end"])}
    b = {w[:2] for w in words(text, *s)}
    return len(a & b) / max(len(a | b), 1)


def match(gold, system, good):
    """Pairs one to one, in text order."""
    used, pairs = set(), []
    for g in gold:
        for k, s in enumerate(system):
            if k not in used and good(g, s):
                used.add(k)
                pairs.append((g, s))
                break
    return pairs


def run(recoupe, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for d in texts:
            f.write(json.dumps({k: d.get(k) for k in ("id", "lang", "text")}, ensure_ascii=False) + "\n")
        f.flush()
        out = subprocess.run([recoupe, "said", "--json", "--quiet", f.name], stdout=subprocess.PIPE, check=False).stdout
    return {d["id"]: d["said"] for d in map(json.loads, out.decode("utf-8").splitlines())}


def f1(right, system, gold):
    p, r = right / max(system, 1), right / max(gold, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold")
    ap.add_argument("--recoupe", default="build/recoupe")
    ap.add_argument("--errors", type=int, default=0)
    args = ap.parse_args()
    texts = [json.loads(line) for line in open(args.gold, encoding="utf-8")]
    said = run(args.recoupe, texts)
    n, content, missed, extra, shown = collections.Counter(), [], collections.Counter(), collections.Counter(), 0
    for d in texts:
        text = d["text"]
        gold = [g for g in d["gold"] if g["source"] and g["cue"] and g["content"] and third(text, *hull(g["source"]))]
        system = [s for s in said.get(d["id"], []) if s["source"][0] < s["source"][1] and not s["quoted"] and third(text, *s["source"])]
        src = lambda g, s: same_source(text, hull(g["source"]), s["source"])
        cue = lambda g, s: same_cue(text, g["cue"], s["cue"])
        pairs = match(gold, system, lambda g, s: src(g, s) and cue(g, s))
        n["gold"] += len(gold)
        n["system"] += len(system)
        n["source and cue"] += len(pairs)
        n["cue"] += len(match(gold, system, cue))
        n["source"] += len(match(gold, system, lambda g, s: src(g, s) and shared(text, g["content"], s["content"]) > 0))
        content += [shared(text, g["content"], s["content"]) for g, s in pairs]
        right = {id(g) for g, _ in pairs}, {id(s) for _, s in pairs}
        for g in gold:
            if id(g) not in right[0]:
                key = " ".join(x["text"] for x in g["cue"]).lower()
                missed[key] += 1
                if shown < args.errors:
                    shown += 1
                    print("MISSED [%s] %s | %s" % (key, " ".join(x["text"] for x in g["source"]),
                                                   text[max(0, g["start"] - 20):g["end"]][:300].replace("\n", " ")))
        for s in system:
            if id(s) not in right[1]:
                extra[text[slice(*s["cue"])].lower()] += 1
                if shown < args.errors:
                    shown += 1
                    print("EXTRA  [%s] %s | %s" % (text[slice(*s["cue"])], text[slice(*s["source"])],
                                                   text[slice(*s["content"])][:200].replace("\n", " ")))
    for name in ("source and cue", "cue", "source"):
        print("%-16s P %.3f R %.3f F1 %.3f  (right %d, program %d, gold %d)"
              % ((name,) + f1(n[name], n["system"], n["gold"]) + (n[name], n["system"], n["gold"])))
    print("content          words in common %.3f where source and cue are right" % (sum(content) / max(len(content), 1)))
    if args.errors:
        print("missed cues:", ", ".join("%s %d" % x for x in missed.most_common(60)))
        print("extra cues:", ", ".join("%s %d" % x for x in extra.most_common(60)))


if __name__ == "__main__":
    main()
