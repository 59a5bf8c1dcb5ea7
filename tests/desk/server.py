"""A desk to test: the program started on a ledger of its own, and a client that speaks HTTP without any help."""
import gzip
import http.client
import json
import os
import re
import subprocess

PROGRAM = os.environ["RECOUPE"]
WORK = os.environ["WORK"]
ROOT = os.environ["ROOT"]


class Desk:
    def __init__(self, ledger, *options):
        self.process = subprocess.Popen([PROGRAM, "--ledger", ledger, "serve", "--port", "0", *options], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()
        found = re.match(r"http://127\.0\.0\.1:(\d+)/(?:#token=(\S+))?$", self.url)
        assert found, "the desk printed no address: " + repr(self.url)
        self.port, self.token = int(found[1]), found[2]

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=20)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.text)


class Client:
    """One person: keeps the cookie and the token of the session."""

    def __init__(self, desk):
        self.desk, self.cookie, self.csrf = desk, None, None

    def ask(self, method, path, body=None, headers=None, **more):
        wanted = {"Host": f"127.0.0.1:{self.desk.port}"}
        if self.cookie:
            wanted["Cookie"] = self.cookie
        if self.csrf and method != "GET":
            wanted["X-CSRF-Token"] = self.csrf
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            wanted["Content-Type"] = "application/json"
        wanted.update(headers or {})
        wanted = {name: value for name, value in wanted.items() if value is not None}
        link = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=60)
        link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in wanted.items():
            link.putheader(name, value)
        if body is not None:
            link.putheader("Content-Length", str(len(body)))
        link.endheaders(body)
        answer = link.getresponse()
        data = answer.read()
        link.close()
        if answer.getheader("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        return Answer(answer.status, answer.headers, data)

    def get(self, path, **headers):
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def log_in(self, **secret):
        answer = self.ask("POST", "/api/v1/session", secret)
        if answer.status == 200:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
            self.csrf = answer.json()["csrf"]
        return answer

    def act(self, what, kind, target, value=None, seen=None, **more):
        wish = {"what": what, "kind": kind, "target": target, **({"value": value} if value is not None else {}), **more}
        return self.ask("POST", "/api/v1/acts", wish, {"If-Match": f'"{seen}"'} if seen is not None else None)


failed = False


def check(what, good, seen=""):
    global failed
    print(("ok " if good else "not ok ") + what)
    if not good:
        failed = True
        for line in str(seen)[:1500].splitlines()[:20]:
            print("    " + line)


def same(what, seen, wanted):
    check(what, seen == wanted, f"{seen!r} is not {wanted!r}")
