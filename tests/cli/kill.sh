# add killed at any moment: no report half-stored, and a later run ends where an undisturbed one does.
. "$ROOT/tests/cli/lib.sh"

# 300 reports of many words, every tenth a reprint.
awk 'BEGIN {
    srand(7)
    split("Goma Masisi Rutshuru Sake Kitchanga Beni Butembo Bukavu", town, " ")
    for (i = 0; i < 300; i++) {
        n = i % 10 == 9 ? i - 1 : i
        text = ""
        for (k = 0; k < 4; k++) {
            t = town[1 + (n * 7 + k * 3) % 8]
            text = text sprintf("The M23 said on Wednesday it had killed %d soldiers near %s. ", 2 + (n * 13 + k) % 60, t)
            text = text sprintf("The army denied that, and a witness in %s counted %d wounded. ", t, 1 + (n + k) % 20)
        }
        printf "{\"id\": \"k%03d\", \"lang\": \"en\", \"published\": \"2023-%02d-%02d\", \"outlet\": \"Paper %d\", \"text\": \"%s\"}\n",
               i, 1 + n % 12, 1 + n % 28, i % 7, text
    }
}' >reports.jsonl

lists() { for what in claims reports events; do "$RECOUPE" $what --ledger "$1" --csv >"$2.$what" 2>>lists.err; done; }

begun=$(date +%s%N)
run add --ledger clean.ledger reports.jsonl
took=$((($(date +%s%N) - begun) / 1000000))
expect_code 0 "a run that nothing disturbs"
expect_said "300 new reports" "300 reports"
lists clean.ledger clean

KILLS=22
k=0
tried=0
while [ $k -lt $KILLS ] && [ $tried -lt 80 ]; do
    tried=$((tried + 1))
    rm -f killed.ledger killed.ledger-wal killed.ledger-shm
    # Moments spread over the run, a little random.
    "$RECOUPE" add --quiet --ledger killed.ledger reports.jsonl 2>/dev/null &
    pid=$!
    random=$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')
    ms=$((took * k / KILLS + random % 20))
    sleep "$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))"
    if ! kill -KILL $pid 2>/dev/null; then # it had ended: the machine is faster now
        took=$((took * 9 / 10))
        wait $pid 2>/dev/null
        continue
    fi
    wait $pid 2>/dev/null
    if [ -e killed.ledger ]; then
        run verify --ledger killed.ledger
        # Killed before its tables were made, the file is an empty one: nothing of a report is in it.
        if [ "$code" != 0 ] && ! grep -q "is empty, no report" err; then not_ok "verify after kill $k at $ms ms" "exit code $code" "$(cat out err)"; fi
    fi
    run add --ledger killed.ledger reports.jsonl
    if [ "$code" != 0 ]; then not_ok "run to the end after kill $k at $ms ms" "exit code $code" "$(cat err)"; fi
    lists killed.ledger killed
    for what in claims reports events; do
        cmp -s clean.$what killed.$what ||
            not_ok "$what after kill $k at $ms ms" "$(diff clean.$what killed.$what | head -n 5)"
    done
    run verify --ledger killed.ledger
    if [ "$code" != 0 ]; then not_ok "verify at the end after kill $k" "$(cat out err)"; fi
    k=$((k + 1))
done
expect_equal "$k" "$KILLS" "killed at $KILLS moments while it ran"
if [ $bad = 0 ]; then ok "each run that was killed ends where the clean one does, and verify holds"; fi

rm -f killed.ledger*
"$RECOUPE" add --quiet --ledger killed.ledger reports.jsonl 2>/dev/null &
pid=$!
i=0
while [ ! -s killed.ledger-wal ] && [ $i -lt 100 ]; do # until it has begun to write
    sleep 0.05
    i=$((i + 1))
done
sleep 0.05
kill -KILL $pid 2>/dev/null
wait $pid 2>/dev/null
if [ -e killed.ledger ]; then
    run events --ledger killed.ledger --csv
    expect_code 0 "after a kill, events shows what is there"
else
    skip "after a kill, events shows what is there" "nothing was written yet"
fi
finish
