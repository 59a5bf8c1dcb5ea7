"""Annotates sentences that are cut already (CoNLL-U on standard input) with a spaCy model: spacy_teach.py MODEL
Rows come back with the model's UPOS in column 4, tag in 5, head in 7, relation in 8, name class in 10 (B-/I-/O).
French models take a contraction as one token: its first word gets the token's case, the second hangs beside it."""
import sys

import spacy
from spacy.tokens import Doc

import rows as conllu


def tokens(rows):
    """(form, indices of rows) of each surface token."""
    out, skip = [], 0
    for i, r in enumerate(rows):
        if len(r) != 10 or "." in r[0]:
            continue
        if "-" in r[0]:
            a, b = r[0].split("-")
            skip = int(b)
            out.append((r[1], [], "SpaceAfter=No" not in r[9]))
        elif int(r[0]) <= skip:
            out[-1][1].append(i)
        else:
            out.append((r[1], [i], "SpaceAfter=No" not in r[9]))
    return out


def fill(rows, toks, doc):
    first = [int(rows[t[1][0]][0]) for t in toks]
    for token, (_, places, _) in zip(doc, toks):
        head = 0 if token.head == token else first[token.head.i]
        name = token.ent_iob_ + ("-" + token.ent_type_ if token.ent_type_ else "")
        for k, i in enumerate(places):
            r = rows[i]
            r[4], r[9] = token.tag_, name if k == 0 or not name.startswith("B") else "I" + name[1:]
            if k == 0:
                r[3], r[6], r[7] = token.pos_, str(head), token.dep_.lower() if token.dep_ != "ROOT" else "root"
            elif r[3] == "DET":
                r[6], r[7] = str(head), "det"
            else:  # auquel, ...: the pronoun takes the token's place, the preposition hangs on it
                f = rows[places[0]]
                r[6], r[7], f[6], f[7] = f[6], f[7], r[0], "case"


def main():
    nlp = spacy.load(sys.argv[1])
    batch = []

    def flush():
        docs = [Doc(nlp.vocab, [t[0] for t in toks], [t[2] for t in toks]) for _, toks in batch]
        for doc in docs:  # one sentence each
            for t in doc:
                t.is_sent_start = t.i == 0
        for (rows, toks), doc in zip(batch, nlp.pipe(docs, batch_size=64)):
            fill(rows, toks, doc)
            conllu.write(rows)
        batch.clear()

    for rows in conllu.sentences(sys.stdin):
        toks = tokens(rows)
        if toks:
            batch.append((rows, toks))
        if len(batch) == 256:
            flush()
    flush()


main()
