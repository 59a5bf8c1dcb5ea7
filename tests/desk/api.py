"""The desk's API as its OpenAPI file describes it, from log-in to undoing, and everything that must be refused."""
import datetime
import json
import re
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import quote as percent

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
    vague = ("Twelve soldiers were killed in Mali on 2 September 2021, the army said.", "Nineteen rebels were wounded on Thursday, the police said.")
    with open(WORK + "/vague.jsonl", "w", encoding="utf-8") as out:
        for i, text in enumerate(vague):
            json.dump({"id": f"vague-{i}", "lang": "en", "published": "2021-09-06", "outlet": "A paper", "text": text}, out)
            out.write("\n")
    program("add", "--quiet", WORK + "/vague.jsonl")


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
    for path in ("/api/v1/events", "/api/v1/facets", "/api/v1/map", "/api/v1/timeline", "/api/v1/events/E1", "/api/v1/reports/x", "/api/v1/acts",
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


def wrong_disputes(event):
    """Every contradiction is told once; counts stand from low to high, and their ends cannot both be; cells know their disputes."""
    wrong, pairs = [], sorted(n for d in event["disputes"] for n in d["pairs"])
    if pairs != list(range(len(event["contradictions"]))):
        wrong.append(f"disputes hold {pairs} of {len(event['contradictions'])} contradictions")
    if any(event["contradictions"][n]["kind"] != d["kind"] or d["why"] != event["contradictions"][d["pairs"][0]]["why"] for d in event["disputes"] for n in d["pairs"]):
        wrong.append("a dispute of another kind, or with another sentence, than its pairs")
    for i, dispute in enumerate(event["disputes"]):
        stands = dispute.get("stands", [])
        claims = {claim for stand in stands for claim in stand["claims"]}
        if dispute["kind"] == "count":
            low, high = (stands[end] for end in dispute["ends"])
            middles = [(s.get("low", s.get("high")) + s.get("high", s.get("low"))) / 2 for s in stands]
            if middles != sorted(middles) or low.get("high", 1e9) >= high.get("low", -1):
                wrong.append(f"stands {stands}")
        if stands and claims != {c["claim"] for c in event["cells"] if i in c.get("disputes", [])}:
            wrong.append(f"dispute {i}: its claims are not those of its cells")
    return wrong


def reading(people, document):
    ada = people["ada"]
    described(ada, document, "get", "/api/v1/session", "/api/v1/session")
    described(ada, document, "get", "/api/v1/summary", "/api/v1/summary")
    described(ada, document, "get", "/api/v1/users", "/api/v1/users")
    everything = described(ada, document, "get", "/api/v1/events", "/api/v1/events?limit=200").json()
    described(ada, document, "get", "/api/v1/facets", "/api/v1/facets")
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
        whole = ada.get("/api/v1/events/" + event["id"]).json()
        found = faults(whole, document["components"]["schemas"]["Event"], document) + wrong_disputes(whole)
        if found:
            check(f"event {event['id']} is as described", False, "\n".join(found))
    said = {words: [r.get("contradiction", {}).get("why", "") for r in ada.get("/api/v1/events?limit=200&words=" + words).json()["events"]] for words in ("en", "fr")}
    check("contradictions are said in the language that is asked for", said["en"][0].startswith("according to") and all(why[:6] == "selon " for why in said["fr"] if why) and said["fr"][0], said["fr"])
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
    places = {v["value"]: v["n"] for v in facets["place"]}
    spelled = {r["place"].get("name", "") for r in rows if "Panjshir" in r["place"].get("name", "") and r["place"].get("precision") == "district"}
    one = [value for value in places if value in spelled]
    check("a place under several spellings is one value", len(spelled) > 1 and len(one) == 1 and one[0] == "vallée du Panjshir", (spelled, one))
    totals = {ada.get("/api/v1/events?limit=1&place=" + quote(value)).json()["total"] for value in spelled}
    same("any of them finds the place", totals, {places.get(one[0])})
    other = sorted(spelled - {one[0]})[0]
    chosen = ada.get("/api/v1/facets?place=" + quote(other)).json()
    same("the one that was chosen stands for it", [v["n"] for v in chosen["place"] if v["value"] in spelled], [places[one[0]]])
    check("under the name it was chosen by", other in [v["value"] for v in chosen["place"]], chosen["place"])
    same("other facets count all of it", sum(v["n"] for v in chosen["status"]), places[one[0]])
    both = ada.get("/api/v1/events?status=contested&status=corroborated").json()["total"]
    same("two values of one tag are alternatives", both, sum(v["n"] for v in facets["status"] if v["value"] in ("contested", "corroborated")))
    boxed = ada.get("/api/v1/events?bbox=69,35,70,36&limit=200").json()["events"]
    check("a box", boxed and all(69 <= e["place"]["lon"] <= 70 and 35 <= e["place"]["lat"] <= 36 for e in boxed), boxed)
    check("words of a report", 0 < ada.get("/api/v1/events?text=Shotul").json()["total"] < len(rows))
    same("words are words, not a language", ada.get("/api/v1/events?text=" + quote('"NEAR( OR *')).status, 200)
    return rows


def on_the_map(ada, document, rows):
    whole = described(ada, document, "get", "/api/v1/map", "/api/v1/map").json()
    described(ada, document, "get", "/api/v1/map", "/api/v1/map?bbox=1,2,3", status=400)
    located = {r["id"]: r for r in rows if "lat" in r["place"] and r["place"]["precision"] != "country"}
    country = [r for r in rows if "lat" in r["place"] and r["place"]["precision"] == "country"]
    check("there are events of every kind to show", located and country and len(located) + len(country) < len(rows), len(rows))
    same("the map has every event that has a point", {p[0] for p in whole["points"]}, set(located))
    same("its total says how many", whole["total"], len(located))
    same("and none known only to a country, which are counted", sum(c[1] for c in whole["countries"]), len(country))
    same("by the code of the country", {c[0] for c in whole["countries"]}, {r["place"]["country"] for r in country})
    same("what is not located is counted", whole["unlocated"], len(rows) - len(located) - len(country))
    for id, lat, lon, precision, contested, day, place in whole["points"]:
        r = located[id]
        if [lat, lon, precision, bool(contested), day, place] != [r["place"]["lat"], r["place"]["lon"], r["place"]["precision"], r["status"] == "contested", (r["told"] or [None])[0], r["place"].get("name", "")]:
            check(f"point of {id}", False, f"{r} {lat} {lon} {precision} {contested} {day}")
    for value, wanted in (("yes", len(located)), ("country", len(country)), ("no", whole["unlocated"])):
        same(f"located={value} is the same events", ada.get(f"/api/v1/events?located={value}").json()["total"], wanted)
    lats, lons = [p[1] for p in whole["points"]], [p[2] for p in whole["points"]]
    middle = sorted(lats)[len(lats) // 2]
    box = f"{min(lons) - 1},{middle},{max(lons) + 1},90"
    part = ada.get(f"/api/v1/map?bbox={box}").json()
    same("a box holds the points in it", {p[0] for p in part["points"]}, {p[0] for p in whole["points"] if p[1] >= middle})
    same("and nothing known only to a country, or not at all", (part["countries"], part["unlocated"]), ([], 0))
    same("so does the list", {r["id"] for r in ada.get(f"/api/v1/events?limit=200&bbox={box}").json()["events"]}, {p[0] for p in part["points"]})
    far = ada.get("/api/v1/map?bbox=170,-90,-170,90").json()
    same("a box across the antimeridian", (far["total"], far["points"]), (0, []))
    across = ada.get(f"/api/v1/map?bbox={min(lons) - 1},-90,{min(lons) - 2},90").json()
    same("and one that goes all around", across["total"], whole["total"])
    packed = ada.get("/api/v1/map", Accept_Encoding="gzip")
    same("the map comes packed", (packed.headers["Content-Encoding"], packed.json()), ("gzip", whole))


def on_the_timeline(ada, document, rows):
    whole = described(ada, document, "get", "/api/v1/timeline", "/api/v1/timeline?bucket=day").json()
    same("the timeline counts every event", whole["total"], len(rows))
    same("and those without a day of their own", whole["undated"], ada.get("/api/v1/events?dated=no").json()["total"])
    check("there are some", whole["undated"] > 0)
    told = [r for r in rows if r["told"]]
    days = {d for r in told for d in r["told"]}
    same("from the first day to the last", (whole["buckets"][0][0], whole["buckets"][-1][0]), (min(days), max(days)))
    for day, n, contested, reported in whole["buckets"]:
        here = [r for r in told if r["told"][0] <= day <= r["told"][1]]
        seen = (n, contested, reported)
        wanted = (len(here), sum(r["status"] == "contested" for r in here), sum(not r["when"] for r in here))
        if seen != wanted:
            check(f"the bucket of {day}", False, f"{seen} is not {wanted}")
    check("each day counts the events that touch it", True)
    day, n = max(whole["buckets"], key=lambda b: b[1])[:2]
    same("which is what filtering by the day leaves", ada.get(f"/api/v1/events?since={day}&until={day}").json()["total"], n)
    for bucket, start in (("week", lambda d: d - datetime.timedelta(d.weekday())), ("month", lambda d: d.replace(day=1)),
                          ("year", lambda d: d.replace(month=1, day=1))):
        longer = described(ada, document, "get", "/api/v1/timeline", f"/api/v1/timeline?bucket={bucket}").json()
        wanted = {}
        for r in told:
            first, last = (datetime.date.fromisoformat(d) for d in r["told"])
            for one in {start(first + datetime.timedelta(i)) for i in range((last - first).days + 1)}:
                wanted[one.isoformat()] = wanted.get(one.isoformat(), 0) + 1
        same(f"by {bucket}", {b[0]: b[1] for b in longer["buckets"]}, wanted)
    cut = ada.get(f"/api/v1/timeline?bucket=day&since={day}&until={day}").json()
    same("no bucket lies outside the days of the filter", [b[0] for b in cut["buckets"]], [day])
    same("auto takes the shortest that is not too many", ada.get("/api/v1/timeline").json()["bucket"], "day")
    described(ada, document, "get", "/api/v1/timeline", "/api/v1/timeline?bucket=hour", status=400)
    same("a filter that finds nothing", ada.get("/api/v1/timeline?type=none").json(), {"bucket": "day", "total": 0, "undated": 0, "buckets": []})


def quote(text):
    return percent(text, safe="")


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
        elif what == "acled":  # an event without a day has no row there
            dated = [e for e in ada.get("/api/v1/events?status=contested&limit=100").json()["events"] if e["when"]]
            same(f"export {what}: the filter's events with a day and nothing else", count, len(dated))
        else:
            same(f"export {what}: the filter's events and nothing else", count, total)
    same("an export that is none", ada.get("/api/v1/export/xlsx").status, 404)


def working(people, document, rows):
    ada, vic, root = people["ada"], people["vic"], people["root"]
    event = ada.get("/api/v1/events/" + rows[0]["id"]).json()
    chosen = next(c for c in event["claims"] if c["record"].get("when"))
    claim = chosen["id"]
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
    report = ada.get("/api/v1/reports/" + quote(chosen["report"])).json()
    stored = next(c for c in report["claims"] if c["id"] == claim)
    same("the correction is there", (stored["state"], stored["record"]["when"]), ("edited", ["2021-08-30", "2021-08-31"]))
    same("and what was read is kept", stored["read"]["when"], chosen["record"]["when"])
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
    same("undone", next(c for c in now["claims"] if c["id"] == claim)["record"]["when"], chosen["record"]["when"])
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
        on_the_map(people["ada"], document, rows)
        on_the_timeline(people["ada"], document, rows)
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
