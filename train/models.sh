#!/bin/sh
# Makes models/fr.model and models/en.model from scratch.
#   train/models.sh DATA SILVER [fr|en]
# DATA is a folder with the sets that train/README.md names, SILVER one with what train/teach makes of raw text (fr_winer.conllu,
# en_ewt_train.iob2, en_news.iob2) and the vectors of train/vectors.py (fr.vec, en.vec). About half an hour a language on two
# cores; the result depends on nothing but the data, the seed and the instruction set.
set -eu
cd "$(dirname "$0")/.."
data=$1
silver=$2
which=${3:-all}
cmake --preset release >/dev/null
cmake --build build --target recoupe-train >/dev/null
train="build/recoupe-train train"

first=$(mktemp)
trap 'rm -f "$first"' EXIT

french() {
    $train fr --data build/share/recoupe --about train/about.fr.txt \
        --trees "$data/ud/UD_French-Sequoia/fr_sequoia-ud-train.conllu" \
        --trees "$data/ud/UD_French-GSD/fr_gsd-ud-dev.conllu" \
        --speech "$data/ud/UD_French-Rhapsodie/fr_rhapsodie-ud-train.conllu" \
        --speech "$data/ud/UD_French-ParisStories/fr_parisstories-ud-train.conllu" \
        --cuts "$data/ud/UD_French-Sequoia/fr_sequoia-ud-dev.conllu" --shuffles 2 \
        --lefff "$data/lex/lefff-3.4.mlex/lefff-3.4.mlex" \
        --vector-forms 100000 --vectors "$silver/fr.vec" \
        --winer "$data/ner/winer_fr.jsonl" \
        --weight 0.5 --silver "$silver/fr_winer.conllu" \
        --dev "$data/ud/UD_French-Sequoia/fr_sequoia-ud-dev.conllu" \
        --width 160 --rows 12000 --fold-rows 4000 --dropout 0.33 --batch 240 --threads 2 "$@"
}

# Headlines, posts and garbled text came in with the last epochs, at a low rate.
if [ "$which" != en ]; then
    french --out "$first" --epochs 16
    french --out models/fr.model --from "$first" --rate 3e-4 --epochs 3
fi

# The names that a machine gave come in when the rate has fallen to a half, with the development trees.
english() {
    $train en --data build/share/recoupe --about train/about.en.txt \
        --trees "$data/ud/UD_English-EWT/en_ewt-ud-train.conllu" \
        --cuts "$data/ud/UD_English-EWT/en_ewt-ud-dev.conllu" \
        --lookup "$data/lex/spacy-lookups-data/en_lemma_lookup.json" \
        --exceptions "$data/lex/spacy-lookups-data/en_lemma_exc.json" \
        --vectors "$silver/en.vec" \
        --dev "$data/ud/UD_English-EWT/en_ewt-ud-dev.conllu" \
        --names3 "1:2:$data/ner/uner/en_ewt-ud-dev.iob2" \
        --names "0:1:$data/ner/wikigold_en/wikigold.conll.txt" \
        --width 160 --rows 16000 --fold-rows 2000 --batch 320 --threads 2 "$@" \
        --names3 "0:1:$data/ner/btc_en/a.conll" --names3 "0:1:$data/ner/btc_en/b.conll" \
        --names3 "0:1:$data/ner/btc_en/e.conll" --names3 "0:1:$data/ner/btc_en/f.conll" \
        --names3 "0:1:$data/ner/btc_en/g.conll" --names3 "0:1:$data/ner/btc_en/h.conll" \
        --names3 "0:1:$data/ner/wnut17_en/wnut17train.conll"
}

if [ "$which" != fr ]; then
    english --out "$first" --dropout 0.33 --epochs 14 --stop 8
    english --out models/en.model --from "$first" --rate 8.6e-4 --dropout 0.3 --epochs 8 \
        --silver "$data/ud/UD_English-EWT/en_ewt-ud-dev.conllu" --names-of "$silver/en_ewt_train.iob2" \
        --weight 0.5 --names3 "1:2:$silver/en_news.iob2"
fi
