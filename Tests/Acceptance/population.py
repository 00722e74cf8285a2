"""Fills a database with alerts of its own, one for each vendor alert, with the copies, counters and search texts that
the program itself keeps: for tests and measurements that need many."""

import random
import sqlite3
import time
import uuid

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
