"""How well annotations of the same words agree with a gold file: agree.py [--confusions] GOLD ANNOTATION...
Prints UPOS, unlabelled and labelled attachment (with and without subtypes of labels) over the words that have a head."""
import collections
import sys


def words(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            r = line.rstrip("\n").split("\t")
            if len(r) == 10 and r[0].isdigit():
                yield r


def main():
    args = sys.argv[1:]
    confusions = args[0] == "--confusions" and args.pop(0)
    gold = list(words(args[0]))
    for path in args[1:]:
        system = list(words(path))
        if len(system) != len(gold):
            sys.exit(path + ": other words")
        n = upos = uas = las = core = 0
        mixed = collections.Counter()
        for g, s in zip(gold, system):
            if s[6] == "_":
                continue
            n += 1
            upos += g[3] == s[3]
            if g[6] == s[6]:
                uas += 1
                las += g[7] == s[7]
                core += g[7].split(":")[0] == s[7].split(":")[0]
                if g[7] != s[7]:
                    mixed[g[7] + " read as " + s[7]] += 1
        f = [100.0 * x / max(n, 1) for x in (upos, uas, las, core)]
        print("%-28s words %6d  UPOS %.2f  UAS %.2f  LAS %.2f  LAS without subtypes %.2f" % (path, n, *f))
        if confusions:
            for k, v in mixed.most_common(25):
                print("%8d  %s" % (v, k))


main()
