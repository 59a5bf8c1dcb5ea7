# join, split, undo: what a person says is kept, wins over every later run, and can be taken back.
. "$ROOT/tests/cli/lib.sh"

first=$(ls "$EXAMPLES" | head -n 12 | sed "s|^|$EXAMPLES/|")
"$RECOUPE" add --quiet $first || exit 2

# event_of CLAIM: the event it is in.
event_of() { "$RECOUPE" claims --csv --report "${1%.*}" | sed -n "s/^$1,.*,\(E[0-9a-f]*\),.*/\1/p" | head -n 1; }

# Two events, and a claim that is in an event with others.
"$RECOUPE" export links --quiet >links.json
python3 - <<'X' >picked || exit 0
import json
events = json.load(open("links.json", encoding="utf-8"))["events"]
many = max(events, key=lambda e: len(e["claims"]))
others = [e for e in events if e is not many and len(e["claims"]) == 1]
print(many["id"], many["claims"][-1], others[0]["id"], others[0]["claims"][0], many["claims"][0])
X
read -r many last other alone head <picked

run show "$last"
expect_printed "^because of .* ([01]\.[0-9][0-9]): " "show says why a claim is in its event"
run join "$many" "$other"
expect_code 0 "join two events"
expect_printed "^E[0-9a-f]*$" "prints the event that they are now"
expect_said "entry 13 of the history" "says its entry of the history"
expect_equal "$(event_of "$alone")" "$(event_of "$head")" "they are one"
run show "$alone"
expect_printed "a person joined them" "and that is why"

"$RECOUPE" add --quiet "$EXAMPLES" || exit 2
expect_equal "$(event_of "$alone")" "$(event_of "$head")" "later reports do not undo it"
run split "$(event_of "$head")" "$alone"
expect_code 0 "split it again"
if [ "$(event_of "$alone")" != "$(event_of "$head")" ]; then ok "they are two"; else not_ok "they are two"; fi
run undo
expect_printed "^13  joined: .*$alone" "undo without an entry lists what holds"
run verify
expect_code 0 "the history still holds"

run undo 13
expect_code 0 "take the join back"
run undo 13
expect_code 5 "once only"
run undo 1
expect_code 5 "a report is no act"
run undo
cp out acts
expect_equal "$(grep -c . acts)" 1 "one act is left"
"$RECOUPE" undo "$(sed 's/ .*//' acts)" || exit 2
"$RECOUPE" export links --quiet >now.json
"$RECOUPE" add --quiet --ledger fresh.ledger "$EXAMPLES" || exit 2
"$RECOUPE" export links --quiet --ledger fresh.ledger >fresh.json
expect_same now.json fresh.json "and with both taken back all is as it would have been"
run split "$(event_of "$head")"
expect_code 0 "split without claims"
if [ "$(event_of "$last")" != "$(event_of "$head")" ]; then ok "sets all apart"; else not_ok "sets all apart"; fi

looked=$(event_of "$head")
run review "$looked"
expect_code 0 "review an event"
expect_equal "$(cat out)" "$looked" "it stays the event it is"
run events --event "$looked" --csv
expect_printed ',reviewed,' "and is reviewed from then on"
run undo "$("$RECOUPE" undo | sed -n 's/  reviewed:.*//p')"
run events --event "$looked" --csv
if grep -q ',reviewed,' out; then not_ok "undo a review" "$(cat out)"; else ok "undo a review"; fi
run review E00000000
expect_code 5 "review what is not there"
run review "$looked" "$looked"
expect_code 2 "review two"
run join E00000000 "$head"
expect_code 5 "an event that is not there"
expect_said "E00000000" "is named"
run join "$head"
expect_code 2 "join one"
run split "$(event_of "$alone")" nothing.1
expect_code 5 "a claim that is not of the event"
run undo x
expect_code 2 "undo what is no number"
run join --ledger none.ledger A B
expect_code 5 "a ledger that is not there"
if [ ! -e none.ledger ]; then ok "is not made"; else not_ok "is not made"; fi
finish
