"""A great ledger out of a joined small one, for measuring how it is read: multiply.py FILE TIMES writes every report,
claim and event TIMES times, each time at later days, at towns and with ids of its own. The history of such a ledger does
not verify, and nothing can be joined to the copies: it is for reading only."""
import sqlite3
import sys

OWN = {"report": ("no",), "claim": ("no", "report"), "claim_party": ("claim",), "claim_loss": ("claim",),
       "event": ("no",), "event_claim": ("event", "claim"), "event_link": ("event", "claim", "other"),
       "contradiction": ("event", "a", "b"), "copy": ("copy", "original"), "event_rank": ("event",),
       "tag_row": ("event",)}
DAYS = {"report": ("day",), "claim": ("day_from", "day_to"), "event": ("day_from", "day_to", "told_from", "told_to"),
        "event_rank": ("day",)}
OF_REPORT, OF_EVENT = ("report", "copy", "original"), ("event",)


KINDS = "type side place country outlet lang status clash located dated work assignee".split()
FILL = ("INSERT OR REPLACE INTO event_facet SELECT e.no, e.told_from, e.told_to, e.lat, e.lon, coalesce((SELECT"
        " group_concat(v.id * 16 + CASE t.kind " + " ".join(f"WHEN '{k}' THEN {i}" for i, k in enumerate(KINDS)) +
        " END, ' ') FROM tag_row t JOIN tag_value v ON v.kind = t.kind AND v.value = t.value WHERE t.event = e.no), '')"
        " FROM event e")


def offset_of(table, column, shift):
    if table == "report" and column == "no" or column in OF_REPORT:
        return shift["report"]
    if table == "event" and column == "no" or column in OF_EVENT:
        return shift["event"]
    return shift["claim"]


def multiply(db, times):
    db.execute("INSERT INTO tag_row (kind, value, event) SELECT kind, value, event FROM tag_fresh")
    db.execute("DELETE FROM tag_fresh")
    columns = {t: [r[1] for r in db.execute(f"PRAGMA table_info({t})")] for t in OWN}
    most = {t: db.execute(f"SELECT max(no) FROM {t}").fetchone()[0] for t in ("report", "claim", "event")}
    first, last = db.execute("SELECT min(day), max(day) FROM report").fetchone()
    db.execute("PRAGMA foreign_keys = OFF")
    for k in range(1, times):
        shift = {t: n * k for t, n in most.items()}
        for table, own in OWN.items():
            picked = []
            for c in columns[table]:
                value = c
                if c in own:
                    value = f"{c} + {offset_of(table, c, shift)}"
                elif c in DAYS.get(table, ()):
                    value = f"{c} + {k * (last - first + 1)}"
                elif c in ("id", "content") or (c == "place" and table != "claim_party"):
                    value = f"CASE WHEN {c} = '' THEN '' ELSE {c} || '-{k}' END"
                elif table == "tag_row" and c == "value":
                    value = f"CASE WHEN kind = 'place' THEN value || '-{k}' ELSE value END"
                picked.append(value)
            key = {"report": "no", "claim": "no", "event": "no", "copy": "copy"}.get(table, own[0])
            limit = {"report": most["report"], "event": most["event"]}.get(
                table, most["report"] if key == "copy" else most["event"] if key == "event" else most["claim"])
            db.execute(f"INSERT INTO {table} ({', '.join(columns[table])}) SELECT {', '.join(picked)} FROM {table}"
                       f" WHERE {key} <= {limit}")
        db.execute(f"INSERT INTO report_text (rowid, title, text) SELECT no, title, text FROM report WHERE no >"
                   f" {shift['report']}")
        db.commit()
    db.execute("INSERT OR REPLACE INTO state SELECT 'last event', max(no) FROM event")
    db.execute("INSERT INTO tag_value (kind, value, n) SELECT kind, value, count(*) FROM tag_row GROUP BY 1, 2"
               " ON CONFLICT (kind, value) DO UPDATE SET n = excluded.n")
    db.execute(FILL.replace("FROM event e", "FROM event e WHERE e.no > ?"), (most["event"],))
    db.commit()
    for table in ("report", "claim", "event"):
        print(table, db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


if __name__ == "__main__":
    multiply(sqlite3.connect(sys.argv[1]), int(sys.argv[2]))
