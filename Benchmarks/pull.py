"""How fast a tenant's issues are pulled into SQLite by a first poll, and how much memory that takes."""

import os
import tempfile
import time
from pathlib import Path

from figures import peak_memory, show

from installation import Installation
from program import Program
from workbench import Workbench

ISSUES = int(os.environ.get("BENCH_ISSUES", 20_000))
WINDOW = 30 * 86_400


def main():
    print(f"Pull: a tenant with {ISSUES:,} issues, first poll")
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
        folder = Path(folder)
        emulator = Program("wiz-emulator", "--port", 0, "--issues", ISSUES, log=folder / "emulator.txt")
        server = None
        try:
            installation = Installation(folder / "data")
            installation.connect(emulator.url())
            start = time.monotonic()
            server = installation.serve(
                0, folder / "serve.txt", WATCHFLOOR_FIRST_RUN_WINDOW=str(WINDOW))
            measure(installation, server, start)
        finally:
            for program in filter(None, [server, emulator]):
                program.stop()


def measure(installation, server, start):
    while not installation.first_poll_is_over():
        time.sleep(0.5)
    pulled = time.monotonic() - start
    items = {}
    for stream, state, count in installation.polls():
        if state == "done":
            items[stream] = items.get(stream, 0) + count
    total = sum(items.values())
    show("pulled: " + ", ".join(f"{count:,} {stream}" for stream, count in sorted(items.items())), f"{pulled:.1f} s")
    show("items a second", f"{total / pulled:,.0f}")
    workbench = Workbench(server.url(), installation.token)
    last, since = -1, time.monotonic()
    while time.monotonic() - since < 3:
        count = workbench.count("vendor_alerts")
        if count != last:
            last, since = count, time.monotonic()
        time.sleep(0.2)
    show(f"all taken in: {last:,} vendor alerts, {workbench.count('expel_alerts'):,} alerts", f"{since - start:.1f} s")
    show("peak memory", f"{peak_memory(server.process):,.0f} MiB")


if __name__ == "__main__":
    main()
