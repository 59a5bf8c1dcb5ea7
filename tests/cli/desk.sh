# The review desk: accounts, the API as described, what is refused. The pages: scripts/run-tests BUILD pages.
. "$ROOT/tests/cli/lib.sh"
run serve --port many
expect_code 2 "a port that is none"
run serve --frobnicate
expect_code 2 "an option that is none"
run serve --listen nowhere
expect_code 2 "an address that is none"
expect_said "nowhere" "and it is named"
run user
expect_code 2 "user without a word"
run user remove nobody
expect_code 5 "removing who is not there"
if command -v python3 >/dev/null 2>&1; then
    PYTHONDONTWRITEBYTECODE=1 python3 "$ROOT/tests/desk/api.py" || bad=1
    PYTHONDONTWRITEBYTECODE=1 python3 "$ROOT/tests/desk/guard.py" || bad=1
    PYTHONDONTWRITEBYTECODE=1 python3 "$ROOT/tests/desk/exports.py" || bad=1
else
    skip "the desk's API" "no python3"
fi
finish
