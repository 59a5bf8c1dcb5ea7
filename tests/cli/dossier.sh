# export html: a folder of pages that need nothing else.
. "$ROOT/tests/cli/lib.sh"
"$RECOUPE" add --quiet "$EXAMPLES" || exit 2
cat >hostile.json <<'X'
{"id": "a/../b <i>&\"", "lang": "en", "published": "2021-09-03", "outlet": "<script>alert(1)</script>", "title": "<b>bold</b>",
 "text": "<script>alert(1)</script> Forty Taliban fighters were killed in Farah on Friday, a spokesman for the army said."}
X
"$RECOUPE" add --quiet hostile.json || exit 2

run export html -o dossier
expect_code 0 "export html"
expect_said "^exported [0-9]* events$" "says how many events"
events=$("$RECOUPE" events --csv | tail -n +2 | wc -l | tr -d ' ')
expect_equal "$(ls dossier/events | wc -l | tr -d ' ')" "$events" "a page an event"
expect_equal "$(grep -c '<li[ >]' dossier/index.html)" "$events" "the index lists each"
if (cd dossier && sha256sum -c --quiet MANIFEST.sha256); then ok "the manifest holds"; else not_ok "the manifest"; fi
expect_equal "$(cd dossier && find . -type f ! -name MANIFEST.sha256 | wc -l)" "$(wc -l <dossier/MANIFEST.sha256)" "and names every file"

python "every link leads to a page and a place in it, nothing leads out, every claim and report is there" <<'X'
import glob, html.parser, json, os
pages = {}
class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.ids, self.tags, self.text = [], set(), [], ""
    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        self.links += [given[k] for k in ("href", "src") if k in given]
        if "id" in given:
            assert given["id"] not in self.ids, given["id"]
            self.ids.add(given["id"])
        assert not any(k.startswith("on") or k == "style" for k in given), given
    def handle_data(self, data):
        self.text += data
for path in glob.glob("dossier/**/*.html", recursive=True):
    reader = Reader()
    reader.feed(open(path, encoding="utf-8").read())
    pages[os.path.normpath(path)] = reader
for path, reader in pages.items():
    assert not set(reader.tags) & {"script", "b", "i", "img", "iframe"}, (path, reader.tags)
    for link in reader.links:
        target, _, place = link.partition("#")
        whole = os.path.normpath(os.path.join(os.path.dirname(path), target)) if target else path
        assert whole.startswith("dossier") and os.path.exists(whole), (path, link)
        if place:
            assert place in pages[whole].ids, (path, link)
everything = "".join(reader.text for path, reader in pages.items() if "/events/" in path)
os.system('"$RECOUPE" export links -o links.json --quiet')
links = json.load(open("links.json"))
for event in links["events"]:
    for claim in event["claims"]:
        assert claim in everything, claim
told = [reader for path, reader in pages.items() if "/reports/" in path]
assert sum("Forty Taliban fighters" in r.text and "<script>alert(1)</script>" in r.text for r in told) == 1
X

run export html -o dossier
expect_code 2 "a folder that is not empty is left alone"
expect_said "dossier: a dossier is written into a new or empty folder" "and it says so"
expect_equal "$(ls -d dossier.partial* 2>/dev/null)" "" "nothing half-made stays"
mkdir empty
run export html -o empty/
expect_code 0 "an empty folder is taken"
run export html
expect_code 2 "without a name: a mistake in use"
expect_said "give it a name with --output" "that says what to do"
run export html -o nowhere/dossier
expect_code 3 "where no folder can be made"
expect_said "nowhere/dossier" "it says where"
run export html --contested --lang fr -o contested
expect_equal "$(ls contested/events | wc -l | tr -d ' ')" "$("$RECOUPE" events --contested --csv | tail -n +2 | wc -l | tr -d ' ')" "the filter holds"
if grep -q 'lang="fr"' contested/index.html && grep -q "contesté" contested/index.html; then ok "in French"; else not_ok "in French"; fi
"$RECOUPE" add --quiet --ledger wars.ledger "$ROOT/examples/three-wars" || exit 2
run export html --ledger wars.ledger --lang fr -o wars
cat wars/index.html wars/events/*.html >all.html
for name in Soudan Éthiopie "Forces de soutien rapide"; do
    if grep -q "$name" all.html; then ok "$name stands under its French name"; else not_ok "$name is not in the dossier"; fi
done
if grep -o '([^()<>]*, [A-Z][A-Z]; [0-9.-]*, [0-9.-]*)' all.html | head -n 3 | grep .; then not_ok "a country by its code"; else ok "no country by its code"; fi
run export html --contested -o contested.zip
expect_code 0 "a name that ends in .zip makes an archive"
python "of the same files" <<'X'
import zipfile, os
archive = zipfile.ZipFile("contested.zip")
assert archive.testzip() is None
inside = {n.removeprefix("dossier/"): archive.read(n) for n in archive.namelist()}
assert sorted(n for n in inside if n.startswith("events/")) == sorted("events/" + n for n in os.listdir("contested/events"))
assert inside["style.css"] == open("contested/style.css", "rb").read()
X
run export html -o nowhere/dossier.zip
expect_code 3 "where no archive can be written"
run export html --text zzzzunheardof -o none
expect_code 0 "of nothing: an empty dossier"
expect_equal "$(ls none/events none/reports | grep -c html)" 0 "without pages"
finish
