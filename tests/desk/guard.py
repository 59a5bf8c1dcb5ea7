"""What the desk refuses, route by route and role by role; accounts; hostile words in every field of a report, a claim, an act."""
import json
import re
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from urllib.parse import quote as percent

from schema import faults
from server import PROGRAM, ROOT, WORK, Client, Desk, check, same
import server

LEDGER = WORK + "/guard.ledger"
HOSTILE = "<script>document.title='owned'</script>'); DROP TABLE report; --\" OR 1=1 ${7*7} \u202e{{x}}"
ROLES = {"root": "admin", "ada": "reviewer", "vic": "viewer"}
RANK = {"nobody": 0, "vic": 1, "ada": 2, "root": 3}
DOCUMENT = json.load(open(ROOT + "/share/desk/openapi.json", encoding="utf-8"))
# What a route needs at least; of those that everybody may ask there is no refusal to see.
NEEDS = {"GET": 1, "DELETE /api/v1/session": 1, "POST /api/v1/password": 1, "GET /api/v1/users": 2, "POST /api/v1/reports": 2,
         "POST /api/v1/acts": 2, "DELETE /api/v1/acts/{seq}": 2, "POST /api/v1/users": 3, "POST /api/v1/users/{name}": 3,
         "DELETE /api/v1/users/{name}": 3}
OPEN = {"GET /api/v1/session", "POST /api/v1/session", "GET /api/v1/openapi.json"}


def program(*words, text=None, ledger=LEDGER):
    return subprocess.run([PROGRAM, "--ledger", ledger, *words], input=text, capture_output=True, text=True)


def password(name):
    return f"the password of {name}"


def state():
    """Everything that a refused request must leave alone."""
    return program("verify").stdout, program("user", "list").stdout


def quote(text):
    return percent(text, safe="")


def described(answer, method, template, what):
    schema = DOCUMENT["paths"][template][method.lower()]["responses"][str(answer.status)]["content"]["application/json"]["schema"]
    found = faults(answer.json(), schema, DOCUMENT)
    check(what + " is as described", not found, "\n".join(found))
    return answer


def set_up():
    program("add", "--quiet", ROOT + "/examples/panjshir")
    for name, role in ROLES.items():
        program("user", "add", name, role, text=password(name) + "\n")


def people_of(desk):
    people = {"nobody": Client(desk)}
    for name in ROLES:
        people[name] = Client(desk)
        same(f"{name} logs in", people[name].log_in(name=name, password=password(name)).status, 200)
    return people


def routes():
    for template, methods in DOCUMENT["paths"].items():
        for method in methods:
            if method in ("get", "post", "delete"):
                path = re.sub(r"\{(\w+)\}", lambda m: {"seq": "1", "format": "acled"}.get(m[1], "x"), template)
                yield method.upper(), template, path


def send(client, method, path, **headers):
    body = b"{}" if method == "POST" else None
    head = {"Content-Type": "application/json"} if body else {}
    return client.ask(method, path, body, {**head, **headers}).status


def by_role(people):
    """Every route, every role too low for it; and what is no GET, by the right role but forged."""
    before = state()
    wrong = []
    for method, template, path in routes():
        name = f"{method} {template}"
        if name in OPEN:
            continue
        need = NEEDS.get(name, NEEDS.get(method))
        for who, rank in RANK.items():
            if rank < need:
                wrong += [(name, who, status) for status in [send(people[who], method, path)] if status != (403 if rank else 401)]
        if method == "GET":
            continue
        able = people[next(who for who, rank in RANK.items() if rank >= need)]
        for forged in ({"X-CSRF-Token": None}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "A" * 32}, {"X-CSRF-Token": people["root" if able is not people["root"] else "ada"].csrf},
                       {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            status = send(able, method, path, **forged)
            wrong += [(name, forged, status)] if status != 403 else []
        for cookie in ("recoupe=", able.cookie[:-2] + "zz", able.cookie + "x", "recoupe=" + "%00" * 10, "x" * 3000):
            status = send(able, method, path, Cookie=cookie)
            wrong += [(name, "cookie " + cookie[:20], status)] if status != 401 else []
    check("every route refuses nobody (401), lower roles, forged tokens and other sites (403), corrupted cookies (401)", not wrong, wrong)
    same("and nothing was changed", state(), before)


def accounts(desk, people):
    root = people["root"]
    add = lambda **fields: root.ask("POST", "/api/v1/users", fields)
    described(add(name="eve", role="viewer", password="a long password"), "post", "/api/v1/users", "adding an account")
    for what, fields in (("a name that is taken", {"name": "eve"}), ("a short password", {"password": "short"}), ("a role that is none", {"role": "queen"}),
                         ("no name", {"name": ""}), ("a name with a line break", {"name": "a\nb"}), ("a name with blanks around", {"name": " a "}),
                         ("a name of 65 bytes", {"name": "x" * 65}), ("a name that is a number", {"name": 7}), ("a field that is none", {"secret": "x"}),
                         ("a password of 1025 bytes", {"password": "x" * 1025})):
        described(root.ask("POST", "/api/v1/users", {"name": "mal", "role": "viewer", "password": "a long password", **fields}), "post", "/api/v1/users", f"{what}: 422")
    same("of all these none is there", [u["name"] for u in root.get("/api/v1/users").json()], ["ada", "eve", "root", "vic"])
    eve = Client(desk)
    same("the new account logs in", eve.log_in(name="eve", password="a long password").status, 200)
    described(root.ask("POST", "/api/v1/users/eve", {"role": "reviewer"}), "post", "/api/v1/users/{name}", "another role")
    same("it counts at once", eve.get("/api/v1/users").status, 200)
    root.ask("POST", "/api/v1/users/eve", {"password": "quite another password"})
    same("another password ends the sessions", eve.get("/api/v1/events").status, 401)
    same("the old one is none", eve.log_in(name="eve", password="a long password").status, 401)
    same("the new one is one", eve.log_in(name="eve", password="quite another password").status, 200)
    same("one's own password needs the old one", eve.ask("POST", "/api/v1/password", {"old": "wrong password", "new": "a third password"}).status, 403)
    described(eve.ask("POST", "/api/v1/password", {"old": "quite another password", "new": "a third password"}), "post", "/api/v1/password", "one's own password")
    same("and logs in anew", (eve.get("/api/v1/events").status, eve.log_in(name="eve", password="a third password").status), (401, 200))
    described(root.ask("DELETE", "/api/v1/users/eve"), "delete", "/api/v1/users/{name}", "removing an account")
    same("who is removed is out", eve.get("/api/v1/events").status, 401)
    add(name="eve", role="admin", password="a long password")
    same("and stays out when another of the name comes", eve.get("/api/v1/events").status, 401)
    root.ask("DELETE", "/api/v1/users/eve")
    for what, answer in (("removed", root.ask("DELETE", "/api/v1/users/root")), ("made less", root.ask("POST", "/api/v1/users/root", {"role": "viewer"}))):
        check(f"the last administrator is not {what}", answer.status == 422 and "last administrator" in answer.text, answer.text)
    same("an account that is none", root.ask("DELETE", "/api/v1/users/nobody").status, 404)
    name = HOSTILE[:60]
    same("hostile words as a name", add(name=name, role="viewer", password="a long password").status, 201)
    same("are a name", root.ask("POST", "/api/v1/users/" + quote(name), {"role": "reviewer"}).status, 200)
    same("and are removed", root.ask("DELETE", "/api/v1/users/" + quote(name)).status, 200)
    with sqlite3.connect(f"file:{LEDGER}?mode=ro", uri=True) as ledger:
        said = [row[0] for row in ledger.execute("SELECT details FROM history WHERE kind = 'account' ORDER BY seq")]
    raw = b"".join(open(LEDGER + end, "rb").read() for end in ("", "-wal"))
    check("no password is in the ledger", not any(p in raw for p in (b"a long password", b"quite another", b"a third password", b"the password of")))
    same("the history says who did it", said[3:7], ["add viewer by root", "role reviewer by root", "password by root", "password by eve"])
    guess = [eve.ask("POST", "/api/v1/session", {"name": "ada", "password": f"guess {i}"}).status for i in range(11)]
    same("wrong log-ins are limited", (guess[0], guess[-1]), (401, 429))


def shared_acts(people):
    """Folds and blurs; and what was done on the command line."""
    ada, vic = people["ada"], people["vic"]
    event = next(e for e in (ada.get("/api/v1/events/" + row["id"]).json() for row in ada.get("/api/v1/events").json()["events"])
                 if any("copy_of" in report for report in e["reports"]))
    copy = next(report for report in event["reports"] if "copy_of" in report)
    of = lambda: {r["id"]: r.get("copy_of") for r in ada.get("/api/v1/events/" + event["id"]).json()["reports"]}
    same("a viewer does not fold", vic.act("unfold", "report", copy["id"]).status, 403)
    done = described(ada.act("unfold", "report", copy["id"], seen=0, reason="its own"), "post", "/api/v1/acts", "undoing a fold")
    same("the report is a copy of none", of()[copy["id"]], None)
    same("somebody who saw it before is told", ada.act("fold", "report", copy["id"], {"original": copy["copy_of"]}, seen=0).status, 409)
    acts = ada.get("/api/v1/events/" + event["id"]).json()["acts"]
    same("the event's history has it", [(a["who"], a["what"], a["target"], a["reason"]) for a in acts[:1]], [("ada", "unfold", copy["id"], "its own")])
    described(ada.ask("DELETE", f"/api/v1/acts/{done.json()['seq']}?reason=no"), "delete", "/api/v1/acts/{seq}", "undoing that")
    same("it is a copy again", of()[copy["id"]], copy["copy_of"])
    same("nothing is undone twice", ada.ask("DELETE", f"/api/v1/acts/{done.json()['seq']}").status, 422)
    same("a fold by hand", ada.act("fold", "report", copy["id"], {"original": copy["copy_of"]}).status, 201)
    for what, target, value, status in (("into itself", copy["id"], {"original": copy["id"]}, 422), ("into none", copy["id"], {}, 422), ("into what is not there", copy["id"], {"original": "none"}, 404),
                                        ("of what is not there", "none", {"original": copy["id"]}, 404), ("into a number", copy["id"], {"original": 3}, 422)):
        same(f"a fold {what}", ada.act("fold", "report", target, value).status, status)
    seq = int(re.search(r"entry (\d+)", program("review", event["id"]).stderr)[1])
    everything = described(ada.get("/api/v1/acts?limit=3"), "get", "/api/v1/acts", "the history")
    same("what the command line did is in it, by nobody of the desk", [(a["seq"], a["what"], a.get("who")) for a in everything.json()[:1]], [(seq, "review", None)])
    same("it goes on from any place", [a["seq"] < seq for a in ada.get(f"/api/v1/acts?before={seq}").json()][:1], [True])
    same("the desk undoes it", ada.ask("DELETE", f"/api/v1/acts/{seq}").status, 201)
    check("and the command line knows", "reviewed" not in program("undo").stdout)
    report = event["reports"][0]["id"]
    text = ada.get("/api/v1/reports/" + quote(report)).json()["text"]
    same("a blur", ada.act("blur", "report", report, {"span": [3, 9]}).status, 201)
    blurs = lambda: [b["span"] for b in ada.get("/api/v1/reports/" + quote(report)).json()["blurs"]]
    same("is there", blurs(), [[3, 9]])
    whole = ada.act("blur", "report", report, {})
    same("all of it", blurs(), [[3, 9], None])
    ada.ask("DELETE", f"/api/v1/acts/{whole.json()['seq']}")
    same("and undone", blurs(), [[3, 9]])
    same("readers of the event see it", next(r["blurs"][0]["span"] for r in ada.get("/api/v1/events/" + event["id"]).json()["reports"] if r["id"] == report), [3, 9])
    for span in ([9, 3], [3, 3], [-1, 4], [0, len(text) + 1], [0], [0, 1, 2], ["0", "4"], [0.5, 2], "all", {}):
        same(f"a blur of {span}", ada.act("blur", "report", report, {"span": span}).status, 422)


def jumping(people):
    vic = people["vic"]
    for typed in ("baz", "0831", "E", "", "' OR 1=1", '"', "%", "(", "NEAR(", "*", "title:x", "\u00e9\u0301", HOSTILE):
        found = described(vic.get("/api/v1/jump?q=" + quote(typed)), "get", "/api/v1/jump", f"jump {typed[:10]!r}")
    found = vic.get("/api/v1/jump?q=BAZ").json()
    check("jump finds places without regard to case, and their events", found["places"][0]["value"] == "Bazarak" and any(e["place"] == "Bazarak" for e in found["events"]), found)
    check("words of titles, half typed", vic.get("/api/v1/jump?q=both+sid").json()["reports"], found)
    check("parties", any(p["value"] == "Taliban" for p in vic.get("/api/v1/jump?q=talib").json()["parties"]))
    same("too much typed", vic.get("/api/v1/jump?q=" + "x" * 201).status, 400)


def hostile_fields(people):
    """Every field of a report, of a record and of an act."""
    ada = people["ada"]
    report = {name: f"{HOSTILE} {name}" for name in ("id", "lang", "outlet", "url", "title", "published", "byline", "author", "path", "charset")}
    report["text"] = f"{HOSTILE} Forty Taliban fighters were killed in Bazarak on Friday, a spokesman for {HOSTILE} said."
    added = ada.ask("POST", "/api/v1/reports?name=" + quote(HOSTILE + ".json"), json.dumps(report).encode())
    check("a report that is hostile in its language and date is left out with a reason, or read", added.status in (200, 201) and (added.json()["reports"] or added.json()["skipped"]), added.text)
    report.update(lang="en", published="2021-09-03")
    added = ada.ask("POST", "/api/v1/reports?name=" + quote(HOSTILE + ".json"), json.dumps(report).encode())
    same("one that is hostile in all other fields is read", (added.status, len(added.json()["reports"])), (201, 1))
    rid = added.json()["reports"][0]["id"]
    shown = ada.get("/api/v1/reports/" + quote(rid)).json()
    same("its words come back as they are", (shown["title"], shown["outlet"], shown["text"]), (report["title"], report["outlet"], report["text"]))
    claim = shown["claims"][0]["id"]
    words = {"subtype": HOSTILE, "chain": [{"name": HOSTILE, "party": HOSTILE, "cue": HOSTILE, "medium": HOSTILE}], "by": [{"name": HOSTILE, "party": HOSTILE}],
             "against": [{"name": HOSTILE, "party": HOSTILE}], "place": [{"name": HOSTILE, "lat": 1, "lon": 2, "precision": "site", "country": "AF", "admin1": HOSTILE}],
             "losses": [{"effect": "killed", "of": HOSTILE, "low": 3, "reason": HOSTILE}], "equipment": [{"item": HOSTILE, "category": "tank", "effect": "destroyed", "of": HOSTILE}],
             "control": [{"place": HOSTILE, "change": "taken", "by": HOSTILE, "from": HOSTILE}]}
    done = ada.act("edit", "claim", claim, words, reason=HOSTILE)
    same("every field of a claim takes hostile words", done.status, 201)
    now = next(c for c in ada.get("/api/v1/reports/" + quote(rid)).json()["claims"] if c["id"] == claim)["record"]
    same("and gives them back", (now["chain"][0]["name"], now["by"][0]["party"], now["place"][0]["name"], now["losses"][0]["of"], now["control"][0]["from"]), (HOSTILE,) * 5)
    event = done.json()["event"]
    described(ada.get("/api/v1/events/" + event), "get", "/api/v1/events/{id}", "its event")
    for field in ("what", "kind", "target"):
        wish = {"what": "comment", "kind": "event", "target": event, "value": {"text": "x"}, field: HOSTILE}
        check(f"hostile words as {field} of an act are refused", ada.ask("POST", "/api/v1/acts", wish).status in (404, 422))
    for what, kind, target, value, status in (("assign", "event", event, {"to": HOSTILE}, 201), ("comment", "event", event, {"text": HOSTILE}, 201), ("comment", "report", rid, {"text": HOSTILE}, 201),
                                              ("comment", "claim", claim, {"text": HOSTILE}, 201), ("grade", "source", HOSTILE, {"source": "F"}, 201), ("status", "event", event, {"status": HOSTILE}, 422),
                                              ("grade", "event", event, {"information": HOSTILE}, 422), ("join", "event", event, {"event": HOSTILE}, 422), ("split", "event", event, {"claims": [HOSTILE]}, 422)):
        same(f"hostile words in {what} of a {kind}", ada.act(what, kind, target, value, reason=HOSTILE).status, status)
    for what, count in (("jsonl", lambda t: [json.loads(line) for line in t.splitlines()]), ("geojson", lambda t: json.loads(t)["features"])):
        check(f"the {what} export stays well formed", count(ada.get("/api/v1/export/" + what).text))
    check("pages are the same for everybody: no word of a report is in them", b"DROP TABLE" not in ada.get("/report/" + quote(rid)).body + ada.get("/event/" + event).body)
    same("all tables are there and the chain holds", program("verify").returncode, 0)


def dripping(desk, people):
    """A body that comes a byte at a time is cut off, and its act is not done."""
    before = state()
    ada = people["ada"]
    with socket.create_connection(("127.0.0.1", desk.port)) as link:
        link.sendall((f"POST /api/v1/acts HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nCookie: {ada.cookie}\r\nX-CSRF-Token: {ada.csrf}\r\n"
                      "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n").encode())
        begun, cut = time.time(), None
        link.settimeout(0.1)
        while time.time() - begun < 60 and cut is None:
            time.sleep(1)
            try:
                link.sendall(b" ")
                if link.recv(100) == b"":
                    cut = time.time() - begun
            except socket.timeout:
                pass
            except OSError:
                cut = time.time() - begun
    check("a body that drips is cut off", cut is not None and 20 < cut < 50, cut)
    same("and nothing was done", state(), before)


def main():
    set_up()
    desk = Desk(LEDGER)
    try:
        people = people_of(desk)
        by_role(people)
        slow = threading.Thread(target=dripping, args=(desk, people))
        slow.start()
        jumping(people)
        slow.join()
        shared_acts(people)
        hostile_fields(people)
        accounts(desk, people)
    finally:
        same("the desk ends when it is told to", desk.stop(), 0)
    return server.failed


sys.exit(main())
