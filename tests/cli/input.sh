# Bad input: each item is skipped with a message that names the file and the byte or line, everything else is read, and
# the exit code is 1.
. "$ROOT/tests/cli/lib.sh"
printf 'The rebels said on Wednesday they had killed 40 soldiers in Goma.\n' >good.txt

# bad FILE PATTERN WHAT: FILE between two good ones; they are read, FILE is named with what PATTERN says.
bad_item() {
    printf 'Les rebelles ont tué douze soldats à Goma mercredi.\n' >again.txt
    run extract good.txt "$1" again.txt
    expect_code 1 "$3: exit code 1"
    expect_equal "$(wc -l <out)" 2 "$3: the others are read"
    if grep -q "skipped: .*$(basename "$1").*$2\|skipped: .*$2.*$(basename "$1")" err; then
        ok "$3: named with its place"
    else
        not_ok "$3: named with its place" "no '$(basename "$1")' with '$2' in:" "$(head -c 600 err)"
    fi
    expect_said "read 2 reports.*skipped [1-9]" "$3: counted"
}
# fine FILE N WHAT: FILE is read, N reports of it.
fine() {
    run extract "$1"
    expect_code 0 "$3"
    expect_equal "$(wc -l <out)" "$2" "$3: $2 reports"
}

head -c 5000 /dev/urandom >noise.bin
printf '\0\1\2' >>noise.bin
bad_item noise.bin 'byte [0-9]' "a binary file"
printf '\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0' >program.txt
bad_item program.txt 'byte [0-9]' "a program named .txt"
: >empty.txt
bad_item empty.txt '' "an empty file"
printf ' \n\t\n' >blank.txt
bad_item blank.txt '' "a file of white space"
bad_item missing.txt 'No such file' "a path that is not there"
printf '{"text": "The rebels killed 40 soldiers in Goma.", "id": "cut' >cut.json
bad_item cut.json '[0-9]' "JSON cut in half"
printf '{"text": 7}\n' >wrong.json
bad_item wrong.json '' "JSON whose text is a number"
printf '[1, 2' >list.json
bad_item list.json '[0-9]' "a list cut in half"
awk 'BEGIN { for (i = 0; i < 700000; i++) printf "The rebels killed 40 soldiers in Goma on Wednesday, the army said. "; print "" }' >long.txt
bad_item long.txt 'MB' "a line of 47 MB"

cat >lines.jsonl <<'X'
{"id": "a", "text": "The rebels killed 40 soldiers in Goma."}
{"id": "b", "text": "The rebels killed
{"id": "c", "text": "The army killed 12 rebels in Goma."}
not JSON at all

{"id": "d", "text": "The rebels killed six soldiers in Goma."}
X
run extract lines.jsonl
expect_code 1 "JSON Lines with two bad lines"
expect_equal "$(wc -l <out)" 3 "the three others are read"
expect_said "lines.jsonl:2" "the first bad line by its number"
expect_said "lines.jsonl:4" "the second bad line by its number"
run add lines.jsonl
expect_code 1 "add reads them too"
expect_said "3 new reports" "and keeps the three"

printf 'Les rebelles ont tu\351 douze soldats \340 Goma, a affirm\351 l\222arm\351e.\n' >latin.txt
fine latin.txt 1 "a text in Windows-1252"
if grep -q 'tué douze soldats à Goma, a affirmé l’armée' out; then ok "its accents are right"; else not_ok "its accents are right" "$(cat out)"; fi
printf 'The rebels killed 40 soldiers \377\376 in Goma on Wednesday, \303( the army said.\n' >broken.txt
run extract broken.txt
if [ "$code" = 0 ] || [ "$code" = 1 ]; then ok "invalid UTF-8 ends in order"; else not_ok "invalid UTF-8 ends in order" "exit code $code"; fi
if command -v iconv >/dev/null 2>&1; then
    printf 'Les rebelles ont tué 40 soldats à Goma mercredi, a affirmé l’armée.\n' >utf8.txt
    for form in UTF-16LE UTF-16BE; do
        if [ $form = UTF-16LE ]; then printf '\377\376' >$form.txt; else printf '\376\377' >$form.txt; fi
        iconv -f UTF-8 -t $form utf8.txt >>$form.txt
        fine $form.txt 1 "$form with a byte order mark"
        if grep -q 'tué 40 soldats à Goma' out; then ok "$form: its text is right"; else not_ok "$form: its text is right" "$(head -c 300 out)"; fi
    done
    head -c 31 UTF-16LE.txt >odd.txt
    run extract odd.txt
    if [ "$code" = 0 ] || [ "$code" = 1 ]; then ok "UTF-16 cut inside a character ends in order"; else not_ok "UTF-16 cut inside a character" "exit code $code"; fi
else
    skip "UTF-16" "no iconv"
fi
printf '\357\273\277The rebels killed 40 soldiers in Goma.\n' >bom.txt
fine bom.txt 1 "UTF-8 with a byte order mark"
run extract bom.txt
if grep -q '"text":"The rebels' out; then ok "the mark is no text"; else not_ok "the mark is no text" "$(cat out)"; fi

awk 'BEGIN { printf "<html><body>"; for (i = 0; i < 100000; i++) printf "<div>";
             printf "<p>The rebels said they had killed 40 soldiers in Goma on Wednesday.</p>"; print "" }' >deep.html
run extract deep.html good.txt
if [ "$code" = 0 ] || [ "$code" = 1 ]; then ok "HTML nested 100,000 deep ends in order"; else not_ok "HTML nested 100,000 deep" "exit code $code" "$(head -c 300 err)"; fi
if grep -q '"id":"good"' out; then ok "and what follows is read"; else not_ok "and what follows is read" "$(cat err)"; fi
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }' >deep.json
bad_item deep.json '' "JSON nested 100,000 deep"
printf '{"id": "nul", "published": "2023-05-04", "text": "The rebels killed 40 soldiers\\u0000 in Goma \\u001b[31m on Wednesday."}\n' >control.jsonl
run extract control.jsonl
if [ "$code" = 0 ] || [ "$code" = 1 ]; then ok "control characters in JSON end in order"; else not_ok "control characters in JSON" "exit code $code"; fi
run add --ledger control.ledger control.jsonl
run claims --ledger control.ledger
if grep -q "$(printf '\033')" out; then not_ok "they never reach a terminal"; else ok "they never reach a terminal"; fi
run show --ledger control.ledger nul
if grep -q "$(printf '\033')" out; then not_ok "show: they never reach a terminal" "$(cat -v out)"; else ok "show: they never reach a terminal"; fi
run verify --ledger control.ledger
if [ "$code" = 0 ]; then ok "what came of them verifies"; else not_ok "what came of them verifies" "$(cat out err)"; fi

printf '{"id": "es", "text": "Los rebeldes afirmaron el miércoles que habían matado a cuarenta soldados cerca de la ciudad, según el portavoz del ejército."}\n' >es.jsonl
run extract es.jsonl good.txt
expect_code 1 "a language without rules: exit code 1"
expect_equal "$(wc -l <out)" 1 "a language without rules is not read"
expect_said "1 in languages without rules" "and is counted"

mkdir closed
cp good.txt closed/in.txt
printf 'Les rebelles ont tué douze soldats à Goma mercredi.\n' >again.txt
chmod 000 closed
if [ "$(id -u)" != 0 ]; then
    bad_item closed 'ermission' "a folder without permission"
elif command -v setpriv >/dev/null 2>&1 &&
    setpriv --reuid 65534 --regid 65534 --clear-groups "$RECOUPE" --version >/dev/null 2>&1; then
    cat >as-nobody <<'X'
#!/bin/sh
exec setpriv --reuid 65534 --regid 65534 --clear-groups "$RECOUPE_REAL" "$@"
X
    chmod 755 as-nobody
    chmod 755 "$WORK"
    if setpriv --reuid 65534 --regid 65534 --clear-groups test -r "$WORK/good.txt"; then
        RECOUPE_REAL=$RECOUPE
        export RECOUPE_REAL
        RECOUPE=$WORK/as-nobody
        bad_item closed 'ermission' "a folder without permission"
        RECOUPE=$RECOUPE_REAL
    else
        skip "a folder without permission" "another user cannot come to the test's folder"
    fi
else
    skip "a folder without permission" "root may read everything, and setpriv is not there or cannot"
fi
chmod 755 closed

run extract missing.txt empty.txt
expect_code 1 "only bad input"
expect_equal "$(wc -c <out | tr -d ' ')" 0 "prints nothing"
finish
