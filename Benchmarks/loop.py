"""How long the loop takes: from an issue in the tenant to the alert, and from closing it to the change in the tenant.

One at a time with a pause between, as one analyst would see it: the client's rate limit for a tenant would otherwise
be what is measured."""

import os
import tempfile
import time

from figures import milliseconds, percentile, show

from program import Demo
from tenant import Tenant
from workbench import Workbench

ROUNDS = int(os.environ.get("BENCH_ROUNDS", 30))
PAUSE = 2.0


def until(check):
    """Seconds until `check` is true, and what it then returned."""
    start = time.perf_counter()
    while not (seen := check()):
        if time.perf_counter() - start > 60:
            raise SystemExit("gave up after 60 s")
        time.sleep(0.002)
    return time.perf_counter() - start, seen


def main():
    print(f"Loop: {ROUNDS} issues, one after the other")
    inward, outward = [], []
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
        demo = Demo(folder)
        try:
            tenant = Tenant(demo.credentials["wiz"]["control_url"])
            workbench = Workbench(demo.credentials["url"], demo.credentials["analyst"]["api_token"])
            for _ in range(ROUNDS):
                time.sleep(PAUSE)
                issue = tenant.create()["id"]
                seconds, alerts = until(lambda: workbench.alerts_of(issue))
                inward.append(seconds)
                time.sleep(PAUSE)
                workbench.close(alerts[0], "BENIGN", "Benchmark.")
                outward.append(until(lambda: tenant.issue(issue)["status"] == "REJECTED")[0])
        finally:
            demo.stop()
    for words, times in (("in: issue created to alert readable", inward), ("out: closed to issue rejected", outward)):
        show(f"{words}, p50 / p95", f"{milliseconds(percentile(times, .5))} / {milliseconds(percentile(times, .95))}")


if __name__ == "__main__":
    main()
