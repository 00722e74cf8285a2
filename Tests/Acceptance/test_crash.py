"""A power cut in the middle of a burst of webhooks: what was acknowledged is there afterwards, once."""

import re
import threading
from collections import Counter

import requests

from installation import Installation
from program import Program, run, succeed
from tenant import Tenant
from waiting import eventually
from webhook import Sender, issue_body
from workbench import Workbench

ISSUES = 40
ROUNDS = 2


def test_what_got_202_survives_a_kill_and_nothing_is_done_twice(tmp_path):
    data = tmp_path / "data"
    emulator = Program("wiz-emulator", "--port", 0, "--issues", 0, log=tmp_path / "emulator.txt")
    server = None
    try:
        tenant = Tenant(emulator.url())
        installation = Installation(data)
        installation.connect(tenant.url)
        server = installation.serve(0, tmp_path / "serve-1.txt")
        url = server.url()
        sender = Sender(installation.webhook(url))
        # What the first poll finds counts as backfill and gets no note; this is about what comes after it.
        eventually(installation.first_poll_is_over, "the first poll being over")
        issues = [tenant.create() for _ in range(ISSUES)]

        accepted = Counter()
        halfway = threading.Event()
        lock = threading.Lock()

        def burst(part):
            for issue in part * ROUNDS:
                try:
                    status = sender.send(issue_body(issue))
                except requests.ConnectionError:
                    continue
                with lock:
                    if status == 202:
                        accepted[issue["id"]] += 1
                    if sum(accepted.values()) >= ISSUES // 2:
                        halfway.set()

        threads = [threading.Thread(target=burst, args=(issues[start::6],)) for start in range(6)]
        for thread in threads:
            thread.start()
        assert halfway.wait(timeout=60), "the burst never got going"
        server.kill()
        for thread in threads:
            thread.join(timeout=60)
        assert accepted, "nothing was acknowledged before the kill"

        port = int(url.rsplit(":", 1)[1])
        server = installation.serve(port, tmp_path / "serve-2.txt")
        workbench = Workbench(url, installation.token)
        for identifier in accepted:
            workbench.alert_of(identifier)
            assert len(workbench.vendor_alerts_of(identifier)) == 1
        wait_until_all_delivered(data)
        for identifier in accepted:
            notes = [note for note in tenant.notes(identifier) if "watchfloor:" in note]
            assert len(notes) == 1, f"{len(notes)} notes on {identifier}"
        assert server.terminate() == 0
    finally:
        for program in filter(None, [server, emulator]):
            program.stop()


def wait_until_all_delivered(data):
    def read():
        lines = succeed("deliveries", "list", "--data", data, "--limit", 10_000).splitlines()[1:]
        states = Counter(re.split(r"\s{2,}", line)[2] for line in lines)
        assert set(states) == {"done"}, dict(states)
        return True

    eventually(read, "every delivery being done", seconds=120)


def test_a_command_on_a_folder_without_a_workbench_says_how_to_make_one(tmp_path):
    done = run("deliveries", "list", "--data", tmp_path / "nothing")
    assert done.returncode == 2
    assert "There is no workbench" in done.stderr
