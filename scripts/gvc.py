#!/usr/bin/env python3
"""How reports of one incident are brought together, and its dead and injured: scored on the gun violence corpus.

usage: gvc.py REPORTS.jsonl LINKS.json [--errors]

REPORTS.jsonl: one object a report with `id` and `gold`: {incident, killed, injured}. LINKS.json is what `recoupe export
links` writes of a ledger with those reports. scripts/gvc makes both and calls this.

How claims of a report are put together: reports that share an event are one cluster; a report without a claim is alone.
B-cubed over reports compares the clusters with the incidents. A report that the corpus lists under two incidents counts for
the one it is listed under first.

The toll of an incident is that of the event with a toll that most of its reports tell of (of equals the one with more
claims by them): best figures of killed or wounded as `recoupe` reckons them for all victims; nothing said is none. Only incidents
count of which every report has the same figure in gold. Exact = right over all such incidents."""
import argparse, collections, json


def told_by(links):
    """{report: {event: how many of its claims tell of it}}"""
    told = collections.defaultdict(collections.Counter)
    for event in links["events"]:
        for claim in event["claims"]:
            told[links["claims"][claim]["report"]][event["id"]] += 1
    return told


def clusters(links, reports):
    """{report: name of its cluster}"""
    parent = {r: r for r in reports}

    def root(r):
        while parent[r] != r:
            r = parent[r] = parent[parent[r]]
        return r
    for event in links["events"]:
        members = [links["claims"][claim]["report"] for claim in event["claims"]]
        for r in members[1:]:
            parent[root(r)] = root(members[0])
    return {r: root(r) for r in reports}


def b_cubed(gold, found):
    """Precision, recall, F1; both map every report to the name of its cluster."""
    members = lambda of: {k: {r for r in of if of[r] == k} for k in set(of.values())}
    key, response = members(gold), members(found)
    p = sum(len(key[gold[r]] & response[found[r]]) / len(response[found[r]]) for r in gold) / len(gold)
    r = sum(len(key[gold[r]] & response[found[r]]) / len(key[gold[r]]) for r in gold) / len(gold)
    return p, r, 2 * p * r / (p + r)


def toll(links, event, effect):
    """Best figure for all victims: a total that names none holds those of the named."""
    rows = [e for e in links["estimates"] if e["event"] == event and e["effect"] == effect]
    total = [e["best"] for e in rows if not e.get("of")]
    return total[0] if total else sum(e["best"] for e in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports")
    parser.add_argument("links")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    reports = {}
    with open(options.reports, encoding="utf-8") as lines:
        for r in map(json.loads, lines):
            reports.setdefault(r["id"], r)
    with open(options.links, encoding="utf-8") as f:
        links = json.load(f)
    told = told_by(links)
    counted = {e["event"] for e in links["estimates"] if e["effect"] in ("killed", "wounded", "casualties")}
    gold = {i: r["gold"]["incident"] for i, r in reports.items()}
    found = clusters(links, reports)
    print("reports %d, incidents %d, claims %d, reports with a claim %d, events %d"
          % (len(reports), len(set(gold.values())), len(links["claims"]), len(told), len(links["events"])))
    print("reports by incident, B-cubed: P %.3f  R %.3f  F1 %.3f" % b_cubed(gold, found))
    of_incident = collections.defaultdict(list)
    for i in reports:
        of_incident[gold[i]].append(i)
    for name, effect in (("killed", "killed"), ("injured", "wounded")):
        asked = right = 0
        for incident, members in of_incident.items():
            figures = {reports[i]["gold"].get(name) for i in members}
            if len(figures) != 1 or None in figures:
                continue
            in_reports = collections.Counter(e for i in members if i in told for e in told[i])
            by_claims = sum((told[i] for i in members if i in told), collections.Counter())
            event = max(in_reports, key=lambda e: (e in counted, in_reports[e], by_claims[e]), default=None)
            got, want = toll(links, event, effect) if event else 0, figures.pop()
            asked += 1
            right += got == want
            if options.errors and got != want:
                print("%s %s: %g, gold %d, %s, reports %s" % (incident, name, got, want, event, " ".join(members)))
        print("%s: best is gold %.3f (%d of %d)" % (name, right / max(1, asked), right, asked))
    if options.errors:
        for i in reports:
            if i not in told:
                print("no claim: %s %s" % (i, reports[i].get("title")))


if __name__ == "__main__":
    main()
