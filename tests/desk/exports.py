"""What the desk hands out of a filter: every format of `export`, the dossier zipped, what is graphic in each."""
import csv
import hashlib
import html
import io
import json
import re
import subprocess
import sys
import threading
import time
import zipfile
from urllib.parse import quote as percent

from server import PROGRAM, ROOT, WORK, Client, Desk, check, same
import server

LEDGER = WORK + "/exports.ledger"
MANY = WORK + "/many.ledger"
COVER = re.compile(r'<details class="graphic">.*?</details>', re.S)


def program(*words, ledger=LEDGER, text=None):
    return subprocess.run([PROGRAM, "--ledger", ledger, *words], input=text, capture_output=True, text=True)


def quote(text):
    return percent(text, safe="")


def export(client, what, query=""):
    return client.get(f"/api/v1/export/{what}?{query}")


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


def plain(page):
    return re.sub(r"<[^>]+>", "", page)


def unzipped(answer):
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        same("the archive is whole", archive.testzip(), None)
        return {name.removeprefix("dossier/"): archive.read(name).decode() for name in archive.namelist()}


def formats(vic):
    total = vic.get("/api/v1/events?status=contested").json()["total"]
    same("csv: a row an event", len(table(export(vic, "csv", "status=contested"))), total)
    rows, wanted = table(export(vic, "acled", "status=contested")), program("export", "acled", "--contested").stdout
    dated = [e for e in vic.get("/api/v1/events?status=contested&limit=100").json()["events"] if e["when"]]
    same("acled: a row an event that has a day", len(rows), len(dated))
    same("acled: as the command line has it", rows, list(csv.DictReader(io.StringIO(wanted))))
    whole = export(vic, "acled")
    undated = sum(not e["when"] for e in vic.get("/api/v1/events?limit=200").json()["events"] if e["place"].get("lat") is not None)
    same("acled: what is left out is counted by what it lacks", re.findall(r"date=(\d+)", whole.headers["X-Left-Out"]), [str(undated)])
    ged = export(vic, "ged", "status=contested")
    same("ged: a row an event with deaths, counted", len(table(ged)), int(ged.headers["X-Row-Count"]))
    same("each as a file of its own name", ged.headers["Content-Disposition"], 'attachment; filename="events-ged.csv"')


def dossier(vic):
    events = vic.get("/api/v1/events?status=contested").json()["events"]
    answer = export(vic, "html", "status=contested&words=fr")
    same("a viewer may have a dossier", (answer.status, answer.headers["Content-Type"], answer.headers["X-Row-Count"]), (200, "application/zip", str(len(events))))
    same("with its size said", int(answer.headers["Content-Length"]), len(answer.body))
    files = unzipped(answer)
    same("it has a page for each event of the filter", sorted(n for n in files if n.startswith("events/")), sorted(f"events/{e['id']}.html" for e in events))
    listed = dict(reversed(line.split("  ")) for line in files["MANIFEST.sha256"].splitlines())
    same("the manifest holds", listed, {n: hashlib.sha256(t.encode()).hexdigest() for n, t in files.items() if n != "MANIFEST.sha256"})
    check("in the language that was asked for, with the filter", 'lang="fr"' in files["index.html"] and "<dd>contesté</dd>" in files["index.html"], files["index.html"][-1500:])
    linked = {m for t in files.values() for m in re.findall(r'href="(?:\.\./)?((?:events|reports)/[^"#]+)', t)}
    check("no link leads nowhere", linked and not linked - set(files), linked - set(files))
    same("a language that is none", export(vic, "html", "words=de").status, 400)
    nothing = export(vic, "html", "text=zzzzunheardof")
    same("of nothing: a dossier without pages", (nothing.status, sorted(unzipped(nothing))), (200, ["MANIFEST.sha256", "index.html", "style.css"]))


def filter_said(vic):
    event = vic.get("/api/v1/events?status=contested").json()["events"][0]
    place, day = event["place"]["name"], event["when"][0]
    answer = export(vic, "html", f"place={quote(place)}&type=Battles&type=Riots&since={day}&bbox=-180,-90,180,90&text=talibans")
    index = unzipped(answer)["index.html"]
    check("every part of the filter is said", all(words in index for words in (f"<dd>{html.escape(place)}</dd>", "<dd>Battles / Riots</dd>", f"<dd>{day} – ", "-90.0000", "<dd>talibans</dd>")), index[-1500:])


def one_event(vic):
    event = vic.get("/api/v1/events?status=contested").json()["events"][0]
    whole = vic.get("/api/v1/events/" + event["id"]).json()
    files = unzipped(export(vic, "html", "event=" + event["id"]))
    same("the dossier of one event", [n for n in files if n.startswith("events/")], [f"events/{event['id']}.html"])
    check("has its reports, whole, and names it", sum(n.startswith("reports/") for n in files) >= len(whole["reports"]) and f"<dd>{event['id']}</dd>" in files["index.html"], sorted(files))
    same("its row alone", [row["id"] for row in table(export(vic, "csv", "event=" + event["id"]))], [event["id"]])
    records = [json.loads(line) for line in export(vic, "jsonl", "event=" + event["id"]).text.splitlines()]
    same("its claims alone", sorted(f"{r['id']}/{c['span']}" for r in records for c in r["claims"]), sorted(f"{c['report']}/{c['record']['span']}" for c in whole["claims"]))
    same("an event that is none", export(vic, "html", "event=Enone").status, 404)


def copies_outside(vic):
    """A filter may hold a copy and not what it copies: the original comes along, so that the copy's page leads to it."""
    report = next(r for e in vic.get("/api/v1/events").json()["events"] for r in vic.get(f"/api/v1/events/{e['id']}").json()["reports"] if "copy_of" in r)
    files = unzipped(export(vic, "html", "outlet=" + quote(report["outlet"])))
    linked = {m for t in files.values() for m in re.findall(r'href="(?:\.\./)?((?:events|reports)/[^"#]+)', t)}
    check("an original outside the filter comes along", linked <= set(files), linked - set(files))


def graphic(ada):
    event = ada.get("/api/v1/events?status=contested").json()["events"][0]["id"]
    report = ada.get(f"/api/v1/events/{event}").json()["reports"][0]["id"]
    told = ada.get("/api/v1/reports/" + quote(report)).json()
    claim = next(c for c in told["claims"] if c.get("event") == event)
    span, words = claim["record"]["span"], html.escape(claim["record"]["quote"], quote=False)
    half = [span[0], span[0] + 12]
    page_of = lambda files: next(t for n, t in files.items() if n.startswith("reports/") and f"<dd>{told['sha256']}</dd>" in t)
    before = unzipped(export(ada, "html"))
    check("nothing is covered that nobody marked", not any(COVER.search(t) for t in before.values()))
    done = ada.act("blur", "report", report, {"span": span})
    files = unzipped(export(ada, "html"))
    page = page_of(files)
    check("graphic words are covered in the report", words in plain("".join(COVER.findall(page))) and words not in plain(COVER.sub("", page)), page[:3000])
    check("and where the event quotes them", words in plain("".join(COVER.findall(files[f"events/{event}.html"]))) and not COVER.search(before[f"events/{event}.html"]))
    check("the index says so", "covered" in files["index.html"] and "covered" not in before["index.html"])
    check("links lead before the cover, not into it", f'<span id="b' in page and not any(' id="' in c for c in COVER.findall(page)), COVER.findall(page))
    same("no word is lost", plain(page).replace("Graphic words. Press to show them.", ""), plain(page_of(before)))
    record = next(r for r in map(json.loads, export(ada, "jsonl").text.splitlines()) if r["id"] == report)
    same("the records say which words are", record["graphic"], [span])
    same("and which claims quote them", {c["span"] == span for c in record["claims"] if c.get("graphic")}, {True})
    rows = {row["id"]: row["graphic"] for row in table(export(ada, "csv"))}
    check("the table, which events", rows[event] == "TRUE" and "FALSE" in rows.values(), rows)
    whole = ada.act("blur", "report", report, {})
    page = page_of(unzipped(export(ada, "html")))
    same("a whole report is one cover", len(COVER.findall(page)), 1)
    for act in (done, whole):
        ada.ask("DELETE", f"/api/v1/acts/{act.json()['seq']}")
    part = ada.act("blur", "report", report, {"span": half})
    page = page_of(unzipped(export(ada, "html")))
    same("a part of a claim's words", [plain(c).removeprefix("Graphic words. Press to show them.") for c in COVER.findall(page)], [html.escape(told["text"][half[0]:half[1]], quote=False)])
    ada.ask("DELETE", f"/api/v1/acts/{part.json()['seq']}")
    same("undone: as before", page_of(unzipped(export(ada, "html"))), page_of(before))


def beside(one):
    """While long answers are made, more of them than the server has threads, others are answered at once."""
    ended = []

    def ask():
        status = export(one, "html", "since=2019-01-01").status
        ended.append((time.monotonic(), status))

    begun = time.monotonic()
    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    waits = []
    while not ended and len(waits) < 200:
        before = time.monotonic()
        one.get("/api/v1/session")
        waits.append(time.monotonic() - before)
    for thread in threads:
        thread.join()
    took = min(when for when, _ in ended) - begun
    same("many dossiers at once are all made", [status for _, status in ended], [200] * 6)
    check("others are answered meanwhile", len(waits) >= 5 and sorted(waits)[len(waits) // 2] < took / 4, f"{len(waits)} answers, {sorted(waits)[-3:]}; the first dossier took {took:.2f} s")


def limits():
    """More events than a dossier of the desk holds; the command line has no such limit."""
    days = [f"{2000 + i // 48}-{1 + i // 4 % 12:02d}-{1 + i % 4 * 7:02d}" for i in range(1005)]
    rows = [{"id": f"r{i}", "lang": "en", "published": day, "outlet": f"Paper {i}", "text": f"Three soldiers were killed in Kabul on {day}, the army said."} for i, day in enumerate(days)]
    with open(WORK + "/many.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    program("add", "--quiet", WORK + "/many.jsonl", ledger=MANY)
    desk = Desk(MANY)
    try:
        one = Client(desk)
        one.log_in(token=desk.token)
        total = one.get("/api/v1/events").json()["total"]
        check("there are too many events", total > 1000, total)
        answer = export(one, "html")
        same("too many for a dossier: refused", (answer.status, answer.json()["error"]["message"]), (422, f"{total} events are too many for one dossier: choose at most 1000"))
        same("fewer are not", export(one, "html", "since=2019-01-01").status, 200)
        same("tables take all", len(table(export(one, "csv"))), total)
        beside(one)
    finally:
        same("the desk ends when it is told to", desk.stop(), 0)


def main():
    program("add", "--quiet", ROOT + "/examples/panjshir")
    for name, role in (("ada", "reviewer"), ("vic", "viewer")):
        program("user", "add", name, role, text=f"the password of {name}\n")
    desk = Desk(LEDGER)
    try:
        people = {name: Client(desk) for name in ("ada", "vic")}
        for name, client in people.items():
            client.log_in(name=name, password=f"the password of {name}")
        same("a stranger has none", export(Client(desk), "html").status, 401)
        for step in (formats, dossier, filter_said, one_event, copies_outside):
            step(people["vic"])
        graphic(people["ada"])
    finally:
        same("the desk ends when it is told to", desk.stop(), 0)
    limits()
    return server.failed


sys.exit(main())
