"""Joins names of several teachers: names.py [--score GOLD.iob2] FILE:WEIGHT... [--least W]
Each FILE is CoNLL-U with a name class in column 10. Classes become PER, ORG, LOC as Universal NER counts them; a span counts
where the teachers that give it weigh at least W in sum; overlapping spans: the heavier, then the longer one.
Writes IOB2 in the columns of Universal NER (number, form, tag, -, -), or with --score the F1 on GOLD."""
import argparse
import collections

import rows as conllu

MAP = {"PER": "PER", "PERSON": "PER", "I-PER": "PER", "ORG": "ORG", "ORGANIZATION": "ORG", "LOC": "LOC", "LOCATION": "LOC",
       "GPE": "LOC", "FAC": "LOC", "COUNTRY": "LOC", "CITY": "LOC"}


def sentences(path):
    """Words of each sentence: a row of at least three fields for each, the first its number."""
    with open(path, encoding="utf-8") as f:
        for rows in conllu.sentences(f):
            found = [r for r in rows if r[0].isdigit()]
            if found:
                yield found


def spans(tags, keep):
    out, i = set(), 0
    while i < len(tags):
        t = tags[i]
        kind = t[2:] if t[:2] in ("B-", "I-") else t
        j = i + 1
        if t in ("O", "_", ""):
            i = j
            continue
        iob = t[:2] in ("B-", "I-")
        while j < len(tags) and (tags[j] == "I-" + kind if iob else tags[j] == t):
            j += 1
        if kind in keep:
            out.add((i, j, keep[kind]))
        i = j
    return out


def tidy(found, words):
    """Universal NER leaves articles and possessive endings out of names."""
    out = set()
    for i, j, kind in found:
        while i < j and words[i].lower() in ("the", "a", "an"):
            i += 1
        while i < j and words[j - 1] in ("'s", "’s", "'", "."):
            j -= 1
        if i < j:
            out.add((i, j, kind))
    return out


def choose(votes, least):
    out, taken = set(), set()
    for (i, j, kind), w in sorted(votes.items(), key=lambda v: (-v[1], v[0][0] - v[0][1], v[0])):
        if w >= least - 1e-9 and not taken & set(range(i, j)):
            out.add((i, j, kind))
            taken |= set(range(i, j))
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--score", help="gold names in the columns of Universal NER")
    p.add_argument("--least", type=float, default=1.0)
    p.add_argument("--skip", default="", help="classes to ignore, comma-separated")
    p.add_argument("files", nargs="+")
    a = p.parse_args()
    files = [f.rsplit(":", 1) for f in a.files]
    weights = [float(w) for _, w in files]
    keep = {k: v for k, v in MAP.items() if k not in a.skip.split(",")}
    gold = {" ".join(r[1] for r in s): s for s in sentences(a.score)} if a.score else None
    tally = collections.Counter()
    for n, group in enumerate(zip(*[sentences(f) for f, _ in files])):
        words = [r[1] for r in group[0]]
        votes = collections.Counter()
        for rows, w in zip(group, weights):
            if [r[1] for r in rows] != words:
                raise SystemExit("other words: " + " ".join(words))
            for s in tidy(spans([r[9] for r in rows], keep), words):
                votes[s] += w
        chosen = choose(votes, a.least)
        if gold:
            g = gold.get(" ".join(words))
            if not g:
                continue
            right = spans([r[2] for r in g], {"PER": "PER", "ORG": "ORG", "LOC": "LOC"})
            for kind in ("PER", "ORG", "LOC"):
                x, y = {s for s in chosen if s[2] == kind}, {s for s in right if s[2] == kind}
                tally[kind, "right"] += len(x & y)
                tally[kind, "system"] += len(x)
                tally[kind, "gold"] += len(y)
            continue
        tags = ["O"] * len(words)
        for i, j, kind in chosen:
            tags[i:j] = ["B-" + kind] + ["I-" + kind] * (j - i - 1)
        print("# sent = %d" % (n + 1))
        for i, w in enumerate(words):
            print("%d\t%s\t%s\t-\t-" % (i + 1, w, tags[i]))
        print()
    if gold:
        out = []
        for kind in ("PER", "ORG", "LOC", "all"):
            r, s, g = (sum(v for k, v in tally.items() if k[1] == c and kind in ("all", k[0]))
                       for c in ("right", "system", "gold"))
            out.append("%s P %.3f R %.3f F %.3f" % (kind, r / max(s, 1), r / max(g, 1), 2 * r / max(s + g, 1)))
        print("  ".join(out))


main()
