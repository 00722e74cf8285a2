"""The Python client walks over 5,000 alerts page by page while others are opened, closed and assigned."""

import threading
import uuid

import pytest
from pyexclient import WorkbenchClient
from pyexclient.workbench import limit, neq, sort

from installation import Installation
from population import seed
from program import Program
from waiting import eventually
from webhook import Sender, issue_body
from workbench import Workbench

ALERTS = 5_000


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crowd")
    emulator = Program("wiz-emulator", "--port", 0, "--issues", 0, log=folder / "emulator.txt")
    server = None
    try:
        installation = Installation(folder / "data")
        installation.connect(emulator.url(), writes_back=False)
        seed(folder / "data" / "watchfloor.sqlite", ALERTS)
        server = installation.serve(0, folder / "serve.txt")
        installation.url = server.url()
        yield installation
    finally:
        for program in filter(None, [server, emulator]):
            program.stop()


@pytest.fixture(scope="module")
def client(crowd):
    return WorkbenchClient(crowd.url, token=crowd.token)


class Newcomers(threading.Thread):
    """Issues that arrive by webhook until it is told to stop."""

    def __init__(self, crowd):
        super().__init__()
        self.sender, self.stopping, self.sent = Sender(crowd.webhook(crowd.url)), threading.Event(), []

    def run(self):
        while not self.stopping.is_set() and len(self.sent) < 200:
            issue = {
                "id": str(uuid.uuid4()), "status": "OPEN", "severity": "HIGH", "createdAt": "2026-03-01T10:20:30Z",
                "sourceRules": [{"id": "cer-walk", "name": "Reverse shell was started", "description": ""}]}
            if self.sender.send(issue_body(issue)) == 202:
                self.sent.append(issue["id"])


def test_none_is_missed_and_none_comes_twice(client, crowd):
    before = client.expel_alerts.count()
    assert before >= ALERTS
    known = {row.id for row in client.expel_alerts.search(limit(1000))}
    assert len(known) == before
    newcomers = Newcomers(crowd)
    newcomers.start()
    try:
        eventually(lambda: newcomers.sent, "a newcomer")
        walked = [row.id for row in client.expel_alerts.search(limit(250))]
        down = [row.id for row in client.expel_alerts.search(sort("created_at", "desc"), limit(250))]
    finally:
        newcomers.stopping.set()
        newcomers.join()
    for rows in (walked, down):
        assert len(rows) == len(set(rows))
        assert known <= set(rows)
    workbench = Workbench(crowd.url, crowd.token)
    for issue in newcomers.sent:
        assert workbench.alert_of(issue)


def test_counts_over_thousands_are_exact(client, crowd):
    whole = client.expel_alerts.count()
    parts = [client.expel_alerts.search(status=status).count() for status in ("OPEN", "IN_PROGRESS", "CLOSED")]
    assert sum(parts) == whole
    severe = client.expel_alerts.search(expel_severity="CRITICAL", status="OPEN")
    assert severe.count() == len(list(client.expel_alerts.search(
        limit(1000), expel_severity="CRITICAL", status="OPEN")))
    assert client.expel_alerts.search(status=neq("CLOSED")).count() == parts[0] + parts[1]


def test_pages_hold_together_when_rows_leave_the_filter(client, crowd):
    """Alerts that are closed during a walk over the open ones move no other alert out of the walk."""
    open_ones = {row.id for row in client.expel_alerts.search(limit(1000), status="OPEN")}
    walked, closed = [], 0
    for row in client.expel_alerts.search(limit(50), status="OPEN"):
        walked.append(row.id)
        if len(walked) % 50 == 10 and closed < 5:
            with client.expel_alerts.get(id=walked[0] if closed == 0 else walked[closed]) as alert:
                alert.status, alert.close_reason, alert.close_comment = "CLOSED", "TESTING", "Seen."
            closed += 1
    assert len(walked) == len(set(walked)) and set(walked) >= open_ones
