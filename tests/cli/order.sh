# order: the same reports give the same events, whenever and in whatever order they are added.
. "$ROOT/tests/cli/lib.sh"

found() { # found LEDGER OUT: all that joining found
    "$RECOUPE" export links --quiet --ledger "$1" >"$2" 2>>links.err
}

find "$EXAMPLES" -type f | LC_ALL=C sort >files
"$RECOUPE" add --quiet --ledger all.ledger "$EXAMPLES"
found all.ledger all.links
python "there is something to compare" <<'X'
import json
links = json.load(open("all.links", encoding="utf-8"))
assert any(len(e["claims"]) > 1 for e in links["events"]) and links["copies"] and links["contradictions"]
X

awk 'NR % 2' files >odd
awk 'NR % 2 == 0' files >even
# The second half comes with a run of its own, as on another day: nothing but the ledger is left of the first.
for halves in "odd even" "even odd"; do
    set -- $halves
    rm -f halves.ledger*
    tr '\n' '\0' <"$1" | xargs -0 "$RECOUPE" add --quiet --ledger halves.ledger
    "$RECOUPE" events --quiet --ledger halves.ledger >/dev/null
    tr '\n' '\0' <"$2" | xargs -0 "$RECOUPE" add --quiet --ledger halves.ledger
    found halves.ledger halves.links
    expect_same all.links halves.links "in two halves, the $1 files first"
done

same=0
for seed in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    awk -v seed=$seed 'BEGIN { srand(seed) } { printf "%.9f\t%s\n", rand(), $0 }' files | LC_ALL=C sort | cut -f2 >shuffled
    rm -f shuffled.ledger*
    head -n 5 shuffled | tr '\n' '\0' | xargs -0 "$RECOUPE" add --quiet --ledger shuffled.ledger
    tail -n +6 shuffled | tr '\n' '\0' | xargs -0 "$RECOUPE" add --quiet --ledger shuffled.ledger
    found shuffled.ledger shuffled.links
    if cmp -s all.links shuffled.links; then same=$((same + 1)); else cp shuffled.links differs.links; fi
done
if [ $same = 20 ]; then ok "in 20 random orders, in two parts each"; else
    not_ok "in 20 random orders, in two parts each" "$same of 20 are the same" "$(diff all.links differs.links)"
fi
finish
