"""How fast the API answers over a million alerts, with 8 readers while 100 webhooks a second come in.

The alerts are written into the database file directly, one for each vendor alert, with the copies, counters and
search texts that the program itself keeps. BENCH_ALERTS, BENCH_SECONDS and BENCH_READERS change the size of things."""

import os
import random
import tempfile
import threading
import time
import uuid
from pathlib import Path

from figures import percentile, show

from installation import Installation
from population import SEVERITIES, STATUSES, seed
from program import Program
from webhook import Sender, issue_body
from workbench import Workbench

ALERTS = int(os.environ.get("BENCH_ALERTS", 1_000_000))
SECONDS = int(os.environ.get("BENCH_SECONDS", 20))
READERS = int(os.environ.get("BENCH_READERS", 8))
WEBHOOKS_A_SECOND = 100


def questions(organization, known):
    """What each reader asks, by name: a function that makes the path and the parameters."""
    return {
        "list of 50, newest first": lambda: ("/api/v2/expel_alerts", {"sort": "-created_at"}),
        "status, severity and organization": lambda: ("/api/v2/expel_alerts", {
            "filter[status]": "OPEN", "filter[expel_severity]": random.choice(SEVERITIES),
            "filter[organization][id]": organization, "sort": "-created_at"}),
        "text search": lambda: ("/api/v2/expel_alerts", {
            "flag[search]": random.choice(known)[1], "sort": "-created_at"}),
        "count": lambda: ("/api/v2/expel_alerts", {"page[limit]": 0, "filter[status]": random.choice(STATUSES)}),
        "one alert": lambda: (f"/api/v2/expel_alerts/{random.choice(known)[0]}", {}),
    }


class Reader(threading.Thread):
    def __init__(self, installation, url, asked, until):
        super().__init__()
        self.workbench = Workbench(url, installation.token)
        self.asked, self.until, self.times, self.errors = asked, until, {}, []

    def run(self):
        while time.monotonic() < self.until:
            name, make = random.choice(list(self.asked.items()))
            path, parameters = make()
            start = time.perf_counter()
            answer = self.workbench.request("GET", path, params=parameters)
            self.times.setdefault(name, []).append(time.perf_counter() - start)
            if answer.status_code != 200:
                self.errors.append((name, answer.status_code, answer.text[:200]))


class Webhooks(threading.Thread):
    """Sends at a steady rate, as long as the readers read."""

    def __init__(self, sender, until):
        super().__init__()
        self.sender, self.until, self.accepted, self.late = sender, until, 0, 0.0

    def run(self):
        due = time.monotonic()
        while time.monotonic() < self.until:
            issue = {
                "id": str(uuid.uuid4()), "status": "OPEN", "severity": "HIGH", "createdAt": "2026-03-01T10:20:30Z",
                "sourceRules": [{"id": "cer-benchmark", "name": "Reverse shell was started", "description": ""}],
            }
            self.accepted += self.sender.send(issue_body(issue)) == 202
            due += 1 / WEBHOOKS_A_SECOND * SENDERS
            self.late = max(self.late, time.monotonic() - due)
            time.sleep(max(0, due - time.monotonic()))


SENDERS = 4


def measure(installation, url, known):
    organization = Workbench(url, installation.token).list("organizations")[0]["id"]
    asked = questions(organization, known)
    warm = Workbench(url, installation.token)
    for make in asked.values():
        path, parameters = make()
        warm.request("GET", path, params=parameters)
    until = time.monotonic() + SECONDS
    readers = [Reader(installation, url, asked, until) for _ in range(READERS)]
    senders = [Webhooks(Sender(installation.webhook(url)), until) for _ in range(SENDERS)]
    for thread in readers + senders:
        thread.start()
    for thread in readers + senders:
        thread.join()
    for name in asked:
        times = [time for reader in readers for time in reader.times.get(name, [])]
        if times:
            show(f"{name}, p50 / p99 of {len(times):,}",
                 f"{percentile(times, .5) * 1e3:.1f} / {percentile(times, .99) * 1e3:.1f} ms")
    show("webhooks accepted a second meanwhile", f"{sum(s.accepted for s in senders) / SECONDS:,.0f}")
    errors = [error for reader in readers for error in reader.errors]
    show("refused or failed requests", f"{len(errors)} {errors[:1] if errors else ''}")


def main():
    print(f"API: {ALERTS:,} alerts in SQLite, {READERS} readers, {WEBHOOKS_A_SECOND} webhooks a second, {SECONDS} s")
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
        folder = Path(folder)
        emulator = Program("wiz-emulator", "--port", 0, "--issues", 0, log=folder / "emulator.txt")
        server = None
        try:
            installation = Installation(folder / "data")
            installation.connect(emulator.url(), writes_back=False)
            known, seconds = seed(folder / "data" / "watchfloor.sqlite", ALERTS)
            show("seeding", f"{seconds:,.0f} s, {(folder / 'data' / 'watchfloor.sqlite').stat().st_size / 2**20:,.0f} MiB")
            server = installation.serve(0, folder / "serve.txt")
            measure(installation, server.url(), known)
        finally:
            for program in filter(None, [server, emulator]):
                program.stop()


if __name__ == "__main__":
    main()
