#!/usr/bin/env python3
"""Word vectors for recoupe-train --vectors, out of an installed spaCy pipeline that carries them.
   vectors.py PIPELINE OUT [MOST]
The vectors are brought to 96 dimensions (principal components, each divided by the root of its spread, so that the first
do not drown the rest). A form is left out where its lower case has the same vector, or where it is not a word. OUT: a line
"rows dimensions", the rows as whole numbers (hundredths), then a line "form<TAB>row" for each form."""
import re
import sys

import numpy as np
import spacy

DIMENSIONS, SPREAD = 96, 0.25


def main():
    pipeline, out = sys.argv[1:3]
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 300000
    nlp = spacy.load(pipeline)
    vectors = nlp.vocab.vectors
    unit = vectors.data / (np.linalg.norm(vectors.data, axis=1, keepdims=True) + 1e-9)
    unit = unit - unit.mean(axis=0)
    values, axes = np.linalg.eigh(unit.T @ unit / len(unit))
    best = np.argsort(values)[::-1][:DIMENSIONS]
    small = unit @ axes[:, best] / values[best] ** 0.25
    small *= SPREAD / small.std()
    forms = {}
    for key, row in vectors.key2row.items():
        if key in nlp.vocab.strings:
            forms.setdefault(nlp.vocab.strings[key], row)
    word = re.compile(r"^[^\W\d_]([^\W\d_]|['’.-](?=\w)){0,23}\.?$")
    kept = []
    for form, row in forms.items():
        lower = form.lower()
        if form != lower and forms.get(lower) == row:
            continue
        if word.match(form) or (len(form) <= 3 and not form.isalnum()):
            kept.append((form, row))
    print(len(forms), "forms,", len(kept), "kept, at most", most, file=sys.stderr)
    kept = kept[:most]
    with open(out, "w", encoding="utf-8") as file:
        file.write(f"{len(small)} {DIMENSIONS}\n")
        for row in small:
            file.write(" ".join(str(int(round(x * 100))) for x in row) + "\n")
        for form, row in kept:
            file.write(f"{form}\t{row}\n")


main()
