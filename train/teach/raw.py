"""Raw text of the data sets, a line for each paragraph or sentence, for the teachers: raw.py KIND FILE > TEXT
winer (held-out documents are left out) | iob (words and tags in columns) | re3d, html, speeches (folders)"""
import json
import os
import re
import sys
from html import unescape


def winer(path):
    with open(path, encoding="utf-8") as f:
        for n, line in enumerate(x for x in f if x.strip()):
            if n % 10:  # src/train/winer.c holds out every tenth
                text = re.sub(r" +([.,])(?=\s|$)", r"\1", json.loads(line)["text"])
                print(re.sub(r"(\w['’]) (?=\w)", r"\1", text).strip() + "\n")


def join(words):
    s = " ".join(words)
    s = re.sub(r" ([,.)\]…])", r"\1", s)
    s = re.sub(r"([(\[]) ", r"\1", s)
    return re.sub(r"(\w['’]) (?=\w)", r"\1", s)


def iob(path):
    words = []

    def flush():
        if len(words) >= 6:
            print(join(words) + "\n")
        words.clear()

    with open(path, encoding="utf-8") as f:
        for line in f:
            w = line.split()
            if not w:
                flush()
                continue
            word = re.sub(r"^(fr|en):", "", w[0])
            if word:
                words.append(word)
            if len(words) > 25 and word in (".", "?", "!") or len(words) > 400:
                flush()
    flush()


def re3d(path):
    for source in sorted(os.listdir(path)):
        file = os.path.join(path, source, "documents.json")
        if source.startswith("BBC") or not os.path.exists(file):
            continue
        with open(file, encoding="utf-8") as f:
            for line in f:
                if line.strip():
                    print(re.sub(r"[ \t]*\n[ \t]*", "\n", json.loads(line)["text"].strip()) + "\n")


def html(path):
    """Paragraphs of a folder of pages; those that hold much code are left out."""
    seen = set()
    for name in sorted(os.listdir(path)):
        if not name.endswith(".html"):
            continue
        with open(os.path.join(path, name), encoding="utf-8") as f:
            page = f.read()
        for p in re.findall(r'<div class="para">(.*?)</div>', page, re.S):
            if "<" in re.sub(r"</?(a|em|span|strong|code|i|b)\b[^>]*>", "", p) or p.count("<code") > 2:
                continue
            text = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", p))).strip()
            if len(text) > 60 and text not in seen and " the " not in text:
                seen.add(text)
                print(text + "\n")


def speeches(path):
    """The package's text files of 1946 and later."""
    for name in sorted(os.listdir(path)):
        if name.endswith(".txt") and name >= "1946":
            with open(os.path.join(path, name), encoding="utf-8") as f:
                print(re.sub(r"[ \t]*\n[ \t]*", "\n", f.read().strip()) + "\n")


{"winer": winer, "iob": iob, "re3d": re3d, "html": html, "speeches": speeches}[sys.argv[1]](sys.argv[2])
