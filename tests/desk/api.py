"""The desk's API as its OpenAPI file describes it, from log-in to undoing, and everything that must be refused."""
import json
import re
import socket
import subprocess
import sys
import threading
import time

from schema import faults
from server import PROGRAM, ROOT, WORK, Client, Desk, check, same
import server

LEDGER = WORK + "/desk.ledger"
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)>'); DROP TABLE report; --\" OR 1=1"
PASSWORDS = {"ada": "correct horse", "vic": "battery staple", "root": "a long password"}
ROLES = {"ada": "reviewer", "vic": "viewer", "root": "admin"}


def program(*words, text=None):
    return subprocess.run([PROGRAM, "--ledger", LEDGER, *words], input=text, capture_output=True, text=True)


def history():
    rows = program("verify")
    return rows.returncode, re.search(r"(\d+) entries", rows.stdout)[1]


def described(client, document, method, template, path, body=None, status=200, headers=None):
    """Ask, and hold the answer against the schema of its status."""
    answer = client.ask(method.upper(), path, body, headers)
    what = f"{method.upper()} {template} {status}"
    if answer.status != status:
        check(what, False, f"{answer.status} {answer.text}")
        return answer
    schema = document["paths"][template][method]["responses"][str(status)]["content"]["application/json"]["schema"]
    found = faults(answer.json(), schema, document)
    check(what + " is as described", not found, "\n".join(found))
    return answer


def set_up():
    program("add", "--quiet", ROOT + "/examples/panjshir")
    hostile = {"id": "hostile/../" + HOSTILE[:40], "lang": "en", "published": "2021-09-03", "outlet": HOSTILE, "title": HOSTILE,
               "url": "javascript:alert(1)//" + HOSTILE,
               "text": f"{HOSTILE} Forty Taliban fighters were killed in Bazarak on Friday, a spokesman for {HOSTILE} said."}
    with open(WORK + "/hostile.json", "w", encoding="utf-8") as out:
        json.dump(hostile, out)
    program("add", "--quiet", WORK + "/hostile.json")


def accounts():
    for name, role in ROLES.items():
        same(f"user add {name}", program("user", "add", name, role, text=PASSWORDS[name] + "\n").returncode, 0)
    same("a short password is refused", program("user", "add", "eve", "admin", text="short\n").returncode, 2)
    same("so is a role that is none", program("user", "add", "eve", "queen", text="long enough\n").returncode, 2)
    listed = program("user", "list").stdout
    check("user list shows names and roles", all(re.search(rf"^{n} +{r} ", listed, re.M) for n, r in ROLES.items()), listed)
    check("and no password", "argon2" not in listed and "horse" not in listed, listed)


def logging_in(desk):
    stranger = Client(desk)
    for path in ("/api/v1/events", "/api/v1/facets", "/api/v1/points", "/api/v1/events/E1", "/api/v1/reports/x", "/api/v1/acts",
                 "/api/v1/export/acled", "/api/v1/places?q=Kabul", "/api/v1/summary", "/api/v1/users"):
        same(f"nobody: GET {path.split('?')[0]} is refused", stranger.get(path).status, 401)
    same("nobody: acting is refused", stranger.act("accept", "claim", "x.1").status, 401)
    same("nobody: adding is refused", stranger.ask("POST", "/api/v1/reports?name=x.txt", b"text").status, 401)
    same("a wrong password", stranger.log_in(name="ada", password="wrong password").status, 401)
    same("a name that is not there", stranger.log_in(name="bob", password="correct horse").status, 401)
    people = {}
    for name in ROLES:
        people[name] = Client(desk)
        answer = people[name].log_in(name=name, password=PASSWORDS[name])
        same(f"{name} logs in", answer.json().get("role"), ROLES[name])
        cookie = answer.headers["Set-Cookie"]
        check("the cookie is HttpOnly and SameSite", "HttpOnly" in cookie and "SameSite=Strict" in cookie, cookie)
    return people


def reading(people, document):
    ada = people["ada"]
    described(ada, document, "get", "/api/v1/session", "/api/v1/session")
    described(ada, document, "get", "/api/v1/summary", "/api/v1/summary")
    described(ada, document, "get", "/api/v1/users", "/api/v1/users")
    everything = described(ada, document, "get", "/api/v1/events", "/api/v1/events?limit=200").json()
    described(ada, document, "get", "/api/v1/facets", "/api/v1/facets")
    described(ada, document, "get", "/api/v1/points", "/api/v1/points")
    described(ada, document, "get", "/api/v1/places", "/api/v1/places?q=Bazarak")
    described(ada, document, "get", "/api/v1/acts", "/api/v1/acts")
    described(ada, document, "get", "/api/v1/events", "/api/v1/events?since=yesterday", status=400)
    described(ada, document, "get", "/api/v1/events", "/api/v1/events?after=nonsense", status=422)
    described(ada, document, "get", "/api/v1/events/{id}", "/api/v1/events/Enone", status=404)
    described(ada, document, "get", "/api/v1/reports/{id}", "/api/v1/reports/none", status=404)
    rows = everything["events"]
    same("the total is the number of rows", everything["total"], len(rows))
    order = [(r["status"] != "contested", not r["spread"]) for r in rows]
    check("contested first, then spread", order == sorted(order), order)
    spreads = [r["spread"] for r in rows if r["status"] == "contested"]
    check("the widest spread first", spreads == sorted(spreads, reverse=True), spreads)
    for event in rows:
        found = faults(ada.get("/api/v1/events/" + event["id"]).json(), document["components"]["schemas"]["Event"], document)
        if found:
            check(f"event {event['id']} is as described", False, "\n".join(found))
    described(ada, document, "get", "/api/v1/events/{id}", "/api/v1/events/" + rows[0]["id"])
    described(ada, document, "get", "/api/v1/reports/{id}", "/api/v1/reports/0831-cimes-khawak")
    pages, seen, after = 0, [], ""
    while after is not None and pages < 50:
        page = ada.get(f"/api/v1/events?limit=3&after={after}").json()
        seen += [r["id"] for r in page["events"]]
        after, pages = page.get("next"), pages + 1
    same("pages of three are the whole list in its order", seen, [r["id"] for r in rows])
    dates = [(r["told"] or ["", ""])[1] for r in ada.get("/api/v1/events?sort=date&limit=200").json()["events"]]
    check("latest first", dates == sorted(dates, reverse=True), dates)
    facets = ada.get("/api/v1/facets").json()
    for name, values in facets.items():
        for one in values[:2]:
            total = ada.get(f"/api/v1/events?{name}={quote(one['value'])}").json()["total"]
            if total != one["n"]:
                check(f"facet {name}={one['value']}", False, f"{total} events, {one['n']} counted")
    check("each facet counts what its filter finds", True)
    both = ada.get("/api/v1/events?status=contested&status=corroborated").json()["total"]
    same("two values of one tag are alternatives", both, sum(v["n"] for v in facets["status"] if v["value"] in ("contested", "corroborated")))
    boxed = ada.get("/api/v1/events?bbox=69,35,70,36&limit=200").json()["events"]
    check("a box", boxed and all(69 <= e["place"]["lon"] <= 70 and 35 <= e["place"]["lat"] <= 36 for e in boxed), boxed)
    check("words of a report", 0 < ada.get("/api/v1/events?text=Shotul").json()["total"] < len(rows))
    same("words are words, not a language", ada.get("/api/v1/events?text=" + quote('"NEAR( OR *')).status, 200)
    return rows


def quote(text):
    return "".join(c if c.isalnum() else "".join(f"%{b:02X}" for b in c.encode()) for c in text)


def transport(people):
    ada = people["ada"]
    page = ada.get("/")
    same("the page", page.status, 200)
    policy = page.headers["Content-Security-Policy"]
    check("has a policy without inline code", "default-src 'none'" in policy and "unsafe" not in policy, policy)
    first = ada.get("/api/v1/events")
    again = ada.get("/api/v1/events", If_None_Match=first.headers["ETag"])
    same("an unchanged answer is not sent twice", (again.status, again.body), (304, b""))
    same("so is a page", ada.get("/desk.css", If_None_Match=ada.get("/desk.css").headers["ETag"]).status, 304)
    packed = ada.get("/api/v1/events", Accept_Encoding="gzip")
    same("gzip", (packed.headers["Content-Encoding"], packed.body), ("gzip", first.body))
    for what in ("acled", "geojson", "jsonl"):
        answer = ada.get(f"/api/v1/export/{what}?status=contested")
        rows = {"acled": lambda t: t.count("\r\n") - 1 if '"' not in t else None, "jsonl": lambda t: t.count("\n"),
                "geojson": lambda t: len(json.loads(t)["features"])}[what](answer.text)
        total = ada.get("/api/v1/events?status=contested").json()["total"]
        count = int(answer.headers["X-Row-Count"])
        if what == "jsonl":
            same(f"export {what}: the row count is the rows", rows, count)
        else:
            same(f"export {what}: the filter's events and nothing else", count, total)
    same("an export that is none", ada.get("/api/v1/export/xlsx").status, 404)


def working(people, document, rows):
    ada, vic, root = people["ada"], people["vic"], people["root"]
    event = ada.get("/api/v1/events/" + rows[0]["id"]).json()
    claim = event["claims"][0]["id"]
    same("a viewer may not act", vic.act("accept", "claim", claim).status, 403)
    same("nor add", vic.ask("POST", "/api/v1/reports?name=x.txt", b"Ten died.").status, 403)
    before = history()
    forged = ada.ask("POST", "/api/v1/acts", {"what": "accept", "kind": "claim", "target": claim}, {"X-CSRF-Token": "x" * 32})
    same("a forged CSRF token", forged.status, 403)
    same("none", ada.ask("POST", "/api/v1/acts", {"what": "accept", "kind": "claim", "target": claim}, {"X-CSRF-Token": None}).status, 403)
    same("that of somebody else", ada.ask("POST", "/api/v1/acts", {"what": "accept", "kind": "claim", "target": claim}, {"X-CSRF-Token": root.csrf}).status, 403)
    same("a request from another site", ada.ask("POST", "/api/v1/acts", {"what": "accept", "kind": "claim", "target": claim}, {"Origin": "https://evil.example"}).status, 403)
    same("all of it changed nothing", history(), before)
    wish = {"what": "edit", "kind": "claim", "target": claim, "value": {"when": ["2021-08-30", "2021-08-31"]}, "reason": "see the text"}
    done = described(ada, document, "post", "/api/v1/acts", "/api/v1/acts", wish, 201, {"If-Match": '"0"'}).json()
    conflict = described(root, document, "post", "/api/v1/acts", "/api/v1/acts", {**wish, "what": "reject", "value": {}}, 409, {"If-Match": '"0"'}).json()
    same("the second person sees what the first did", [(a["who"], a["what"]) for a in conflict["theirs"]], [("ada", "edit")])
    report = ada.get("/api/v1/reports/" + quote(event["claims"][0]["report"])).json()
    stored = next(c for c in report["claims"] if c["id"] == claim)
    same("the correction is there", (stored["state"], stored["record"]["when"]), ("edited", ["2021-08-30", "2021-08-31"]))
    same("and what was read is kept", stored["read"]["when"], event["claims"][0]["record"]["when"])
    shown = program("show", claim).stdout
    check("the command line sees it", "2021-08-30" in shown, shown)
    for bad, status in (({"what": "edit", "kind": "claim", "target": claim, "value": {"losses": 3}}, 422),
                        ({"what": "edit", "kind": "claim", "target": "none.1", "value": {"subtype": "x"}}, 404),
                        ({"what": "frob", "kind": "claim", "target": claim}, 422), ({}, 422), ({"what": 3}, 422)):
        described(ada, document, "post", "/api/v1/acts", "/api/v1/acts", bad, status)
    undone = described(ada, document, "delete", "/api/v1/acts/{seq}", f"/api/v1/acts/{done['seq']}", status=201)
    described(ada, document, "delete", "/api/v1/acts/{seq}", f"/api/v1/acts/{done['seq']}", status=422)
    described(ada, document, "delete", "/api/v1/acts/{seq}", "/api/v1/acts/9999999", status=404)
    now = ada.get("/api/v1/events/" + undone.json()["event"]).json()
    same("undone", next(c for c in now["claims"] if c["id"] == claim)["record"]["when"], event["claims"][0]["record"]["when"])
    check("events carry what was done", {a["what"] for a in now["acts"]} >= {"edit", "undo"}, now["acts"])
    added = described(ada, document, "post", "/api/v1/reports", "/api/v1/reports?name=../../../etc/new.txt",
                      "Thirty soldiers were killed in Kandahar on 4 October 2021, the army said.".encode(), 201)
    same("an uploaded report is read", [r["claims"] for r in added.json()["reports"]], [1])
    described(ada, document, "post", "/api/v1/reports", "/api/v1/reports?name=new.txt",
              "Thirty soldiers were killed in Kandahar on 4 October 2021, the army said.".encode(), 200)
    junk = described(ada, document, "post", "/api/v1/reports", "/api/v1/reports?name=junk.bin", bytes(range(256)) * 8, 200)
    same("what is none is left out, with a reason", (junk.json()["reports"], len(junk.json()["skipped"])), ([], 1))
    check("and is an event at once", ada.get("/api/v1/events?text=Kandahar").json()["total"] == 1)


def hostile_text(people):
    ada = people["ada"]
    rows = ada.get("/api/v1/events?text=" + quote("DROP TABLE")).json()
    check("a report full of SQL and HTML is one like any other", rows["total"] >= 1, rows)
    outlets = [v["value"] for v in ada.get("/api/v1/facets").json()["outlet"]]
    check("its outlet is a value like any other", any(HOSTILE in o for o in outlets), outlets)
    for name in ("type", "side", "place", "outlet", "lang", "status", "clash", "work", "assignee"):
        same(f"SQL in {name} finds nothing", ada.get(f"/api/v1/events?{name}=" + quote(HOSTILE[-40:] + "')")).json()["total"], 0)
    event = rows["events"][0]["id"]
    same("HTML in a comment", ada.act("comment", "event", event, {"text": HOSTILE}, reason=HOSTILE).status, 201)
    same("HTML as a source", ada.act("grade", "source", HOSTILE, {"source": "F"}).status, 201)
    answer = ada.get("/api/v1/events/" + event)
    check("comes back as text in JSON", answer.headers["Content-Type"] == "application/json" and any(a["value"].get("text") == HOSTILE for a in answer.json()["acts"]))
    same("all tables are there", program("verify").returncode, 0)


def refused(desk, people, document):
    ada = people["ada"]
    for path in ("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/js/../../../CMakeLists.txt", "/js/%2e%2e%2f%2e%2e%2fdata/actors.tsv",
                 "//etc/passwd", "/messages/..%5c..%5cetc", "/api/v1/export/../../../etc/passwd", "/js/", "/.git/config"):
        answer = ada.get(path)
        check(f"traversal: {path}", answer.status == 404 and b"root:" not in answer.body, f"{answer.status} {answer.text[:200]}")
    for path in ("/api/v1/events?text=%zz", "/api/v1/events?text=%ff", "/api/v1/events?text=%00", "/api/v1/reports/%00", "/%"):
        same(f"malformed: {path}", ada.get(path).status, 400)
    same("too long an address", ada.get("/api/v1/events?text=" + "x" * 9000).status, 414)
    same("too many parameters", ada.get("/api/v1/events?" + "&".join("type=a" for _ in range(200))).status, 400)
    same("another host (DNS rebinding)", ada.get("/api/v1/events", Host="evil.example").status, 421)
    same("a method for another address", ada.ask("DELETE", "/api/v1/events").status, 405)
    same("a method of no address", ada.ask("PUT", "/api/v1/events", b"{}").status, 405)
    same("a form instead of JSON", ada.ask("POST", "/api/v1/acts", b"what=accept", {"Content-Type": "application/x-www-form-urlencoded"}).status, 415)
    for body in (b"", b"[]", b"{", b'{"what": "accept", "what": "reject"}', b"\xff\xfe", b"[" * 100000):
        same(f"a body that is no object: {body[:12]!r}", ada.ask("POST", "/api/v1/acts", body, {"Content-Type": "application/json"}).status, 400)
    same("an oversized body", ada.ask("POST", "/api/v1/acts", b" " * 300000, {"Content-Type": "application/json"}).status, 413)
    same("an oversized upload, by its length", raw(desk, ada, "POST /api/v1/reports HTTP/1.1", {"Content-Length": "99999999999"}), 413)
    chunked = raw(desk, ada, "POST /api/v1/acts HTTP/1.1", {"Transfer-Encoding": "chunked", "Content-Type": "application/json"},
                  b"".join(b"10000\r\n" + b" " * 65536 + b"\r\n" for _ in range(6)) + b"0\r\n\r\n")
    same("an oversized body that does not tell its length", chunked, 413)
    for cookie in ("recoupe=", "recoupe=" + "A" * 32, ada.cookie[:-1] + ("A" if ada.cookie[-1] != "A" else "B"), "recoupe=" + "\x7f" * 32, "; ;=;recoupe", "x" * 4000):
        same(f"a corrupted cookie: {cookie[:24]!r}", ada.get("/api/v1/events", Cookie=cookie).status, 401)
    for path in document["paths"]:
        found = {m for m in document["paths"][path] if m in ("get", "post", "delete")}
        told = set(m.lower() for m in re.findall(r'\{"(GET|POST|DELETE)", "' + re.escape(path) + '"', open(ROOT + "/src/desk/answer.c").read()))
        same(f"{path}: the methods that are described are those that are there", found, told)
    there = set(re.findall(r'\{"(?:GET|POST|DELETE)", "([^"]+)"', open(ROOT + "/src/desk/answer.c").read()))
    same("every route is described", there, set(document["paths"]))


def raw(desk, client, line, headers, body=b""):
    """The status of a request written byte by byte."""
    with socket.create_connection(("127.0.0.1", desk.port), timeout=60) as link:
        head = {"Host": f"127.0.0.1:{desk.port}", "Cookie": client.cookie, "X-CSRF-Token": client.csrf, **headers}
        link.sendall((line + "\r\n" + "".join(f"{n}: {v}\r\n" for n, v in head.items()) + "\r\n").encode())
        try:
            link.sendall(body)
        except OSError:
            pass
        answer = b""
        while b"\r\n" not in answer:
            got = link.recv(4096)
            if not got:
                return 0
            answer += got
        return int(answer.split()[1])


def slow(desk, people):
    """A client that sends a byte now and then is cut off, and nobody else waits for it."""
    links = [socket.create_connection(("127.0.0.1", desk.port)) for _ in range(20)]
    for link in links:
        link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    begun = time.time()
    quick = people["ada"].get("/api/v1/events").status
    check("others are answered meanwhile", quick == 200 and time.time() - begun < 5, time.time() - begun)
    cut = None
    while time.time() - begun < 60 and cut is None:
        time.sleep(2)
        try:
            links[0].sendall(b"x")
            links[0].settimeout(0.1)
            if links[0].recv(10) == b"":
                cut = time.time() - begun
        except socket.timeout:
            pass
        except OSError:
            cut = time.time() - begun
    check("a request that drips is cut off", cut is not None and 20 < cut < 50, cut)
    for link in links:
        link.close()


def removed(desk, people):
    same("user remove", program("user", "remove", "vic").returncode, 0)
    same("who was removed is out at once", people["vic"].get("/api/v1/events").status, 401)
    same("user role", program("user", "role", "ada", "viewer").returncode, 0)
    same("a lower role counts at once", people["ada"].ask("POST", "/api/v1/reports?name=x.txt", b"Ten died.").status, 403)
    same("log out", people["root"].ask("DELETE", "/api/v1/session").status, 200)
    same("and the cookie is worth nothing", people["root"].get("/api/v1/events").status, 401)
    guesser = Client(desk)
    tries = [guesser.log_in(name="root", password=f"guess number {i}").status for i in range(12)]
    check("wrong log-ins are limited", tries[0] == 401 and tries[-1] == 429, tries)
    same("even the right password waits", guesser.log_in(name="root", password=PASSWORDS["root"]).status, 429)


def single():
    desk = Desk(LEDGER + "-single", "--as", "solo")
    try:
        person = Client(desk)
        check("a ledger without accounts: the address carries a token", bool(desk.token))
        same("a wrong token", person.log_in(token="x" * len(desk.token)).status, 401)
        same("no token", person.log_in(name="solo", password="x").status, 401)
        answer = person.log_in(token=desk.token)
        same("the token lets the single user in", (answer.json()["name"], answer.json()["role"]), ("solo", "admin"))
        same("an empty ledger has no events", person.get("/api/v1/events").json(), {"total": 0, "events": []})
    finally:
        same("the desk ends when it is told to", desk.stop(), 0)


def main():
    set_up()
    accounts()
    document = json.load(open(ROOT + "/share/desk/openapi.json", encoding="utf-8"))
    desk = Desk(LEDGER)
    try:
        check("with accounts no token is printed", desk.token is None)
        people = logging_in(desk)
        same("the description is served", people["ada"].get("/api/v1/openapi.json").json(), document)
        rows = reading(people, document)
        transport(people)
        dripping = threading.Thread(target=slow, args=(desk, people))
        dripping.start()
        working(people, document, rows)
        hostile_text(people)
        refused(desk, people, document)
        dripping.join()
        removed(desk, people)
    finally:
        same("the desk ends when it is told to", desk.stop(), 0)
    same("the ledger holds", program("verify").returncode, 0)
    single()
    return server.failed


sys.exit(main())
