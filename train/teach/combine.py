"""Joins several analyses of the same words to one: combine.py [--least SHARE] [--weights W,...] OURS TEACHER...
The files are CoNLL-U with the same words in the same sentences; `_` as a head means that an analysis has nothing to say.
Heads: the tree for which most weight votes. Relations: the relation without subtype for which most weight votes among
those that chose the head; then its subtype, where a bare name of a teacher counts little. Parts of speech by vote as well;
features and lemmas from the heaviest analysis of ours that has the part of speech.
Only sentences of which at least SHARE of the words have a head and relation that more than half the weight chose are kept."""
import argparse
import collections
import sys

from rows import sentences, words, write

UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())


def tree(score):
    """Best tree over score[dependent][head], head 0 the root, with one root: Chu-Liu/Edmonds for each choice of root."""
    n = len(score)
    greedy = greedy_tree(score)
    if greedy:
        return greedy
    best, best_sum = None, None
    roots = [d for d in range(1, n) if score[d].get(0)] or list(range(1, n))
    for root in roots:
        graph = [dict((h, s) for h, s in score[d].items() if h != 0) if d else {} for d in range(n)]
        for d in range(1, n):
            if d != root:
                graph[d].setdefault(root, 1e-6)
        graph[root] = {0: score[root].get(0, 0.0)}
        heads = edmonds(graph)
        total = sum(score[d].get(heads[d], 0.0) for d in range(1, n))
        if best is None or total > best_sum:
            best, best_sum = heads, total
    return best


def greedy_tree(score):
    heads = [0] * len(score)
    for d in range(1, len(score)):
        heads[d] = max(score[d], key=score[d].get) if score[d] else 0
    return heads if sum(h == 0 for h in heads[1:]) == 1 and not cycle(heads) else None


def cycle(heads):
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        at, path = start, []
        while at and not seen[at]:
            seen[at] = -start
            path.append(at)
            at = heads[at]
        if at and seen[at] == -start:
            loop = [at]
            while heads[loop[-1]] != at:
                loop.append(heads[loop[-1]])
            return loop
    return None


def edmonds(graph):
    n = len(graph)
    heads = [0] * n
    for d in range(1, n):
        heads[d] = max(graph[d], key=lambda h: (graph[d][h], -h)) if graph[d] else 0
    loop = cycle(heads)
    if not loop:
        return heads
    inside = set(loop)
    outside = [d for d in range(n) if d not in inside]
    new = {d: i for i, d in enumerate(outside)}
    c = len(outside)
    small = [{} for _ in range(c + 1)]
    enter, leave = {}, {}
    for d in outside:
        for h, s in graph[d].items():
            if h not in inside:
                small[new[d]][new[h]] = s
            elif s > small[new[d]].get(c, float("-inf")):
                small[new[d]][c] = s
                leave[d] = h
    for d in loop:
        for h, s in graph[d].items():
            if h in inside:
                continue
            gain = s - graph[d][heads[d]]
            if gain > small[c].get(new[h], float("-inf")):
                small[c][new[h]] = gain
                enter[h] = d
    if not small[c]:  # nothing leads in: the root does, at no weight
        small[c][0] = -1e9
        enter[0] = loop[0]
    got = edmonds(small)
    result = heads[:]
    for d in outside[1:]:
        h = got[new[d]]
        result[d] = leave[d] if h == c else outside[h]
    h = outside[got[c]]
    result[enter[h]] = h
    return result


def base(rel):
    return rel.split(":")[0]


def relation(votes, n_ours):
    """votes: (weight, relation, number of the analysis) of those that chose the head."""
    weight = collections.Counter()
    for w, rel, _ in votes:
        weight[base(rel)] += w
    chosen = max(sorted(weight), key=lambda b: weight[b])
    subtype = collections.Counter()
    for w, rel, k in votes:
        if base(rel) == chosen:
            subtype[rel] += w if k < n_ours or ":" in rel else w / 100  # a bare name of a teacher may hide one
    return max(sorted(subtype), key=lambda r: subtype[r]), weight[chosen]


def tags(row, same, weights, n_ours):
    """Part of speech by vote; features and lemma of the heaviest analysis of ours that has it."""
    votes = collections.Counter()
    for k, r in enumerate(same):
        pos = r[4] if k >= n_ours and r[4] in UPOS else r[3]
        if pos in UPOS:
            votes[pos] += weights[k] if k < n_ours else weights[k] / 2
    if not votes:
        return
    pos = max(sorted(votes), key=lambda p: votes[p])
    able = [(weights[k], -k) for k in range(n_ours) if same[k][3] == pos]
    if able:
        best = same[-max(able)[1]]
        row[2], row[3], row[5] = best[2], best[3], best[5]


def combine(group, weights, n_ours, rename):
    rows = [words(s) for s in group]
    n = len(rows[0])
    score = [{} for _ in range(n + 1)]
    for k, r in enumerate(rows):
        if len(r) != n or [x[1] for x in r] != [x[1] for x in rows[0]]:
            raise SystemExit("other words: " + " ".join(x[1] for x in rows[0]))
        for i in range(n):
            if r[i][6] == "_":
                continue
            if k >= n_ours:
                r[i][7] = rename.get(r[i][7], r[i][7])
            h = int(r[i][6])
            score[i + 1][h] = score[i + 1].get(h, 0.0) + weights[k]
    if any(not score[d] for d in range(1, n + 1)):
        return None, 0
    heads = tree(score)
    sure = 0
    result = [r[:] for r in rows[0]]
    for i in range(n):
        same = [r[i] for r in rows]
        total = sum(score[i + 1].values())
        votes = [(weights[k], r[7], k) for k, r in enumerate(same) if r[6] == str(heads[i + 1])]
        if heads[i + 1] == 0:
            label, w = "root", sum(v[0] for v in votes)
        else:
            sound = [v for v in votes if base(v[1]) not in ("root", "dep")] or \
                [(weights[k], r[7], k) for k, r in enumerate(same) if r[6] not in ("_", "0") and base(r[7]) != "root"]
            label, w = relation(sound, n_ours) if sound else ("dep", 0)
            w = w if votes else 0
        tags(result[i], same, weights, n_ours)
        result[i][6], result[i][7] = str(heads[i + 1]), label
        sure += w > total / 2
    for old, new in zip(rows[0], result):
        old[:] = new
    return group[0], sure / n


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--least", type=float, default=0.0, help="share of words most of the weight must agree on")
    p.add_argument("--weights", help="one number for each file; all 1 if left out")
    p.add_argument("--ours", type=int, default=1, help="so many of the files, the first, are in the treebanks' scheme")
    p.add_argument("--longest", type=int, default=100, help="words; longer sentences are left out")
    p.add_argument("--shortest", type=int, default=1)
    p.add_argument("--rename", default="", help="old=new,...: relations of teachers")
    p.add_argument("files", nargs="+")
    a = p.parse_args()
    weights = [float(w) for w in a.weights.split(",")] if a.weights else [1.0] * len(a.files)
    rename = dict(x.split("=") for x in a.rename.split(",") if x)
    kept = seen = kept_words = 0
    for group in zip(*[sentences(open(f, encoding="utf-8")) for f in a.files]):
        seen += 1
        n = len(words(group[0]))
        if not a.shortest <= n <= a.longest:
            continue
        rows, share = combine(group, weights, a.ours, rename)
        if rows is None or share < a.least:
            continue
        kept += 1
        kept_words += n
        for r in words(rows):
            r[9] = "|".join(x for x in r[9].split("|") if not x.startswith("Entity=")) or "_"
        write(rows)
    sys.stderr.write("kept %d of %d sentences, %d words\n" % (kept, seen, kept_words))


main()
