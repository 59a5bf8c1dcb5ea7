#!/usr/bin/env python3
"""How well events, origins, copies, contradictions and ranges are found: what people linked by hand against what
`recoupe export links` writes. Standard library only.

usage: scripts/link-score.py LINKS.json SYSTEM.json --gold DIR [--aliases TSV] [--errors N] [--json]
       scripts/link-score.py --self-test

  LINKS.json   the links made by hand; it names a claim REPORT#N, the Nth from 0 in DIR/REPORT.json
  SYSTEM.json  the output of `recoupe export links` (form: docs/RECORD.md, "Links")
  DIR          the reports with their claims as people read them, one JSON file each (form: docs/RECORD.md)
  --aliases    names of one party a line, tab-separated, the first of them the one they stand for
  --errors N   up to N of each kind of error, in words

**Which claims are one.** Claims of the program and of the people are paired within each report, one to one, so that the total
of these marks is greatest: characters both spans have over characters either has; half a mark times the share of equal
losses (effect, low, high); a quarter for the same type; a fiftieth at most for what else is equal, which only settles draws. Two
claims whose spans do not meet may pair only where they have a loss in common and stand within 200 characters. A claim of the
program that pairs with none is left out together with its links. A claim that people read and the program did not
find is in none of its events, and costs recall.

**What is counted.** Only claims of `actual` reality; those in no event by hand are events of their own.
  events          the mean of three F1: MUC (links of a chain of claims kept), B-cubed (for each claim, how much of its event it
                  is with), CEAF-e (events paired one to one, 2 |both| / (|one| + |other|)). CoNLL is their mean
  same_origin     pairs of claims of one event that have one origin
  copies          pairs of reports that are copies of one text
  contradictions  pairs of claims that cannot both be right
  estimates       ranges, by event, effect and victims; an event of the program is the one it is paired with in CEAF-e.
                  `found`: both give one; `exact`: the same low and high; `overlap`: some number lies in both
  independent_origins   ranges for which the number of origins is the same
**LINK SCORE** is the mean F1 of six: events CoNLL, same_origin, copies, contradictions, estimate exact, independent_origins."""
import argparse, collections, itertools, json, os, re, sys, unicodedata

SUMMED = ["events CoNLL", "same_origin", "copies", "contradictions", "estimate exact", "independent_origins"]
SPAN, LOSSES, TYPE, REST, ORDER = 1.0, 0.5, 0.25, 0.02, 1e-9
NEAR = 200
REST_FIELDS = ["subtype", "polarity", "certainty", "reality", "by", "against", "place", "when", "losses", "equipment", "control"]
ARTICLES = {"the", "a", "an", "le", "la", "les", "l", "un", "une", "des"}
LITTLE = ARTICLES | {"of", "and", "to", "in", "on", "at", "for", "by", "from", "with", "s",
                     "de", "du", "d", "et", "au", "aux", "en", "dans", "par", "pour", "sur"}
WHOLE = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
ENDLESS = float("inf")


# ------------------------------------------------------------------ reading

def read_json(path):
    try:
        with open(path, encoding="utf-8") as f:
            return json.load(f)
    except (OSError, ValueError) as why:
        sys.exit("link-score: %s: %s" % (path, why))


def short(name):
    """A report's id without folder and ".json"."""
    name = str(name).split("/")[-1]
    return name[:-5] if name.endswith(".json") else name


def read_reports(folder):
    """{id: report} of the JSON files of a folder that have claims."""
    found = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            report = read_json(os.path.join(folder, name))
            if isinstance(report, dict) and isinstance(report.get("claims"), list):
                found[short(report.get("id", name))] = report
    return found


def plain(name):
    """Lower case without accents, punctuation and leading articles."""
    letters = "".join(WHOLE.get(c, c) for c in str(name or "").casefold())
    letters = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", letters)
    while len(words) > 1 and words[0] in ARTICLES:
        del words[0]
    return " ".join(words)


def read_aliases(path):
    table = {}
    for line in open(path, encoding="utf-8") if path else []:
        if not line.startswith("#"):
            names = [plain(n) for n in line.rstrip("\n").split("\t") if plain(n)]
            table.update((n, names[0]) for n in names)
    return table


# ------------------------------------------------------------------ pairing

def pair_up(worth):
    """The one-to-one pairs of greatest total worth: {(a, b): worth > 0} -> [(a, b)]. The left members come one after the other;
    each takes the best chain of exchanges, at whose end somebody takes what was free or is left with nothing."""
    choices = collections.defaultdict(list)
    for a, b in sorted(worth):
        choices[a].append(b)
    owner = {}
    for first in choices:
        gain, thrown_out = {first: 0.0}, {}  # of a left member without a partner: the change of the total; by whom, from what
        end, end_gain = (first, None), 0.0
        todo = collections.deque([first])
        while todo:
            a = todo.popleft()
            if gain[a] > end_gain:
                end, end_gain = (a, None), gain[a]
            for b in choices[a]:
                now = gain[a] + worth[a, b]
                other = owner.get(b)
                if other is None and now > end_gain:
                    end, end_gain = (a, b), now
                elif other not in (None, a) and now - worth[other, b] > gain.get(other, -ENDLESS) + 1e-12:
                    gain[other], thrown_out[other] = now - worth[other, b], (a, b)
                    todo.append(other)
        a, b = end
        if b is not None:
            owner[b] = a
        while a != first:
            a, b = thrown_out[a]
            owner[b] = a
    return sorted((a, b) for b, a in owner.items())


def number(x):
    return x if x is None or isinstance(x, (int, float)) else str(x)


def listed(claim, field):
    return [x if isinstance(x, dict) else {"name": x} for x in claim.get(field) or []]


def span(claim):
    s = claim.get("span")
    return tuple(s) if isinstance(s, list) and len(s) == 2 and s[0] < s[1] else None


def losses(claim):
    return collections.Counter((str(x.get("effect")), number(x.get("low")), number(x.get("high")))
                               for x in listed(claim, "losses"))


def source(claim):
    chain = listed(claim, "chain")
    return str(chain[-1].get("name") or "") if chain else None


def same_source(a, b):
    """No source on either side, or the words of one name all among those of the other."""
    if a is None or b is None:
        return a is b
    a, b = ({w for w in plain(n).split() if w not in LITTLE} or set(plain(n).split()) for n in (a, b))
    return bool(a and b) and (a <= b or b <= a)


def likeness(hand, own):
    """What a pair of claims of one report is worth (see above); None where it may not be a pair."""
    a, b = span(hand), span(own)
    if not a or not b:
        return None
    both = min(a[1], b[1]) - max(a[0], b[0])
    mine, theirs = losses(hand), losses(own)
    common = sum((mine & theirs).values())
    if both <= 0 and not (common and -both <= NEAR):
        return None
    rest = sum(hand.get(f) == own.get(f) for f in REST_FIELDS) + same_source(source(hand), source(own))
    return (SPAN * max(both, 0) / (max(a[1], b[1]) - min(a[0], b[0]))
            + LOSSES * common / max(sum(mine.values()), sum(theirs.values()), 1)
            + TYPE * (hand.get("type") == own.get("type")) + REST * rest / (len(REST_FIELDS) + 1))


def names_of_program(system, reports):
    """{claim id of the program: (report, n) of the claim by hand it is paired with}"""
    by_report = collections.defaultdict(list)
    for key, claim in (system.get("claims") or {}).items():
        by_report[short(claim.get("report"))].append((key, claim))
    names = {}
    for report, mine in by_report.items():
        worth = {}
        for i, hand in enumerate(reports.get(report, {"claims": []})["claims"]):
            for j, (_, own) in enumerate(mine):
                value = likeness(hand, own)
                if value is not None:
                    worth[i, j] = value - ORDER * (i - j) ** 2
        names.update((mine[j][0], (report, i)) for i, j in pair_up(worth))
    return names


# ------------------------------------------------------------------ links

class Links:
    """Events {id: claims}, pairs {kind: pairs}, ranges {(event, effect, victims): range}, in claims by hand."""

    def __init__(self, doc, names, aliases):
        def known(ids):
            return {names[i] for i in ids if i in names}

        def pairs(groups):
            return {p for g in groups for p in itertools.combinations(sorted(g), 2)}

        self.events, used = {}, set()
        for e in doc.get("events") or []:
            self.events[e["id"]] = known(e["claims"]) - used
            used |= self.events[e["id"]]
        self.pairs = {
            "same_origin": pairs(known(g) for g in doc.get("same_origin") or []),
            "copies": pairs({short(r) for r in c["reports"]} for c in doc.get("copies") or []),
            "contradictions": pairs(known(c["claims"]) for c in doc.get("contradictions") or [])}
        self.ranges = {}
        for e in doc.get("estimates") or []:
            victims = plain(e.get("of"))
            self.ranges[e["event"], e["effect"], aliases.get(victims, victims) or "unknown"] = e

    def only(self, scope):
        self.events = {k: {c for c in v if c[0] in scope} for k, v in self.events.items()}
        self.pairs = {kind: {p for p in ps if all((x if kind == "copies" else x[0]) in scope for x in p)}
                      for kind, ps in self.pairs.items()}
        self.ranges = {k: e for k, e in self.ranges.items() if self.events.get(k[0])}


def f1(right, given, wanted):
    p, r = right / given if given else 0.0, right / wanted if wanted else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def harmonic(p, r):
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


# ------------------------------------------------------------------ measures

def muc(hand, own):
    def kept(these, those):
        home = {c: n for n, those_claims in enumerate(those) for c in those_claims}
        links = sum(len(e) - 1 for e in these)
        parts = sum(len({home.get(c, c) for c in e}) - 1 for e in these)
        return (links - parts) / links if links else 0.0
    return harmonic(kept(own, hand), kept(hand, own))


def b_cubed(hand, own):
    def mean(these, those):
        home = {c: e for e in those for c in e}
        claims = [(c, e) for e in these for c in e]
        return sum(len(e & home.get(c, set())) / len(e) for c, e in claims) / len(claims) if claims else 0.0
    hand, own = list(map(frozenset, hand)), list(map(frozenset, own))
    return harmonic(mean(own, hand), mean(hand, own))


def paired_events(hand, own):
    home = collections.defaultdict(set)
    for j, e in enumerate(own):
        for c in e:
            home[c].add(j)
    return pair_up({(i, j): 2 * len(e & own[j]) / (len(e) + len(own[j]))
                    for i, e in enumerate(hand) for j in {j for c in e for j in home[c]}})


def ceaf(hand, own):
    total = sum(2 * len(hand[i] & own[j]) / (len(hand[i]) + len(own[j])) for i, j in paired_events(hand, own))
    return f1(total, len(own), len(hand))


def all_events(links, reports, scope):
    """Events by hand, and one for each actual claim in none."""
    events = [e for e in links.events.values() if e]
    used = set().union(*events)
    return events + [{(r, n)} for r in sorted(scope & set(reports)) for n, c in enumerate(reports[r]["claims"])
                     if c.get("reality", "actual") == "actual" and (r, n) not in used]


def bounds(e):
    return e["low"] if e.get("low") is not None else 0, e["high"] if e.get("high") is not None else ENDLESS


def score(doc, system, reports, aliases):
    """({measure: (precision, recall, F1, how many by hand)}, {figure: value}, [(measure, what is wrong, about)])"""
    names = {"%s#%d" % (r, n): (r, n) for r, report in reports.items() for n in range(len(report["claims"]))}
    lost = [c for group in ([e["claims"] for e in doc["events"]] + doc["same_origin"]
                            + [c["claims"] for c in doc["contradictions"]]) for c in group if c not in names]
    if lost:
        sys.exit("link-score: the links by hand name claims that are not there: %s" % ", ".join(lost[:5]))
    own_names = names_of_program(system, reports)
    hand, own = Links(doc, names, aliases), Links(system, own_names, aliases)
    scope = {short(r) for r in doc.get("reports") or reports}
    hand.only(scope)
    own.only(scope)
    events = all_events(hand, reports, scope)
    claims = set().union(*events)
    found = claims & set(own_names.values())
    own_events = [e & claims for e in own.events.values() if e & claims]
    own_events += [{c} for c in sorted(found - set().union(*own_events))]
    table, wrong = {}, []
    for name, measure in (("MUC", muc), ("B-cubed", b_cubed), ("CEAF-e", ceaf)):
        table["events " + name] = (*measure(events, own_events), len(events))
    asked = ["events B-cubed", "events CEAF-e"] + (["events MUC"] if any(len(e) > 1 for e in events) else [])
    table["events CoNLL"] = (None, None, sum(table[m][2] for m in asked) / len(asked), len(events))
    for kind, wanted in hand.pairs.items():
        given = own.pairs[kind]
        table[kind] = (*f1(len(wanted & given), len(given), len(wanted)), len(wanted))
        wrong += [(kind, "missed", p) for p in sorted(wanted - given)]
        wrong += [(kind, "not so", p) for p in sorted(given - wanted)]

    hand_ids, own_ids = list(hand.events), list(own.events)
    same = {own_ids[j]: hand_ids[i] for i, j in paired_events(list(hand.events.values()), list(own.events.values()))}
    given = {(same.get(k[0], (k[0],)), *k[1:]): e for k, e in own.ranges.items()}
    both = [(k, e, given[k]) for k, e in hand.ranges.items() if k in given]
    for name, right in (("found", lambda a, b: True), ("exact", lambda a, b: bounds(a) == bounds(b)),
                        ("overlap", lambda a, b: max(bounds(a)[0], bounds(b)[0]) <= min(bounds(a)[1], bounds(b)[1]))):
        n = sum(right(a, b) for _, a, b in both)
        table["estimate " + name] = (*f1(n, len(given), len(hand.ranges)), len(hand.ranges))
        wrong += [("estimate " + name, "wrong", (k, bounds(a), bounds(b))) for k, a, b in both if not right(a, b)]
    wrong += [("estimate found", "missed", (k,)) for k in hand.ranges if k not in given]
    wrong += [("estimate found", "not so", (k,)) for k in given if k not in hand.ranges]
    told = {k for k, e in hand.ranges.items() if e.get("independent_origins") is not None}
    said = {k for k, e in given.items() if e.get("independent_origins") is not None and (k in told or k not in hand.ranges)}
    n = sum(hand.ranges[k]["independent_origins"] == given[k]["independent_origins"] for k in told & said)
    table["independent_origins"] = (*f1(n, len(said), len(told)), len(told))
    claims_of_program = sum(short(c.get("report")) in scope for c in (system.get("claims") or {}).values())
    return table, {"reports": len(scope), "claims by hand": len(claims), "of them found": len(found),
                   "claims of the program left out": claims_of_program - len(found)}, wrong


def link_score(table):
    counted = [table[m][2] for m in SUMMED if table[m][3]]
    return sum(counted) / len(counted) if counted else 0.0


# ------------------------------------------------------------------ printing

def show_errors(wrong, reports, most):
    def words(x):
        if isinstance(x, tuple) and len(x) == 2 and x[0] in reports and isinstance(x[1], int):
            claim = reports[x[0]]["claims"][x[1]]
            a, b = span(claim) or (0, 0)
            return '%s#%d "%s"' % (*x, " ".join(reports[x[0]]["text"][a:b].split())[:90])
        return str(x)
    for kind in dict.fromkeys(w[:2] for w in wrong):
        about = [w[2] for w in wrong if w[:2] == kind]
        print("\n%s: %s %d" % (*kind, len(about)))
        for pair in about[:most]:
            print("  " + " | ".join(map(words, pair)))


def self_test():
    """Scores reckoned by hand."""
    def near(a, b):
        assert all(abs(x - y) < 1e-9 for x, y in zip(a, b)), (a, b)
    near(muc([{1, 2, 3}, {4, 5}], [{1, 2}, {3, 4, 5}]), (2 / 3, 2 / 3, 2 / 3))
    near(b_cubed([{1, 2, 3}, {4, 5}], [{1, 2}, {3, 4, 5}]), (11 / 15, 11 / 15, 11 / 15))
    near(ceaf([{1, 2, 3}, {4, 5}], [{1, 2}, {3, 4, 5}]), (0.8, 0.8, 0.8))
    near(b_cubed([{1, 2}, {3}], [{1}]), (1, 1 / 6, 2 / 7))  # claims not found: (1/2 + 0 + 0) / 3
    assert pair_up({(0, 0): 3, (0, 1): 2, (1, 0): 2.5}) == [(0, 1), (1, 0)]  # 4.5, where the best first gives 3
    assert pair_up({(0, 0): 1, (1, 0): 3, (2, 0): 2}) == [(1, 0)]
    killed = {"effect": "killed", "low": 4, "high": 4}
    reports = {"r": {"text": "x" * 90, "claims": [{"span": [0, 20], "losses": [killed]}, {"span": [30, 50]}]},
               "s": {"text": "x" * 90, "claims": [{"span": [0, 20]}]}}
    by_hand = {"events": [{"id": "A", "claims": ["r#0", "s#0"]}], "same_origin": [["r#0", "s#0"]],
               "copies": [{"reports": ["r", "s"]}], "contradictions": [{"claims": ["r#1", "s#0"]}],
               "estimates": [{"event": "A", "effect": "killed", "low": 4, "high": 4, "independent_origins": 1}]}
    own = {"claims": {"a": {"report": "r", "span": [60, 80], "losses": [killed]}, "b": {"report": "r", "span": [31, 50]},
                      "c": {"report": "s", "span": [0, 19]}},
           "events": [{"id": "X", "claims": ["c", "a"]}], "same_origin": [["a", "c"]], "copies": [{"reports": ["s", "r"]}],
           "contradictions": [{"claims": ["c", "b"]}],
           "estimates": [{"event": "X", "effect": "killed", "low": 4, "high": 4, "independent_origins": 1}]}
    near([link_score(score(by_hand, own, reports, {})[0])], [1.0])
    own["estimates"][0].update(high=5, independent_origins=2)
    own["same_origin"] = []
    near([link_score(score(by_hand, own, reports, {})[0])], [3 / 6])
    print("self-test passed")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("links", nargs="?", metavar="LINKS.json")
    ap.add_argument("system", nargs="?", metavar="SYSTEM.json")
    ap.add_argument("--gold", metavar="DIR")
    ap.add_argument("--aliases", metavar="TSV")
    ap.add_argument("--errors", type=int, default=0, metavar="N")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--self-test", action="store_true")
    args = ap.parse_args()
    if args.self_test:
        return self_test()
    if not args.system or not args.gold:
        ap.error("LINKS.json, SYSTEM.json and --gold DIR are needed")
    reports = read_reports(args.gold)
    table, figures, wrong = score(read_json(args.links), read_json(args.system), reports, read_aliases(args.aliases))
    if args.json:
        print(json.dumps({"score": link_score(table), "f1": {m: row[2] for m, row in table.items()}, **figures}, indent=1))
        return
    print("%-20s %9s %7s %6s %8s" % ("", "precision", "recall", "F1", "by hand"))
    for name, (p, r, f, n) in table.items():
        print("%-20s %9s %7s %6.3f %8d" % (name, *("" if x is None else "%.3f" % x for x in (p, r)), f, n))
    print("; ".join("%s: %d" % x for x in figures.items()))
    if args.errors:
        show_errors(wrong, reports, args.errors)
    print("LINK SCORE %.3f" % link_score(table))


if __name__ == "__main__":
    main()
