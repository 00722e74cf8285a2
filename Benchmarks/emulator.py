"""How many simple queries a second the emulated tenant answers on one core.

The tenant may use one core and wrk another. The endpoint of the same server that only tells the time stands beside each
query: the share of its rate says what GraphQL costs, whatever the machine."""

import json
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

from figures import peak_memory, show

from emulated_tenant import Emulator

SECONDS = int(os.environ.get("BENCH_SECONDS", 10))
ISSUES = int(os.environ.get("BENCH_ISSUES", 1_000))
LUA = Path(__file__).resolve().parent / "emulator.lua"

SIMPLE = {
    "one issue by its id": "query ($id: ID!) { issue(id: $id) { id status severity resolutionReason } }",
    "the newest issue": "{ issuesV2(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } }",
    "five issues with rule and resource": """{ issuesV2(first: 5, filterBy: {status: [OPEN]}) { nodes {
        id status severity createdAt sourceRules { name } entitySnapshot { id name type } } } }""",
}

# At 100,000 issues, once each: nothing here may take so long that a client gives up.
LARGE = {
    "500 issues": "{ issuesV2(first: 500) { nodes { id status severity description } totalCount } }",
    "500 vulnerabilities with the issues of their assets": """{ vulnerabilityFindings(
        first: 500, orderBy: {field: SEVERITY, direction: DESC}) { nodes {
        id name relatedIssueAnalytics { issueCount } } totalCount } }""",
    "a graph search with neighbours": """{ graphSearch(first: 500, query: {
        type: [VIRTUAL_MACHINE], select: true, relationships: [
        {type: [{type: ACTING_AS}], with: {type: [SERVICE_ACCOUNT], select: true}}]}) {
        nodes { entities { id name issues { totalCount } } } totalCount } }""",
    "500 checks of hosts that failed": """{ hostConfigurationRuleAssessments(first: 500, filterBy: {result: [FAIL]}) {
        nodes { id resource { name } } totalCount } }""",
}


def wrk(url, *arguments, **environment):
    command = ["taskset", "-c", "1", "wrk", "--threads", "1", "--connections", "8", "--duration", f"{SECONDS}s"]
    done = subprocess.run(
        [*command, *arguments, url], env=os.environ | environment, text=True, capture_output=True, check=True)
    failed = re.search(r"FAILED (\d+)|Non-2xx or 3xx responses: (\d+)", done.stdout)
    if failed and any(int(count or 0) for count in failed.groups()):
        raise SystemExit(f"{url}: some answers were wrong\n{done.stdout}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1))


def pin(process):
    """To one core, with all the threads that it has by now."""
    subprocess.run(
        ["taskset", "--all-tasks", "--cpu-list", "--pid", "0", str(process.pid)], check=True, capture_output=True)


def simple(folder):
    emulator = Emulator(folder, "--issues", ISSUES)
    try:
        pin(emulator.program.process)
        issue = emulator.ask("{ issuesV2(first: 1) { nodes { id } } }")["data"]["issuesV2"]["nodes"][0]["id"]
        bare = wrk(f"{emulator.url}/_emulator/clock")
        show("bare endpoint, requests a second", f"{bare:,.0f}")
        for name, query in SIMPLE.items():
            rate = wrk(
                f"{emulator.url}/graphql", "--script", str(LUA), AUTHORIZATION=f"Bearer {emulator.token}",
                BODY=json.dumps({"query": query, "variables": {"id": issue}}))
            show(f"{name}, queries a second (share of bare)", f"{rate:,.0f} ({rate / bare:.2f})")
    finally:
        emulator.program.stop()


def large(folder):
    start = time.perf_counter()
    emulator = Emulator(folder, "--issues", 100_000)
    try:
        show("100,000 issues, ready in", f"{time.perf_counter() - start:.1f} s")
        for name, query in LARGE.items():
            times = []
            for _ in range(3):
                start = time.perf_counter()
                reply = emulator.ask(query)
                times.append(time.perf_counter() - start)
                assert "errors" not in reply, reply["errors"]
            show(f"{name}, first / best of three", f"{times[0] * 1e3:,.0f} / {min(times) * 1e3:,.0f} ms")
        show("100,000 issues, peak memory", f"{peak_memory(emulator.program.process):,.0f} MiB")
    finally:
        emulator.program.stop()


def main():
    print(f"Emulated tenant: {ISSUES:,} issues, one core, 8 connections, {SECONDS} s each")
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
        for part in (simple, large):
            place = Path(folder) / part.__name__
            place.mkdir()
            part(place)


if __name__ == "__main__":
    main()
