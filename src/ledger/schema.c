/* The tables, as numbered steps: step i leads from user_version i to i + 1. A step that has been in a release is never
 * changed; a new one is added. docs/LEDGER.md explains every table. */
#include "ledger/sql.h"

static const char evidence[] =
    "CREATE TABLE history ("
    " seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, details TEXT NOT NULL,"
    " prev_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT;"
    "CREATE TABLE report ("
    " no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, content TEXT NOT NULL UNIQUE,"
    " seq INTEGER NOT NULL REFERENCES history (seq) DEFERRABLE INITIALLY DEFERRED,"
    " lang TEXT NOT NULL, published TEXT NOT NULL, day INTEGER, outlet TEXT NOT NULL, url TEXT NOT NULL,"
    " title TEXT NOT NULL, text TEXT NOT NULL, path TEXT NOT NULL, charset TEXT NOT NULL, n_claims INTEGER NOT NULL,"
    " hash TEXT NOT NULL) STRICT;"
    "CREATE VIRTUAL TABLE report_text USING fts5 ("
    " title, text, content = 'report', content_rowid = 'no', tokenize = \"unicode61 remove_diacritics 2\");"
    "CREATE TABLE claim ("
    " no INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report (no), ordinal INTEGER NOT NULL,"
    " type TEXT NOT NULL, subtype TEXT NOT NULL, day_from INTEGER, day_to INTEGER, lat REAL, lon REAL,"
    " place TEXT NOT NULL, places TEXT NOT NULL, origin TEXT NOT NULL, origin_party TEXT NOT NULL,"
    " polarity TEXT NOT NULL, certainty TEXT NOT NULL, reality TEXT NOT NULL, record TEXT NOT NULL,"
    " hash TEXT NOT NULL, UNIQUE (report, ordinal)) STRICT;"
    "CREATE TABLE claim_party ("
    " claim INTEGER NOT NULL REFERENCES claim (no), at INTEGER NOT NULL, role TEXT NOT NULL, party TEXT NOT NULL,"
    " key TEXT NOT NULL, PRIMARY KEY (claim, at)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE claim_loss ("
    " claim INTEGER NOT NULL REFERENCES claim (no), at INTEGER NOT NULL, effect TEXT NOT NULL, of TEXT NOT NULL,"
    " kind TEXT NOT NULL, low REAL, high REAL, approx INTEGER NOT NULL, part INTEGER NOT NULL,"
    " PRIMARY KEY (claim, at)) STRICT, WITHOUT ROWID;"
    /* Evidence is added, never changed. This guards against accidents; against intent there is the chain. */
    "CREATE TRIGGER history_keep BEFORE UPDATE ON history BEGIN SELECT raise(ABORT, 'history is append-only'); END;"
    "CREATE TRIGGER history_stay BEFORE DELETE ON history BEGIN SELECT raise(ABORT, 'history is append-only'); END;"
    "CREATE TRIGGER report_keep BEFORE UPDATE ON report BEGIN SELECT raise(ABORT, 'reports are append-only'); END;"
    "CREATE TRIGGER report_stay BEFORE DELETE ON report BEGIN SELECT raise(ABORT, 'reports are append-only'); END;"
    "CREATE TRIGGER claim_keep BEFORE UPDATE ON claim BEGIN SELECT raise(ABORT, 'claims are append-only'); END;"
    "CREATE TRIGGER claim_stay BEFORE DELETE ON claim BEGIN SELECT raise(ABORT, 'claims are append-only'); END;";

static const char derived[] =
    "CREATE TABLE state (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE event ("
    " no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, subtype TEXT NOT NULL,"
    " day_from INTEGER, day_to INTEGER, told_from INTEGER, told_to INTEGER, place TEXT NOT NULL, lat REAL, lon REAL,"
    " precision TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, status TEXT NOT NULL,"
    " n_claims INTEGER NOT NULL, n_origins INTEGER NOT NULL, n_reports INTEGER NOT NULL) STRICT;"
    "CREATE TABLE event_claim ("
    " event INTEGER NOT NULL REFERENCES event (no), at INTEGER NOT NULL,"
    " claim INTEGER NOT NULL REFERENCES claim (no), origin INTEGER NOT NULL,"
    " PRIMARY KEY (event, at)) STRICT, WITHOUT ROWID;"
    "CREATE UNIQUE INDEX event_of_claim ON event_claim (claim);"
    "CREATE TABLE contradiction ("
    " event INTEGER NOT NULL REFERENCES event (no), at INTEGER NOT NULL, kind TEXT NOT NULL,"
    " a INTEGER NOT NULL REFERENCES claim (no), b INTEGER NOT NULL REFERENCES claim (no), why TEXT NOT NULL,"
    " PRIMARY KEY (event, at)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE copy ("
    " copy INTEGER PRIMARY KEY REFERENCES report (no), original INTEGER NOT NULL REFERENCES report (no),"
    " kind TEXT NOT NULL, similarity REAL NOT NULL, why TEXT NOT NULL) STRICT;";

/* Events are made again by the program that knows these columns. */
static const char listing[] =
    "ALTER TABLE event ADD COLUMN spread REAL NOT NULL DEFAULT 0;"
    "CREATE INDEX event_by_dispute ON event ((status = 'contested') DESC, n_origins DESC, told_to DESC, id);"
    "CREATE INDEX event_by_spread ON event (spread DESC, n_origins DESC, told_to DESC, id);"
    "CREATE INDEX event_by_date ON event (told_to DESC, n_origins DESC, id);"
    "CREATE INDEX event_by_origins ON event (n_origins DESC, told_to DESC, id);"
    "DELETE FROM state;";

/* Why each claim is in its event. The state of older ledgers counted reports; without one they are joined anew. */
static const char reasons[] = "CREATE TABLE event_link ("
                              " event INTEGER NOT NULL REFERENCES event (no), at INTEGER NOT NULL,"
                              " claim INTEGER NOT NULL REFERENCES claim (no), other INTEGER REFERENCES claim (no),"
                              " score REAL NOT NULL, why TEXT NOT NULL, PRIMARY KEY (event, at)) STRICT, WITHOUT ROWID;"
                              "CREATE INDEX event_link_of ON event_link (claim);"
                              "CREATE INDEX history_kind ON history (kind) WHERE kind <> 'report';"
                              "DELETE FROM state;";

/* What people do, and what follows from it. `act` and all below it are made from the entries of the history. */
static const char review[] =
    "CREATE TABLE account ("
    " name TEXT PRIMARY KEY, role TEXT NOT NULL, secret TEXT NOT NULL, made TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE act ("
    " seq INTEGER PRIMARY KEY REFERENCES history (seq), at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,"
    " kind TEXT NOT NULL, target TEXT NOT NULL, report INTEGER, value TEXT NOT NULL, reason TEXT NOT NULL,"
    " undone INTEGER) STRICT;"
    "CREATE INDEX act_of_target ON act (kind, target);"
    "CREATE INDEX act_of_report ON act (report);"
    "CREATE TABLE act_claim ("
    " claim INTEGER NOT NULL REFERENCES claim (no), seq INTEGER NOT NULL REFERENCES act (seq), at INTEGER NOT NULL,"
    " PRIMARY KEY (claim, seq)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX act_claim_of_act ON act_claim (seq, at);"
    "CREATE TABLE claim_now ("
    " claim INTEGER PRIMARY KEY REFERENCES claim (no), state TEXT NOT NULL, type TEXT, subtype TEXT, day_from INTEGER,"
    " day_to INTEGER, lat REAL, lon REAL, place TEXT, places TEXT, origin TEXT, origin_party TEXT, polarity TEXT,"
    " certainty TEXT, reality TEXT, record TEXT) STRICT;"
    "CREATE TABLE claim_now_party ("
    " claim INTEGER NOT NULL REFERENCES claim_now (claim), at INTEGER NOT NULL, role TEXT NOT NULL,"
    " party TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (claim, at)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE event_alias (id TEXT PRIMARY KEY, claim INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE event_rank ("
    " event INTEGER PRIMARY KEY, rank INTEGER NOT NULL, spread REAL NOT NULL, day INTEGER NOT NULL,"
    " n_contradictions INTEGER NOT NULL) STRICT;"
    "CREATE INDEX event_rank_order ON event_rank (rank, spread DESC, day DESC, event);"
    "CREATE INDEX event_rank_day ON event_rank (day DESC, event);"
    "CREATE TABLE event_tag ("
    " kind TEXT NOT NULL, value TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (kind, value, event))"
    " STRICT, WITHOUT ROWID;"
    "CREATE INDEX event_tag_of_event ON event_tag (event);"
    "CREATE INDEX event_told ON event (told_from, told_to);"
    "DELETE FROM state;"; /* events are joined anew, with their ranks and tags */

/* What a map and a timeline ask of every event stands in an index each. Events are tagged anew: "only to the country"
 * is a way of being on the map. */
static const char panels[] = "CREATE INDEX event_by_point ON event (lat, lon, precision, country, status);"
                             "DROP INDEX event_told;"
                             "CREATE INDEX event_told ON event (told_from, told_to, status, day_from);"
                             "DELETE FROM state;";

/* Reports by their entry of the history: without it each new entry would be looked for in all reports, which name it.
 */
static const char entries[] = "CREATE INDEX report_of_entry ON report (seq);";

/* What joining one more report needs to know of all others: where claims and reports are found, and which claims and
 * reports have been found alike (ledger/join.h). `todo` are reports that are to be joined, or joined anew. Older
 * ledgers are joined from the beginning. */
static const char joining[] =
    "CREATE TABLE join_todo (report INTEGER PRIMARY KEY) STRICT;"
    "CREATE TABLE join_report (report INTEGER PRIMARY KEY, day INTEGER NOT NULL, claims BLOB NOT NULL,"
    " prints BLOB NOT NULL) STRICT;"
    "CREATE INDEX join_report_day ON join_report (day);"
    "CREATE TABLE join_key ("
    " key INTEGER NOT NULL, day INTEGER NOT NULL, id TEXT NOT NULL, ordinal INTEGER NOT NULL, report INTEGER NOT NULL,"
    " PRIMARY KEY (key, day, id, ordinal)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE join_pair ("
    " later INTEGER NOT NULL, earlier INTEGER NOT NULL, score REAL NOT NULL, later_report INTEGER NOT NULL,"
    " later_day INTEGER NOT NULL, earlier_report INTEGER NOT NULL, PRIMARY KEY (later, earlier)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX join_pair_later ON join_pair (earlier, later_day, later_report, score);"
    "CREATE TABLE copy_pair ("
    " looker INTEGER NOT NULL, candidate INTEGER NOT NULL, copy INTEGER NOT NULL, original INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, similarity REAL NOT NULL, strength REAL NOT NULL, why TEXT NOT NULL,"
    " PRIMARY KEY (looker, candidate)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX copy_pair_candidate ON copy_pair (candidate);"
    "CREATE INDEX copy_pair_copy ON copy_pair (copy, strength DESC);"
    "CREATE INDEX copy_original ON copy (original);"
    "INSERT INTO join_todo SELECT no FROM report;"
    "DELETE FROM event_link; DELETE FROM contradiction; DELETE FROM event_rank; DELETE FROM event_tag;"
    "INSERT OR REPLACE INTO event_alias SELECT e.id, m.claim FROM event e JOIN event_claim m ON m.event = e.no AND"
    " m.at = 0;"
    "DELETE FROM event_claim; DELETE FROM event; DELETE FROM copy; DELETE FROM state;"
    "INSERT INTO state SELECT 'joined entries', coalesce(max(seq), 0) FROM history;";

/* Counts of tags, and the tags of an event beside what filters ask of it, so that a facet costs one walk over a small
 * table. */
static const char facets[] =
    "CREATE TABLE tag_value (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL,"
    " UNIQUE (kind, value)) STRICT;"
    "CREATE INDEX tag_value_most ON tag_value (kind, n DESC, value);"
    "CREATE TRIGGER event_tag_come AFTER INSERT ON event_tag BEGIN"
    " INSERT INTO tag_value (kind, value, n) VALUES (new.kind, new.value, 1) ON CONFLICT (kind, value) DO UPDATE SET"
    " n = n + 1; END;"
    "CREATE TRIGGER event_tag_go AFTER DELETE ON event_tag BEGIN"
    " UPDATE tag_value SET n = n - 1 WHERE kind = old.kind AND value = old.value; END;"
    "CREATE TABLE event_facet (event INTEGER PRIMARY KEY, told_from INTEGER, told_to INTEGER, lat REAL, lon REAL,"
    " tags TEXT NOT NULL) STRICT;"
    "INSERT INTO tag_value (kind, value, n) SELECT kind, value, count(*) FROM event_tag GROUP BY kind, "
    "value;" RC_FILL_FACETS ";";

/* A list of events with one status is walked in the index alone: that status may stand far behind in the order. */
static const char statuses[] =
    "ALTER TABLE event_rank ADD COLUMN status TEXT NOT NULL DEFAULT '';"
    "UPDATE event_rank SET status = (SELECT e.status FROM event e WHERE e.no = event_rank.event);"
    "DROP INDEX event_rank_order;"
    "DROP INDEX event_rank_day;"
    "CREATE INDEX event_rank_order ON event_rank (rank, spread DESC, day DESC, event, status);"
    "CREATE INDEX event_rank_day ON event_rank (day DESC, event, status);";

/* Spellings of one place: those that stand for one point, or without a point for one name. Of a spelling that stands
 * for several the least counts, whichever came first. */
static const char spellings[] =
    "CREATE TABLE place_spelling (value TEXT PRIMARY KEY, place TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX place_spelling_place ON place_spelling (place, value);"
    "INSERT INTO place_spelling SELECT place, min(CASE WHEN lat IS NULL THEN 'name ' || lower(place)"
    " ELSE printf('%.4f %.4f ', lat, lon) || precision END) FROM event WHERE place <> '' GROUP BY place;";

/* What one report adds to the two widest indices would lie on a page of its own each: keys of claims, and tags. It is
 * written side by side at first, and moved there with that of many others, in its order (join_fresh.c, rank.c). Values
 * of tags are counted by who writes them. */
static const char fresh[] =
    "CREATE TABLE join_fresh (report INTEGER PRIMARY KEY) STRICT;"
    "DROP TRIGGER event_tag_come;"
    "DROP TRIGGER event_tag_go;"
    "DROP INDEX tag_value_most;"
    "ALTER TABLE event_tag RENAME TO tag_row;"
    "CREATE TABLE tag_fresh (event INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY (event, kind, value)) STRICT, WITHOUT ROWID;"
    "CREATE VIEW event_tag AS SELECT kind, value, event FROM tag_row UNION ALL SELECT kind, value, event FROM"
    " tag_fresh;";

/* Fingerprints by a few of their keys, on disk: copies of any age. What is there is joined anew, to be found. */
static const char distant[] =
    "CREATE TABLE join_print (key INTEGER NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL,"
    " PRIMARY KEY (key, day, report)) STRICT, WITHOUT ROWID;"
    "INSERT OR IGNORE INTO join_todo SELECT no FROM report;";

/* Those of reports without a day too, and of texts with few names and numbers, whose fingerprints have fewer than
 * COPY_FAR_KEYS pairs behind the 41 other keys. The pairs of one claim would go to a page of join_pair_later each: they
 * are written side by side at first. Two orders of events are made of their first column, so that one origin more does
 * not move an event in them. */
static const char undated[] =
    "CREATE TABLE pair_fresh ("
    " later INTEGER NOT NULL, earlier INTEGER NOT NULL, score REAL NOT NULL, later_report INTEGER NOT NULL,"
    " later_day INTEGER NOT NULL, earlier_report INTEGER NOT NULL, PRIMARY KEY (later, earlier)) STRICT, WITHOUT ROWID;"
    "DROP INDEX event_link_of;"
    "DROP INDEX event_by_spread;"
    "DROP INDEX event_by_date;"
    "CREATE INDEX event_by_spread ON event (spread DESC);"
    "CREATE INDEX event_by_date ON event (told_to DESC);"
    "INSERT OR IGNORE INTO join_todo SELECT report FROM join_report WHERE day = 2147483647 OR length(prints) < 8 * 57;";

static const char *const migrations[] = {evidence, derived, listing,  reasons,   review, panels,  entries,
                                         joining,  facets,  statuses, spellings, fresh,  distant, undated};

int rc_schema_version(void)
{
    return (int)(sizeof migrations / sizeof *migrations);
}

const char *rc_schema_migration(int from)
{
    return migrations[from];
}
