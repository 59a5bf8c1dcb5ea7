"""What the desk takes to answer on a great ledger: bench_desk.py LEDGER [SECONDS]. Clock and processor time of the server at the
middle of some requests for each view, then 50 readers at once for some seconds while reports are added, and the memory the
server has. bench/bench_ledger makes a ledger and bench/multiply.py a great one of it; it is written to."""
import os
import statistics
import sys
import threading
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
os.environ.setdefault("RECOUPE", ROOT + "/build/recoupe")
os.environ.setdefault("WORK", "/tmp")
os.environ.setdefault("ROOT", ROOT)
sys.path.insert(0, ROOT + "/tests/desk")
from server import Client, Desk  # noqa: E402

READERS, TIMES = 50, 15


def processor_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid):
    return next(int(line.split()[1]) // 1024 for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS"))


def private_megabytes(pid):
    return next(int(line.split()[1]) // 1024 for line in open(f"/proc/{pid}/status") if line.startswith("RssAnon"))


def measure(desk, client, name, path):
    took = []
    used = processor_seconds(desk.process.pid)
    for _ in range(TIMES):
        begun = time.perf_counter()
        answer = client.get(path)
        took.append(time.perf_counter() - begun)
        assert answer.status == 200, (path, answer.status, answer.text[:300])
    used = (processor_seconds(desk.process.pid) - used) / TIMES
    print(f"{name:34} {1e3 * statistics.median(took):7.1f} ms of clock, {1e3 * used:6.1f} ms of processor, {len(answer.body):8} bytes")
    return answer


def read_on(desk, secret, paths, until, took):
    client = Client(desk)
    client.cookie = secret.cookie
    k = id(client) % len(paths)
    while time.time() < until:
        k = (k + 1) % len(paths)
        begun = time.perf_counter()
        answer = client.get(paths[k])
        took.append((time.perf_counter() - begun, paths[k]))
        assert answer.status == 200, (paths[k], answer.status)
        time.sleep(0.5)  # a person reads


def add_on(client, until, added):
    k = 0
    while time.time() < until:
        text = ("Date: 2021-02-01\n\n"
                f"On Friday {20 + k % 9} fighters of Side{k % 30} were killed in Town{k % 50}, a spokesman for Side{(k + 1) % 30}"
                f" said. Number {k} of them was found at the river by a farmer of the village {k * 7919}.")
        answer = client.ask("POST", f"/api/v1/reports?name=bench{k}.txt", text.encode(), {"Content-Type": "text/plain"})
        added.append(answer.status)
        k += 1
        time.sleep(0.2)


def main():
    desk = Desk(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 15
    client = Client(desk)
    client.log_in(token=desk.token)
    try:
        page = measure(desk, client, "queue, first page", "/api/v1/events")
        events = page.json()["events"]
        after = urllib.parse.quote(page.json()["next"])
        measure(desk, client, "queue, second page", f"/api/v1/events?after={after}")
        measure(desk, client, "queue by date", "/api/v1/events?sort=date")
        for event in (events[0], events[-1]):
            measure(desk, client, f"event of {event['claims']} claims", "/api/v1/events/" + event["id"])
        facets = measure(desk, client, "facets", "/api/v1/facets").json()
        paths = ["/api/v1/events", f"/api/v1/events?after={after}", *("/api/v1/events/" + e["id"] for e in events[:20])]
        for name in ("type", "side", "place", "outlet", "status", "clash"):
            value = urllib.parse.quote(facets[name][0]["value"])
            measure(desk, client, f"queue with a {name}", f"/api/v1/events?{name}={value}")
            measure(desk, client, f"facets with a {name}", f"/api/v1/facets?{name}={value}")
            paths.append(f"/api/v1/events?{name}={value}")
        measure(desk, client, "map", "/api/v1/map")
        print(f"memory of the server: {megabytes(desk.process.pid)} MB, {private_megabytes(desk.process.pid)} MB of it its own")
        took, added, until = [], [], time.time() + seconds
        threads = [threading.Thread(target=read_on, args=(desk, client, paths, until, took)) for _ in range(READERS)]
        threads.append(threading.Thread(target=add_on, args=(client, until, added)))
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        all_took = sorted(t for t, _ in took)
        print(f"{READERS} readers, {len(all_took)} answers in {seconds:.0f} s while {added.count(200) + added.count(201)} reports were added:"
              f" half below {1e3 * all_took[len(all_took) // 2]:.0f} ms, 99 of 100 below {1e3 * all_took[len(all_took) * 99 // 100]:.0f} ms")
        print(f"memory of the server: {megabytes(desk.process.pid)} MB, {private_megabytes(desk.process.pid)} MB of it its own")
    finally:
        desk.stop()


if __name__ == "__main__":
    main()
