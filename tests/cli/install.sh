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
if command -v bash >/dev/null 2>&1; then
    complete() { # complete WORDS...: what bash offers for the last word
        bash -c '. second/share/bash-completion/completions/recoupe
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _recoupe; printf "%s\n" "${COMPREPLY[@]}"' bash "$@" 2>&1 | tr '\n' ' '
    }
    expect_equal "$(complete recoupe ev)" "events " "completion: a command"
    expect_equal "$(complete recoupe events --cont)" "--contested " "completion: an option"
    expect_equal "$(complete recoupe claims --format j)" "json " "completion: a value"
    expect_equal "$(complete recoupe export ge)" "geojson " "completion: an export"
else
    skip "completion" "no bash"
fi
finish
