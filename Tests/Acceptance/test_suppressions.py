"""Both suppression rules, for an issue and for a threat-detection issue, through the real program and the tenant."""

import uuid

import pytest

from program import run, succeed
from test_loop import our_notes, wait_for_state
from waiting import eventually

KINDS = [("TOXIC_COMBINATION", "REJECTED", "WONT_FIX"), ("THREAT_DETECTION", "RESOLVED", "NOT_MALICIOUS_THREAT")]


def condition(name):
    return f"selection:\n    name|contains: '{name}'\ncondition: selection"


def suppress(workbench, name, **attributes):
    attributes = {
        "name": f"Exercise {name}", "condition": condition(name), "reason": "An exercise of the platform team.",
        "place": "workbench", "dismisses": True,
    } | attributes
    answer = workbench.request(
        "POST", "/api/v2/suppressions", json={"data": {"type": "suppressions", "attributes": attributes}})
    assert answer.status_code == 201, answer.text
    return answer.json()["data"]


def expire(workbench, suppression):
    answer = workbench.request("DELETE", f"/api/v2/suppressions/{suppression['id']}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["data"]["attributes"]["status"] == "expired"


@pytest.fixture
def name():
    """A finding that a rule knows and that no other test uses."""
    return f"Reverse shell of exercise {uuid.uuid4().hex[:8]}"


def create(tenant, kind, name):
    return tenant.create(kind=kind, name=name)


@pytest.mark.parametrize("kind, status, reason", KINDS)
def test_in_the_workbench_the_alert_closes_at_once_and_the_issue_is_dismissed(
        tenant, workbench, name, kind, status, reason):
    suppression = suppress(workbench, name)
    issue = create(tenant, kind, name)
    alert = workbench.alert_of(issue["id"])
    assert alert["attributes"]["status"] == "CLOSED"
    assert alert["attributes"]["close_reason"] == "SUPPRESSED"
    changed = wait_for_state(tenant, issue["id"], status, reason)
    words = " ".join([changed.get("resolutionNote") or "", *our_notes(tenant, issue["id"])])
    assert "An exercise of the platform team." in words
    eventually(
        lambda: [row["attributes"]["rule"] for row in workbench.deliveries(alert)] == ["alert_suppressed_workbench"],
        "the write of the suppression")
    seen = workbench.get(f"/api/v2/suppressions/{suppression['id']}")["data"]["attributes"]
    assert seen["match_count"] >= 1 and seen["last_matched_at"]
    expire(workbench, suppression)
    second = create(tenant, kind, name)
    assert workbench.alert_of(second["id"])["attributes"]["status"] == "OPEN"


@pytest.mark.parametrize("kind, status, reason", KINDS)
def test_at_detection_no_alert_opens_and_the_issue_is_dismissed(tenant, workbench, name, kind, status, reason):
    suppression = suppress(workbench, name, place="detection")
    issue = create(tenant, kind, name)
    wait_for_state(tenant, issue["id"], status, reason)
    assert len(workbench.vendor_alerts_of(issue["id"])) == 1
    assert workbench.alerts_of(issue["id"]) == []
    rules = [
        row["attributes"]["rule"] for row in workbench.list("deliveries")
        if row["attributes"]["issue_id"] == issue["id"]
    ]
    assert rules == ["alert_suppressed_detection"]
    expire(workbench, suppression)


@pytest.mark.parametrize("place", ["workbench", "detection"])
def test_one_that_does_not_dismiss_leaves_the_issue_open_with_a_note(tenant, workbench, name, place):
    suppression = suppress(workbench, name, place=place, dismisses=False)
    issue = create(tenant, "TOXIC_COMBINATION", name)
    notes = eventually(lambda: our_notes(tenant, issue["id"]), "our note")
    assert "An exercise of the platform team." in notes[0]
    assert tenant.issue(issue["id"])["status"] == "OPEN"
    expire(workbench, suppression)


def test_the_preview_counts_what_it_would_have_met(tenant, workbench, name):
    issue = create(tenant, "TOXIC_COMBINATION", name)
    workbench.alert_of(issue["id"])
    document = {"data": {"type": "suppressions", "attributes": {"condition": condition(name), "dismisses": True}}}
    answer = workbench.request("POST", "/api/v2/suppressions/preview", json=document)
    assert answer.status_code == 200, answer.text
    preview = answer.json()["meta"]
    assert (preview["matched"], preview["suppressed"], preview["dismissed"]) == (1, 1, 1)
    assert preview["dismissals"][0]["issue_id"] == issue["id"]
    assert preview["dismissals"][0]["status"].startswith("Rejected")


def test_the_command_line_tries_adds_lists_and_ends(demo, tenant, workbench, name, tmp_path):
    file = tmp_path / "condition.yml"
    file.write_text(condition(name), encoding="utf-8")
    place = ("--data", demo.data)
    assert "0 issues would have been dismissed" in succeed("suppressions", "preview", file, *place)
    added = succeed(
        "suppressions", "add", file, *place, "--organization", "meridian", "--name", "By command",
        "--reason", "An exercise.", "--acts", "detection", "--expires-in", "1")
    identifier = added.split()[-1]
    assert identifier in succeed("suppressions", "list", *place)
    issue = create(tenant, "TOXIC_COMBINATION", name)
    eventually(lambda: workbench.vendor_alerts_of(issue["id"]), "the issue")
    assert workbench.alerts_of(issue["id"]) == []
    succeed("suppressions", "expire", identifier, *place)
    assert workbench.get(f"/api/v2/suppressions/{identifier}")["data"]["attributes"]["status"] == "expired"
    file.write_text("selection:\n    name|nonsense: x\ncondition: selection", encoding="utf-8")
    refused = run("suppressions", "preview", file, *place)
    assert refused.returncode == 2 and "Line 2" in refused.stderr
