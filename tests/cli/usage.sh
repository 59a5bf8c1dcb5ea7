# Exit codes, help, wrong command lines, and standard output that cannot be written.
. "$ROOT/tests/cli/lib.sh"
"$RECOUPE" add --quiet "$EXAMPLES" || exit 2

for command in extract said date number add events claims reports sources show export serve user verify explain actor outlet help version; do
    run help $command
    expect_code 0 "help $command"
    expect_printed "^recoupe $command" "and it is about $command"
    run $command --help
    expect_printed "^recoupe $command" "$command --help is the same"
done
run
expect_code 0 "no command: help"
run --version
expect_printed '^recoupe [0-9]*\.[0-9]*\.[0-9]*' "--version"
run help
for command in extract said date number add events claims reports sources show export serve user verify explain actor outlet; do
    expect_printed "^  $command " "help lists $command"
done

# What help lists stands in the manual page, in docs/CLI.md and in the completion, with every option that help explains.
"$RECOUPE" help >out
for command in $(sed -n 's/^  \([a-z]*\) .*/\1/p' out); do
    missing=""
    grep -q "^\.It Cm $command" "$ROOT/docs/recoupe.1" || missing="$missing recoupe.1"
    grep -q "^| .*\`$command" "$ROOT/docs/CLI.md" || missing="$missing CLI.md"
    grep -q "commands=.*[\" ]$command[\" ]" "$ROOT/share/completion/recoupe.bash" || missing="$missing completion"
    for option in $("$RECOUPE" help "$command" | grep -v '^  recoupe\|^  echo\|^  cat' | grep -o -- '--[a-z][a-z-]*' | sort -u); do
        grep -q -- "${option#--}" "$ROOT/docs/CLI.md" || missing="$missing $option:CLI.md"
        grep -q -- "Fl -${option#--}" "$ROOT/docs/recoupe.1" || missing="$missing $option:recoupe.1"
        grep -q -- "$option" "$ROOT/share/completion/recoupe.bash" || missing="$missing $option:completion"
    done
    expect_equal "$missing" "" "$command stands in the manual, CLI.md and the completion with its options"
done

wrong() { # wrong WHAT ARGS...
    what=$1
    shift
    run "$@"
    expect_code 2 "$what"
    if [ -s out ]; then not_ok "$what: prints nothing" "$(cat out)"; else ok "$what: prints nothing"; fi
    expect_said "^recoupe: .*recoupe help" "$what: names the help"
}
wrong "an unknown command" frobnicate
wrong "an unknown option" events --frobnicate
wrong "a word too many" claims word
wrong "an option without its value" events --place
wrong "a limit that is none" events --limit none
wrong "a limit of nothing" events --limit 0
wrong "a day that is none" events --since 2021-02-30
wrong "a day with something behind it" events --since 2021-02-03x
wrong "an unknown format" events --format xml
wrong "threads that are no number" events --threads many
wrong "a ledger without a name" events --ledger
wrong "a date on no day" date --on 2021-02-30 lundi
wrong "a number on a day" number --on 2021-02-03 dix
wrong "a date in no format" date --format csv lundi
wrong "an unknown export" export kml
wrong "an export as JSON" export acled --json
wrong "claims in the order of events" claims --sort date
wrong "days the wrong way round" events --since 2021-09-05 --until 2021-09-01
wrong "no export" export
wrong "output without a name" export acled -o
wrong "verify with a word" verify it
wrong "help on what is not there" help frobnicate

run --ledger test.ledger events --limit 1
expect_code 0 "options of every command may stand before it"
run events --ledger=test.ledger --limit=1
expect_code 0 "or be written with ="
(unset RECOUPE_LEDGER; "$RECOUPE" events >out 2>err)
expect_equal $? 5 "no ledger there: exit code 5"
expect_said "recoupe.ledger" "and the name it looked for"
run events --ledger none.ledger
expect_code 5 "events of a ledger that is not there"
if [ -e none.ledger ]; then not_ok "reading makes no ledger"; else ok "reading makes no ledger"; fi
run verify --ledger none.ledger
expect_code 5 "verify of a ledger that is not there"
RECOUPE_DATA=/nowhere/at/all "$RECOUPE" extract "$EXAMPLES" >out 2>err
code=$?
expect_said "/nowhere/at/all" "a data folder that is not there is named"
if [ $code -ne 0 ]; then ok "and is a failure"; else not_ok "and is a failure"; fi

if [ -w /dev/full ]; then
    full() { # full ARGS...
        code=0
        "$RECOUPE" "$@" >/dev/full 2>err || code=$?
        expect_code 3 "a full disk: $*"
        expect_said "cannot write" "a full disk: $* says so"
    }
    for format in table json csv; do
        for what in events claims reports sources; do full $what --format $format; done
    done
    for format in acled geojson jsonl; do full export $format; done
    full extract "$EXAMPLES"
    full verify
    full help
    full version
    full show "$("$RECOUPE" events --csv --limit 1 | tail -n 1 | cut -d, -f1)"
    run export acled -o /dev/full
    expect_code 3 "a full disk under --output"
    if [ -c /dev/full ]; then ok "and the device is still there"; else not_ok "and the device is still there"; fi
else
    skip "a full disk" "no /dev/full"
fi

"$RECOUPE" claims --csv 2>/dev/null | head -n 1 >out
expect_printed "^id," "a pipe that closes early"
finish
