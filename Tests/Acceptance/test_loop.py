"""The whole loop: an issue in the tenant becomes an alert, and what an analyst does goes back into the tenant."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from program import succeed
from waiting import eventually
from webhook import issue_body


def our_notes(tenant, issue_id):
    return [text for text in tenant.notes(issue_id) if "watchfloor:" in text]


def wait_for_state(tenant, issue_id, status, reason=None):
    def read():
        issue = tenant.issue(issue_id)
        assert (issue["status"], issue.get("resolutionReason") or None) == (status, reason)
        return issue

    return eventually(read, f"the issue becoming {status} {reason or ''}")


def states(workbench, alert):
    return [row["attributes"]["state"] for row in workbench.deliveries(alert)]


def wait_until_delivered(workbench, alert, count=1):
    def read():
        seen = states(workbench, alert)
        assert seen == ["done"] * count, seen
        return True

    return eventually(read, f"{count} deliveries done")


def test_a_new_issue_becomes_an_alert_with_a_note_in_the_tenant(tenant, workbench):
    issue = tenant.create(severity="HIGH")
    alert = workbench.alert_of(issue["id"])
    attributes = alert["attributes"]
    assert attributes["status"] == "OPEN"
    rule = (issue.get("sourceRules") or [issue["sourceRule"]])[0]
    assert attributes["expel_name"] == f"Wiz Cloud: {rule['name']}"
    vendor_alert = workbench.vendor_alerts_of(issue["id"])[0]
    assert vendor_alert["attributes"]["vendor_sig_name"] == rule["name"]
    assert vendor_alert["attributes"]["vendor_severity"] == "HIGH"
    note = eventually(lambda: our_notes(tenant, issue["id"]), "our note in the tenant")
    assert len(note) == 1 and alert["id"] in note[0], note
    assert tenant.issue(issue["id"])["status"] == "OPEN"


def test_closing_as_benign_rejects_the_issue_and_reopening_opens_it(tenant, workbench):
    issue = tenant.create()
    alert = workbench.alert_of(issue["id"])
    closed = workbench.close(alert, "BENIGN", "A scheduled backup job of the platform team.")
    assert closed["attributes"]["status"] == "CLOSED"
    assert closed["attributes"]["close_reason"] == "BENIGN"
    wait_for_state(tenant, issue["id"], "REJECTED", "WONT_FIX")
    assert any("A scheduled backup job of the platform team." in note for note in our_notes(tenant, issue["id"]))
    reopened = workbench.reopen(alert)
    assert reopened["attributes"]["status"] == "OPEN"
    assert reopened["attributes"]["close_reason"] is None
    assert wait_for_state(tenant, issue["id"], "OPEN")["status"] == "OPEN"


def test_closing_a_threat_as_benign_resolves_it_as_not_malicious(tenant, workbench):
    issue = tenant.create_threat()
    alert = workbench.alert_of(issue["id"])
    assert alert["attributes"]["expel_name"].startswith("Wiz Cloud: ")
    workbench.close(alert, "BENIGN", "The red team's own workstation.")
    changed = wait_for_state(tenant, issue["id"], "RESOLVED", "NOT_MALICIOUS_THREAT")
    words = " ".join([changed.get("resolutionNote") or "", *tenant.notes(issue["id"])])
    assert "The red team's own workstation." in words
    workbench.reopen(alert)
    wait_for_state(tenant, issue["id"], "OPEN")


def test_a_detection_of_its_own_opens_an_alert_and_nothing_is_ever_written_back(tenant, workbench):
    detection = tenant.create_detection()
    alert = workbench.alert_of(detection["id"])
    assert alert["attributes"]["expel_name"].startswith("Wiz Defend: ")
    closed = workbench.close(alert, "BENIGN", "The penetration test.")
    assert closed["attributes"]["status"] == "CLOSED"
    assert workbench.deliveries(alert) == []


@pytest.mark.parametrize("reason", ["TRUE_POSITIVE", "IT_MISCONFIGURATION", "INCONCLUSIVE"])
def test_reasons_that_describe_a_real_exposure_never_hide_the_issue(tenant, workbench, reason):
    issue = tenant.create()
    alert = workbench.alert_of(issue["id"])
    workbench.close(alert, reason, f"Left to the customer as {reason}.")
    eventually(
        lambda: any(f"Left to the customer as {reason}." in note for note in our_notes(tenant, issue["id"])),
        "the note about closing")
    wait_until_delivered(workbench, alert, count=2)
    assert tenant.issue(issue["id"])["status"] == "OPEN"


def test_the_history_of_an_alert_names_who_did_what(tenant, workbench):
    issue = tenant.create()
    alert = workbench.alert_of(issue["id"])
    workbench.close(alert, "FALSE_POSITIVE", "The rule misread a health check.")
    wait_for_state(tenant, issue["id"], "REJECTED", "FALSE_POSITIVE")
    histories = workbench.get(f"/api/v2/expel_alerts/{alert['id']}/expel_alert_histories")["data"]
    actions = [row["attributes"]["action"] for row in histories]
    assert "CREATED" in actions and "STATUS_CHANGED" in actions, actions


@pytest.fixture
def conflict(silent_tenant, workbench, sender):
    """An alert closed as benign while a person in the tenant had taken up its issue: (issue, alert, delivery)."""
    issue = silent_tenant.create()
    assert sender.send(issue_body(issue)) == 202
    alert = workbench.alert_of(issue["id"])
    wait_until_delivered(workbench, alert)
    silent_tenant.change(issue["id"], status="IN_PROGRESS")
    workbench.close(alert, "BENIGN", "Known maintenance.")
    eventually(lambda: states(workbench, alert) == ["done", "conflict"], "a delivery in conflict")
    assert silent_tenant.issue(issue["id"])["status"] == "IN_PROGRESS", "the tenant's change was overwritten"
    return issue, alert, workbench.deliveries(alert)[-1]["id"]


def test_a_later_change_in_the_tenant_is_shown_as_a_conflict_and_can_be_accepted(
        silent_tenant, workbench, conflict, analyst):
    issue, alert, delivery = conflict
    page = analyst.visit(f"/alerts/{alert['id']}")
    words = " ".join(page.text.split()).lower()
    assert "conflict" in words and "in progress" in words
    form = page.form(delivery)
    assert set(form.choices["decision"]) == {"accept_theirs", "write_ours", "retry"}
    answer = analyst.submit(page, form, decision="accept_theirs")
    assert answer.status_code == 200, answer.text[:500]
    eventually(lambda: states(workbench, alert) == ["done", "cancelled"], "the decision")
    assert silent_tenant.issue(issue["id"])["status"] == "IN_PROGRESS"


def test_in_a_conflict_ours_can_be_written_over_theirs(silent_tenant, workbench, conflict):
    issue, alert, delivery = conflict
    answer = workbench.decide(delivery, "write_ours")
    assert answer.status_code == 200, answer.text
    wait_for_state(silent_tenant, issue["id"], "REJECTED", "WONT_FIX")
    wait_until_delivered(workbench, alert, count=2)
    assert workbench.decide(delivery, "retry").status_code == 409


def test_a_conflict_that_went_away_in_the_tenant_can_be_retried(silent_tenant, workbench, demo, conflict):
    issue, alert, delivery = conflict
    silent_tenant.change(issue["id"], status="OPEN")
    succeed("deliveries", "decide", "--data", demo.data, delivery, "retry")
    wait_for_state(silent_tenant, issue["id"], "REJECTED", "WONT_FIX")
    wait_until_delivered(workbench, alert, count=2)


def test_one_webhook_sent_twenty_times_at_once_while_polling_makes_one_of_everything(
        tenant, workbench, demo, credentials, sender):
    issue = tenant.create()
    body = issue_body(issue)
    with ThreadPoolExecutor(max_workers=21) as pool:
        poll = pool.submit(succeed, "poll", "--data", demo.data, credentials["device_id"])
        statuses = list(pool.map(lambda _: sender.send(body), range(20)))
        poll.result()
    assert statuses == [202] * 20
    alert = workbench.alert_of(issue["id"])
    eventually(lambda: our_notes(tenant, issue["id"]), "our note in the tenant")
    drain(tenant, workbench, sender)
    assert len(workbench.vendor_alerts_of(issue["id"])) == 1
    assert len(workbench.alerts_of(issue["id"])) == 1
    wait_until_delivered(workbench, alert)
    assert len(our_notes(tenant, issue["id"])) == 1


def drain(tenant, workbench, sender):
    """Waits until everything sent so far has been taken in: what comes last is an alert with its note."""
    last = tenant.create()
    assert sender.send(issue_body(last)) == 202
    workbench.alert_of(last["id"])
    eventually(lambda: our_notes(tenant, last["id"]), "the note of the last issue")


def test_late_and_disordered_webhooks_end_in_the_newest_state(silent_tenant, workbench, sender):
    issue = silent_tenant.create(severity="HIGH")
    assert sender.send(issue_body(issue)) == 202
    alert = workbench.alert_of(issue["id"])
    silent_tenant.change(issue["id"], severity="CRITICAL")
    newer = silent_tenant.issue(issue["id"])
    assert sender.send(issue_body(newer, event="Updated")) == 202
    eventually(lambda: severity(workbench, issue) == "CRITICAL", "the newer severity")
    assert sender.send(issue_body(issue, severity="HIGH")) == 202
    drain(silent_tenant, workbench, sender)
    assert severity(workbench, issue) == "CRITICAL"

    workbench.close(alert, "BENIGN", "Known.")
    wait_for_state(silent_tenant, issue["id"], "REJECTED", "WONT_FIX")
    assert sender.send(issue_body(issue, status="OPEN")) == 202
    drain(silent_tenant, workbench, sender)
    assert workbench.alert(alert["id"])["attributes"]["status"] == "CLOSED"

    silent_tenant.change(issue["id"], status="OPEN")
    assert sender.send(issue_body(silent_tenant.issue(issue["id"]), event="Reopened")) == 202
    eventually(
        lambda: workbench.alert(alert["id"])["attributes"]["status"] == "OPEN",
        "the alert returning to the queue")
    assert sender.send(issue_body(issue, status="REJECTED", event="Updated")) == 202
    drain(silent_tenant, workbench, sender)
    assert workbench.alert(alert["id"])["attributes"]["status"] == "OPEN"
    assert silent_tenant.issue(issue["id"])["status"] == "OPEN"


def severity(workbench, issue):
    return workbench.vendor_alerts_of(issue["id"])[0]["attributes"]["vendor_severity"]


def test_an_issue_that_no_webhook_told_of_is_found_by_polling(silent_tenant, workbench, demo, credentials):
    issue = silent_tenant.create()
    succeed("poll", "--data", demo.data, credentials["device_id"])
    workbench.alert_of(issue["id"])
    eventually(lambda: our_notes(silent_tenant, issue["id"]), "our note in the tenant")


def test_a_posture_issue_that_matches_no_rule_opens_no_alert_and_gets_no_note(tenant, workbench, sender):
    issue = tenant.create(kind="CLOUD_CONFIGURATION", post_exploit=False)
    eventually(lambda: workbench.vendor_alerts_of(issue["id"]), "the vendor alert")
    drain(tenant, workbench, sender)
    assert workbench.alerts_of(issue["id"]) == []
    assert our_notes(tenant, issue["id"]) == []
