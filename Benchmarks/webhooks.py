"""How many webhooks a second the server makes durable (SQLite, synchronous=FULL), and how long until all are alerts.

wrk sends distinct bodies of 4 KB over 32 connections. The bare endpoint of the same server stands beside it, so that
the figure can be told from what HTTP alone costs here."""

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import disk, peak_memory, show

from installation import Installation
from program import Program
from webhook import issue_body
from workbench import Workbench

CONNECTIONS = 32
SECONDS = int(os.environ.get("BENCH_SECONDS", 10))
BODY_SIZE = 4096
LUA = Path(__file__).resolve().parent / "webhooks.lua"


def template():
    """A body of exactly 4 KB with a place for the id, that a detection rule matches."""
    issue = {
        "id": "@ID@", "status": "OPEN", "severity": "HIGH", "createdAt": "2026-03-01T10:20:30.123456Z",
        "sourceRules": [{"id": "cer-benchmark", "name": "Reverse shell was started", "description": ""}],
        "entitySnapshot": {"providerId": "i-0abc", "name": "build-agent-7", "nativeType": "virtualMachine",
                           "cloudPlatform": "AWS", "region": "eu-west-1"},
    }
    body = issue_body(issue)
    size = len(json.dumps(body)) - len("@ID@") + 36
    body["control"]["description"] = "x" * (BODY_SIZE - size)
    return json.dumps(body)


def wrk(url, *arguments, **environment):
    done = subprocess.run(
        ["wrk", "--threads", "2", "--connections", str(CONNECTIONS), "--duration", f"{SECONDS}s", *arguments, url],
        env=os.environ | environment, text=True, capture_output=True, check=True)
    return done.stdout


def rate(report):
    return float(re.search(r"Requests/sec:\s+([\d.]+)", report).group(1))


def wait_until_all_are_alerts(workbench, accepted):
    """Counts until every accepted webhook is an alert. Those cut off when wrk stopped may be stored as well."""
    while True:
        vendor_alerts, alerts = workbench.count("vendor_alerts"), workbench.count("expel_alerts")
        if alerts >= accepted and vendor_alerts == alerts:
            return vendor_alerts, alerts
        time.sleep(0.1)


def main():
    print(f"Webhooks: {BODY_SIZE} bytes each, {CONNECTIONS} connections, {SECONDS} s, SQLite with synchronous=FULL")
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
        folder = Path(folder)
        disk(folder)
        emulator = Program("wiz-emulator", "--port", 0, "--issues", 0, log=folder / "emulator.txt")
        server = None
        try:
            installation = Installation(folder / "data")
            # Without console access nothing is written back: the tenant knows none of these issues.
            installation.connect(emulator.url(), writes_back=False)
            server = installation.serve(0, folder / "serve.txt")
            measure(installation, server, folder)
        finally:
            for program in filter(None, [server, emulator]):
                program.stop()


def measure(installation, server, folder):
    url = server.url()
    webhook = installation.webhook(url)
    (folder / "body.json").write_text(template())
    pair = base64.b64encode(f"{webhook['username']}:{webhook['password']}".encode()).decode()
    show("bare endpoint (/healthz), requests/s", f"{rate(wrk(url + '/healthz')):,.0f}")
    start = time.monotonic()
    report = wrk(
        webhook["url"], "--script", str(LUA), BODY_TEMPLATE=str(folder / "body.json"), AUTHORIZATION=f"Basic {pair}")
    accepted, refused, seconds = re.search(r"accepted=(\d+) refused=(\d+) seconds=([\d.]+)", report).groups()
    accepted, refused, seconds = int(accepted), int(refused), float(seconds)
    show("webhooks acknowledged and durable, a second", f"{accepted / seconds:,.0f}")
    show("acknowledged / refused", f"{accepted:,} / {refused:,}")
    stored, alerts = wait_until_all_are_alerts(Workbench(url, installation.token), accepted)
    took = time.monotonic() - start
    show("read back: vendor alerts / alerts", f"{stored:,} / {alerts:,}")
    show("from the first webhook until all were alerts", f"{took:.1f} s ({alerts / took:,.0f} alerts/s)")
    show("peak memory", f"{peak_memory(server.process):,.0f} MiB")
    if not accepted <= stored <= accepted + CONNECTIONS:
        sys.exit(f"{accepted} were acknowledged and {stored} are stored; at most {CONNECTIONS} may have been cut off")


if __name__ == "__main__":
    main()
