# verify: every kind of tampering with the file is seen and named.
. "$ROOT/tests/cli/lib.sh"
"$RECOUPE" add --quiet "$EXAMPLES" || exit 2
run verify
expect_code 0 "an untouched ledger"
expect_printed "16 reports.*all hold" "all hold"
if ! command -v python3 >/dev/null 2>&1; then
    skip "tampering" "no python3"
    finish
fi
cp test.ledger untouched.ledger

# tamper WHAT SQL: change a copy of the ledger behind its back; verify must see it.
tamper() {
    cp untouched.ledger t.ledger
    rm -f t.ledger-wal t.ledger-shm
    if ! SQL=$2 python3 - >python.log 2>&1 <<'X'
import os, sqlite3
db = sqlite3.connect("t.ledger")
triggers = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
for name in triggers: db.execute('DROP TRIGGER "%s"' % name)
before = db.total_changes
db.executescript(os.environ["SQL"]) if ";" in os.environ["SQL"] else db.execute(os.environ["SQL"])
assert db.total_changes > before, "nothing was changed"
db.commit()
X
    then
        not_ok "$1" "$(tail -n 1 python.log)"
        return
    fi
    run verify --ledger t.ledger
    expect_code 4 "$1"
    expect_printed "^broken: " "$1: the row is named"
}
tamper "a word of a report" "UPDATE report SET text = replace(text, 'a', 'o') WHERE no = (SELECT min(no) FROM report)"
tamper "a report's outlet" "UPDATE report SET outlet = 'Another Paper' WHERE no = (SELECT max(no) FROM report)"
tamper "a claim's record" "UPDATE claim SET record = replace(record, 'killed', 'wounded') WHERE record LIKE '%killed%'"
tamper "a claim taken out" "DELETE FROM claim WHERE no = (SELECT max(no) FROM claim)"
tamper "a report taken out" "PRAGMA foreign_keys = OFF; DELETE FROM report WHERE no = (SELECT max(no) FROM report)"
tamper "an entry of the history taken out" "DELETE FROM history WHERE seq = 5"
tamper "the last entry of the history taken out" "DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)"
tamper "two entries of the history in one another's place" \
    "UPDATE history SET seq = -1 WHERE seq = 3; UPDATE history SET seq = 3 WHERE seq = 4; UPDATE history SET seq = 4 WHERE seq = -1"
tamper "a detail in the history" "UPDATE history SET details = details || ' ' WHERE seq = 2"

head -c 20000 untouched.ledger >cut.ledger
run verify --ledger cut.ledger
if [ "$code" = 3 ] || [ "$code" = 4 ]; then ok "a file cut short"; else not_ok "a file cut short" "exit code $code" "$(cat out err)"; fi
run verify
expect_code 0 "the untouched one still holds"
finish
