"""The sentences of FILE analysed once more with another of our models: again.py RECOUPE LANGUAGE MODEL FILE > OUT
A sentence that the model cuts into other words keeps its rows, with `_` for all it would have said."""
import subprocess
import sys

from rows import sentences, text, words, write


def main():
    recoupe, language, model, path = sys.argv[1:]
    with open(path, encoding="utf-8") as f:
        given = list(sentences(f))
    run = subprocess.run([recoupe, "analyse", "-", "--format", "conllu", "--lang", language, "--model", model],
                         input="\n\n".join(text(s) for s in given) + "\n", capture_output=True, encoding="utf-8", check=True)
    found = {}
    for s in sentences(run.stdout.splitlines()):
        found.setdefault(text(s), s)
    for s in given:
        mine, other = words(s), words(found.get(text(s), []))
        same = [r[1].lower() for r in mine] == [r[1].lower() for r in other]
        for i, r in enumerate(mine):
            r[2:] = other[i][2:] if same else ["_"] * 8
        write(s)


main()
