# What the command-line tests share. $RECOUPE is the program, $ROOT the source folder, $WORK a folder of the test's own.
# Each check prints one line: "ok WHAT", "not ok WHAT" (with what was seen below it, indented) or "skip WHAT: WHY".
set -u
cd "$WORK" || exit 2
bad=0
unset RECOUPE_LEDGER NO_COLOR
export RECOUPE_HOME="$WORK/home"
RECOUPE_LEDGER=$WORK/test.ledger
export RECOUPE_LEDGER
EXAMPLES=$ROOT/examples/panjshir

ok() { echo "ok $1"; }
not_ok() {
    echo "not ok $1"
    shift
    for line in "$@"; do printf '%s\n' "$line" | head -n 20 | sed 's/^/    /'; done
    bad=1
}
skip() { echo "skip $1: $2"; }
finish() { exit $bad; }

# run ARGS...: the program, with its output in `out`, its messages in `err` and its exit code in $code.
run() {
    code=0
    "$RECOUPE" "$@" >out 2>err || code=$?
}

# expect_code CODE WHAT: the last run ended with CODE.
expect_code() {
    if [ "$code" = "$1" ]; then ok "$2"; else not_ok "$2" "exit code $code, not $1" "$(cat err)"; fi
}

# expect_said PATTERN WHAT / expect_printed PATTERN WHAT: a basic regular expression in the messages / in the output.
expect_said() { if grep -q -- "$1" err; then ok "$2"; else not_ok "$2" "no '$1' in:" "$(cat err)"; fi; }
expect_printed() { if grep -q -- "$1" out; then ok "$2"; else not_ok "$2" "no '$1' in:" "$(head -c 2000 out)"; fi; }

expect_same() { if cmp -s "$1" "$2"; then ok "$3"; else not_ok "$3" "$(diff "$1" "$2" | head -n 20)"; fi; }
expect_equal() { if [ "$1" = "$2" ]; then ok "$3"; else not_ok "$3" "'$1' is not '$2'"; fi; }

# python WHAT < program: a check written in Python; it says why when it fails. Without python3 it is left out.
python() {
    if ! command -v python3 >/dev/null 2>&1; then
        skip "$1" "no python3"
        return 0
    fi
    if python3 - >python.log 2>&1; then ok "$1"; else not_ok "$1" "$(tail -n 5 python.log)"; fi
}
