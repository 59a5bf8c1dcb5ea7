"""What a ledger joined, as JSON for scoring: links.py LEDGER RECORDS.jsonl (the same ledger's `export jsonl`)."""
import collections, json, sqlite3, sys

db = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True)
claim_ids, claims = {}, {}
for no, report, ordinal in db.execute("SELECT c.no, r.id, c.ordinal FROM claim c JOIN report r ON r.no = c.report"):
    claim_ids[no] = "%s.%d" % (report, ordinal)
for line in open(sys.argv[2], encoding="utf-8"):
    record = json.loads(line)
    for n, claim in enumerate(record["claims"], 1):
        claims["%s.%d" % (record["id"], n)] = dict(claim, report=record["id"])

events, origins = collections.defaultdict(list), collections.defaultdict(list)
for event, claim, origin in db.execute(
        "SELECT e.id, ec.claim, ec.origin FROM event_claim ec JOIN event e ON e.no = ec.event ORDER BY e.id, ec.at"):
    events[event].append(claim_ids[claim])
    origins[event, origin].append(claim_ids[claim])
copies = collections.defaultdict(set)
for copy, original in db.execute("SELECT c.id, o.id FROM copy JOIN report c ON c.no = copy.copy"
                                 " JOIN report o ON o.no = copy.original"):
    copies[original] |= {original, copy}
json.dump({"claims": claims,
           "events": [{"id": key, "claims": value} for key, value in events.items()],
           "same_origin": [value for value in origins.values() if len(value) > 1],
           "copies": [{"reports": sorted(value)} for value in copies.values()],
           "contradictions": [{"claims": [claim_ids[a], claim_ids[b]]}
                              for a, b in db.execute("SELECT a, b FROM contradiction")]}, sys.stdout)
