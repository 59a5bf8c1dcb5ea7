"""CoNLL-U as lists of rows: what the scripts beside this one share."""


def sentences(stream):
    """Rows of each sentence: ten fields, or the one field of a comment."""
    rows = []
    for line in stream:
        line = line.rstrip("\n")
        if line:
            rows.append(line.split("\t") if not line.startswith("#") else [line])
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def words(rows):
    return [r for r in rows if len(r) == 10 and r[0].isdigit()]


def text(rows):
    return next((r[0][9:] for r in rows if r[0].startswith("# text = ")), "").strip()


def write(rows):
    print("\n".join("\t".join(r) for r in rows) + "\n")
