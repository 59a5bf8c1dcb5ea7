"""Sentences of an analysis that are worth a tree: clean.py TEST.conllu... < IN > OUT
Left out: what shares eight words in a row with a test file, repetitions, fragments, words cut apart at an apostrophe."""
import re
import sys

from rows import sentences, words, write


def letters(rows):
    return [r[1].lower() for r in words(rows) if re.match(r"\w", r[1])]


def torn(rows):
    """A lone l, d, ... before an apostrophe of its own: the text had a space after it."""
    return any(b[1] in "'’" and "SpaceAfter=No" in a[9] and len(a[1]) < 3 and a[1].isalpha()
               for a, b in zip(rows, rows[1:]))


def main():
    known, seen = set(), set()
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as f:
            for s in sentences(f):
                w = letters(s)
                known.update(tuple(w[i:i + 8]) for i in range(max(1, len(w) - 7)))
    for s in sentences(sys.stdin):
        rows, w = words(s), letters(s)
        tags = [r[3] for r in rows]
        key = tuple(r[1] for r in rows)
        if not 6 <= len(rows) <= 70 or len(w) < 5 or key in seen or torn(rows):
            continue
        if not {"VERB", "AUX"} & set(tags) or tags.count("PUNCT") > 0.35 * len(tags):
            continue
        if any(tuple(w[i:i + 8]) in known for i in range(max(1, len(w) - 7))):
            continue
        seen.add(key)
        write(s)


main()
