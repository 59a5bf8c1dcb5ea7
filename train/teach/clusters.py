"""Word classes from the vectors of a spaCy package: clusters.py MODEL > TABLE
A line a form: form, cluster of 64, of 256, of 1024 (k-means on the unit vectors less their mean, seed fixed)."""
import sys

import numpy
import spacy
from sklearn.cluster import MiniBatchKMeans

SIZES = (64, 256, 1024)


def main():
    vocab = spacy.load(sys.argv[1]).vocab
    v = vocab.vectors.data / (numpy.linalg.norm(vocab.vectors.data, axis=1, keepdims=True) + 1e-9)
    v -= v.mean(0)
    v /= numpy.linalg.norm(v, axis=1, keepdims=True) + 1e-9
    labels = [MiniBatchKMeans(k, random_state=1, batch_size=4096, n_init=3, max_iter=60).fit(v).labels_ for k in SIZES]
    print("# word\tcluster of 64\tof 256\tof 1024")
    for key, row in vocab.vectors.key2row.items():
        word = vocab.strings[key] if key in vocab.strings else ""
        if row >= 0 and word.strip() and not set(word) & set("\t\n") and word != "</s>":
            print(word, *(k[row] for k in labels), sep="\t")


main()
