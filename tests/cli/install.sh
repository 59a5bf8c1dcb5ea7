# Installation: what belongs to the program is there, and it works from wherever the folder is moved to.
. "$ROOT/tests/cli/lib.sh"
build=$(dirname "$RECOUPE")
if [ ! -f "$build/cmake_install.cmake" ]; then
    skip "installation" "$build is no build folder"
    finish
fi
if cmake --install "$build" --prefix "$WORK/first" >log 2>&1; then ok "install"; else not_ok "install" "$(tail -n 5 log)"; fi
mv first second
for file in bin/recoupe share/recoupe/gazetteer.bin share/recoupe/lang/fr/cues.tsv share/recoupe/data/actors.tsv \
    share/man/man1/recoupe.1 share/bash-completion/completions/recoupe; do
    if [ -s "second/$file" ]; then ok "$file"; else not_ok "$file"; fi
done
"$RECOUPE" extract "$EXAMPLES" >here 2>/dev/null
second/bin/recoupe extract "$EXAMPLES" >there 2>err || not_ok "the installed program runs" "$(cat err)"
expect_same here there "what was installed reads as the build does"

# Compiled data: as fast as it may be, what the lists say counts.
compiled=second/share/recoupe/compiled
mv $compiled kept
second/bin/recoupe extract "$EXAMPLES" >there 2>err || not_ok "without compiled data the program runs" "$(cat err)"
expect_same here there "compiled data read as the lists they were made from"
mv kept $compiled
cues=second/share/recoupe/lang/en/cues.tsv
cp $cues cues.tsv
echo "not a row	of	the	list	at	all	but	too	long" >>$cues
if second/bin/recoupe extract "$EXAMPLES" >out 2>err; then code=0; else code=$?; fi
expect_code 3 "an edited list counts, not the compiled one"
expect_said "cues.tsv:" "a bad row of it is named"
cp cues.tsv $cues
for file in $compiled/en.words $compiled/fr.parties; do
    cp $file kept
    head -c 100000 kept >$file
    if second/bin/recoupe extract "$EXAMPLES" >out 2>err; then code=0; else code=$?; fi
    expect_code 3 "$(basename $file) cut short is an error"
    expect_said "$(basename $file): " "that names it"
    cp kept $file
done
if command -v bash >/dev/null 2>&1; then
    complete() { # complete WORDS...: what bash offers for the last word
        bash -c '. second/share/bash-completion/completions/recoupe
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _recoupe; printf "%s\n" "${COMPREPLY[@]}"' bash "$@" 2>&1 | tr '\n' ' '
    }
    expect_equal "$(complete recoupe ev)" "events " "completion: a command"
    expect_equal "$(complete recoupe events --cont)" "--contested " "completion: an option"
    expect_equal "$(complete recoupe claims --format j)" "json " "completion: a value"
    expect_equal "$(complete recoupe export geo)" "geojson " "completion: an export"
else
    skip "completion" "no bash"
fi
finish
