"""How fast the API answers over a million alerts, with 8 readers while 100 webhooks a second come in.

The alerts are written into the database file directly, one for each vendor alert, with the copies, counters and
search texts that the program itself keeps. BENCH_ALERTS, BENCH_SECONDS and BENCH_READERS change the size of things."""

import os
import random
import sqlite3
import tempfile
import threading
import time
import uuid
from pathlib import Path

from figures import percentile, show

from installation import Installation
from program import Program
from webhook import Sender, issue_body
from workbench import Workbench

ALERTS = int(os.environ.get("BENCH_ALERTS", 1_000_000))
SECONDS = int(os.environ.get("BENCH_SECONDS", 20))
READERS = int(os.environ.get("BENCH_READERS", 8))
WEBHOOKS_A_SECOND = 100

SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"]
STATUSES = ["OPEN", "CLOSED", "CLOSED", "CLOSED", "CLOSED", "CLOSED", "CLOSED", "CLOSED", "IN_PROGRESS", "CLOSED"]
SYSTEM = "00000000-0000-7000-8000-000000000001"
WORDS = ["Reverse shell", "Crypto miner", "Container escape", "Credential theft", "Lateral movement", "Web shell"]


def ids(milliseconds):
    """UUIDv7, as the program makes them."""
    number = (milliseconds << 80) | (7 << 76) | (random.getrandbits(12) << 64) | (2 << 62) | random.getrandbits(62)
    return str(uuid.UUID(int=number))


def seed(file, count):
    """Fills the database in one transaction. Returns the ids of some alerts and names that only they have."""
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("PRAGMA cache_size = -400000")
    device, organization = database.execute("SELECT id, organization_id FROM security_devices").fetchone()
    severity_rank = {"CRITICAL": 0, "HIGH": 1, "MEDIUM": 2, "LOW": 3}
    match = ('{"ruleID":"wf-bench","ruleTitle":"Benchmark","ruleVersion":"1","alsoMatched":[],"triage":[],"tactics":[],"techniques":[],'
             '"fields":[]}')
    start = int(time.time() * 1000) - 90 * 86_400_000
    known, counts = [], {}
    begun = time.monotonic()
    database.execute("BEGIN")
    shape = alert_shape(database, match)

    def rows():
        for number in range(count):
            moment = start + number * (90 * 86_400_000 // count)
            severity, status = random.choice(SEVERITIES), random.choice(STATUSES)
            counts[status, severity] = counts.get((status, severity), 0) + 1
            alert, vendor_alert = ids(moment), ids(moment)
            host = f"host-{number:07d}"
            if number % max(1, count // 500) == 0:
                known.append((alert, host))
            yield number, moment, severity, status, alert, vendor_alert, host

    batch = []
    for row in rows():
        batch.append(row)
        if len(batch) == 20_000:
            write(database, batch, device, organization, severity_rank, shape)
            batch = []
    write(database, batch, device, organization, severity_rank, shape)
    database.executemany(
        "INSERT INTO alert_counts (organization_id, status, severity, number) VALUES (?, ?, ?, ?)",
        [(organization, status, severity, number) for (status, severity), number in counts.items()])
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return known, time.monotonic() - begun


def alert_shape(database, fallback):
    """The JSON of a detection match as this program writes it, from an alert that it made; else a plain one."""
    row = database.execute("SELECT rule_match FROM alerts LIMIT 1").fetchone()
    return row[0] if row else fallback


def write(database, batch, device, organization, rank, match):
    content = ('{"name":"%s","origins":[],"resources":[],"actors":[],"projects":[],"environments":[],"risks":[],'
               '"tactics":[],"techniques":[],"events":[],"detectionIDs":[],"notes":[]}')
    titles = {row[0]: f"{WORDS[row[0] % len(WORDS)]} on {row[6]}" for row in batch}
    database.executemany(
        "INSERT INTO vendor_alerts (id, organization_id, device_id, kind, vendor_id, name, severity, severity_rank, "
        "rule_name, content, first_seen_ns, raw, first_source, created_at, updated_at) "
        "VALUES (?, ?, ?, 'issue', ?, ?, ?, ?, ?, ?, ?, '{}', 'poll', ?, ?)",
        [(v, organization, device, f"bench-{n}", titles[n], s, rank[s], titles[n], content % titles[n],
          m * 1_000_000, m, m) for n, m, s, _, _, v, _ in batch])
    database.executemany(
        "INSERT INTO alerts (id, organization_id, device_id, name, severity, severity_rank, status, is_closed, "
        "is_issue_backed, kind, rule_id, rule_match, close_reason, close_comment, source, version, created_at, "
        "created_by, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 'issue', 'wf-bench', ?, ?, ?, 'poll', 1, ?, ?, ?)",
        [(a, organization, device, f"Wiz Cloud: {titles[n]}", s, rank[s], t, int(t == "CLOSED"), match,
          "BENIGN" if t == "CLOSED" else None, "Seeded." if t == "CLOSED" else None, m, SYSTEM, m)
         for n, m, s, t, a, _, _ in batch])
    database.executemany(
        "INSERT INTO alert_vendor_alerts (alert_id, vendor_alert_id) VALUES (?, ?)",
        [(a, v) for _, _, _, _, a, v, _ in batch])
    database.executemany(
        "INSERT INTO search_texts (owner_id, content) VALUES (?, ?)",
        [pair for n, _, _, _, a, v, _ in batch
         for pair in ((a, f"Wiz Cloud: {titles[n]}"), (v, f"{titles[n]}\nbench-{n}"))])


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
