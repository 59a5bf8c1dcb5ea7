#!/bin/sh
# Makes models/fr.model and models/en.model from scratch.
#   train/models.sh DATA [fr|en]
# DATA is a folder with the sets that train/README.md names. Some minutes on two cores; the result depends on nothing but
# the data, the seed and the instruction set.
set -eu
cd "$(dirname "$0")/.."
data=$1
which=${2:-all}
cmake --preset release >/dev/null
cmake --build build --target recoupe-train >/dev/null

if [ "$which" != en ]; then
    build/recoupe-train train fr --data build/share/recoupe --out models/fr.model --about train/about.fr.txt \
        --trees "$data/ud/UD_French-Sequoia/fr_sequoia-ud-train.conllu" \
        --trees "$data/ud/UD_French-GSD/fr_gsd-ud-dev.conllu" \
        --speech "$data/ud/UD_French-Rhapsodie/fr_rhapsodie-ud-train.conllu" \
        --speech "$data/ud/UD_French-ParisStories/fr_parisstories-ud-train.conllu" \
        --lefff "$data/lex/lefff-3.4.mlex/lefff-3.4.mlex" \
        --winer "$data/ner/winer_fr.jsonl" \
        --dev "$data/ud/UD_French-Sequoia/fr_sequoia-ud-dev.conllu" \
        --epochs 12 --batch 240 --threads 2
fi
if [ "$which" != fr ]; then
    build/recoupe-train train en --data build/share/recoupe --out models/en.model --about train/about.en.txt \
        --trees "$data/ud/UD_English-EWT/en_ewt-ud-train.conllu" \
        --lookup "$data/lex/spacy-lookups-data/en_lemma_lookup.json" \
        --exceptions "$data/lex/spacy-lookups-data/en_lemma_exc.json" \
        --names3 "1:2:$data/ner/uner/en_ewt-ud-dev.iob2" \
        --names "0:1:$data/ner/wikigold_en/wikigold.conll.txt" \
        --names3 "0:1:$data/ner/btc_en/b.conll" \
        --dev "$data/ud/UD_English-EWT/en_ewt-ud-dev.conllu" \
        --epochs 16 --batch 320 --threads 2
fi
