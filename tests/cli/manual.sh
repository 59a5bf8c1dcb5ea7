# The examples of the manual are what the program prints; the man page has no faults.
. "$ROOT/tests/cli/lib.sh"
if command -v python3 >/dev/null 2>&1; then
    for page in README.md docs/CLI.md; do
        if RECOUPE=$RECOUPE python3 "$ROOT/scripts/manual" "$ROOT/$page" >log 2>&1; then
            ok "examples of $page"
        else
            not_ok "examples of $page" "$(cat log)"
        fi
    done
else
    skip "examples of the manual" "no python3"
fi
if command -v mandoc >/dev/null 2>&1; then
    # Whether other pages are installed on this machine is not the page's fault.
    mandoc -T lint "$ROOT/docs/recoupe.1" 2>/dev/null | grep -v 'outdated mandoc.db\|referenced manual not found' >log
    if [ -s log ]; then not_ok "recoupe(1)" "$(cat log)"; else ok "recoupe(1)"; fi
else
    skip "recoupe(1)" "no mandoc"
fi
for option in $(sed -n 's/^  *\(--[a-z]*\).*/\1/p' "$ROOT/src/cli/options.h" "$ROOT/src/cli/commands.c" | sort -u); do
    grep -q -- "-${option#--}\b" "$ROOT/docs/recoupe.1" && grep -q -- "$option" "$ROOT/docs/CLI.md" ||
        not_ok "$option is in recoupe(1) and CLI.md"
done
for command in extract said date number add events claims reports sources show export serve user verify explain actor outlet help version; do
    grep -q "It Cm $command" "$ROOT/docs/recoupe.1" || [ -n "$(sed -n "/^.Cm.*$command/p" "$ROOT/docs/recoupe.1")" ] ||
        not_ok "$command is in recoupe(1)"
done
ok "commands and options are documented"
finish
