"""What each synchronization rule does in the tenant, for an issue and for a threat-detection issue."""

import pytest

from waiting import eventually
from webhook import issue_body

ISSUE, THREAT = "an issue", "a threat-detection issue"
REJECTED = {
    "FALSE_POSITIVE": ("REJECTED", "FALSE_POSITIVE"), "BENIGN": ("REJECTED", "WONT_FIX"),
    "TESTING": ("REJECTED", "WONT_FIX")}
RESOLVED = {
    "FALSE_POSITIVE": ("RESOLVED", "NOT_MALICIOUS_THREAT"), "BENIGN": ("RESOLVED", "NOT_MALICIOUS_THREAT"),
    "TESTING": ("RESOLVED", "SECURITY_TEST_THREAT")}
DISMISSED = {ISSUE: REJECTED, THREAT: RESOLVED}
both = pytest.mark.parametrize("kind", [ISSUE, THREAT])


class Story:
    """One issue in the tenant with its alert, and what is done about it here."""

    def __init__(self, tenant, workbench, kind):
        self.tenant, self.workbench, self.kind = tenant, workbench, kind
        self.issue = (tenant.create_threat() if kind == THREAT else tenant.create())["id"]
        self.alert = workbench.alert_of(self.issue)
        self.link = None

    def post(self, resource, attributes, **relationships):
        linkage = {name: {"data": {"type": name, "id": target}} for name, target in relationships.items()}
        document = {"data": {"type": resource, "attributes": attributes, "relationships": linkage}}
        answer = self.workbench.request("POST", f"/api/v2/{resource}", json=document)
        assert answer.status_code == 201, answer.text
        return answer.json()["data"]

    def investigate(self, title="Shell on payments", incident=False):
        case = self.post(
            "investigations", {"title": title, "is_incident": incident}, lead_expel_alert=self.alert["id"])
        self.link = case["attributes"]["short_link"]
        return case["id"]

    def change(self, case, **attributes):
        answer = self.workbench.patch("investigations", case, **attributes)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]["attributes"]

    def expect(self, status, reason=None, note=None):
        """Waits for the issue's status and reason in the tenant, and for a note of ours with these words."""

        def read():
            issue = self.tenant.issue(self.issue)
            assert (issue["status"], issue.get("resolutionReason") or None) == (status, reason)
            texts = [issue.get("resolutionNote") or "", *self.notes()]
            assert note is None or any(note in text for text in texts), texts
            return True

        return eventually(read, f"{self.kind} becoming {status} {reason or ''} with the note {note!r}")

    def notes(self):
        return [text for text in self.tenant.notes(self.issue) if "watchfloor:" in text]

    def settle(self):
        """Waits until nothing is on its way to the tenant any more, and nothing was refused or is in conflict."""

        def read():
            seen = [row["attributes"]["state"] for row in self.workbench.deliveries(self.alert)]
            assert seen and set(seen) == {"done"}, seen
            return len(seen)

        return eventually(read, "every delivery done")

    def status(self):
        return self.workbench.alert(self.alert["id"])["attributes"]["status"]


@pytest.fixture
def story(tenant, workbench, kind):
    return Story(tenant, workbench, kind)


@both
def test_alert_created_leaves_the_status_and_adds_a_note(story):
    story.expect("OPEN", note=story.alert["id"])
    assert story.settle() == 1


@both
@pytest.mark.parametrize("reason", ["FALSE_POSITIVE", "BENIGN", "TESTING"])
def test_alert_closed_dismisses_by_reason_and_reopened_opens(story, reason):
    story.workbench.close(story.alert, reason, f"Looked at it: {reason}.")
    story.expect(*DISMISSED[story.kind][reason], note=f"Looked at it: {reason}.")
    story.workbench.reopen(story.alert)
    story.expect("OPEN", note="Reopened in Watchfloor")
    assert story.settle() == 3


@both
def test_alert_closed_as_a_true_positive_is_left_to_the_customer(story):
    story.workbench.close(story.alert, "TRUE_POSITIVE", "It is real.")
    story.expect("OPEN", note="It is real.")


@both
def test_alert_to_investigation_puts_the_issue_in_progress_with_its_title(story):
    story.investigate("Miner on payments")
    story.expect("IN_PROGRESS", note=f"{story.link} · Miner on payments")
    assert story.status() == "IN_PROGRESS"
    assert story.settle() == 2


@both
def test_investigation_to_incident_stays_in_progress_with_its_severity(story):
    case = story.investigate()
    story.change(case, is_incident=True)
    severity = story.alert["attributes"]["expel_severity"].lower()
    story.expect("IN_PROGRESS", note="Confirmed as an incident")
    assert any("Confirmed as an incident" in note for note in story.notes())
    assert story.settle() == 3


@both
@pytest.mark.parametrize("decision", ["FALSE_POSITIVE", "BENIGN", "TESTING"])
def test_investigation_closed_dismisses_by_its_decision_and_reopened_is_in_progress(story, decision):
    case = story.investigate()
    closed = story.change(case, decision=decision, close_comment=f"It was {decision}.")
    assert closed["decision"] == decision
    story.expect(*DISMISSED[story.kind][decision], note=f"It was {decision}.")
    assert story.status() == "CLOSED"
    story.change(case, decision=None)
    story.expect("IN_PROGRESS", note="Investigation reopened in Watchfloor")
    assert story.status() == "IN_PROGRESS"
    assert story.settle() == 4


@both
@pytest.mark.parametrize("decision", ["TRUE_POSITIVE", "POLICY_VIOLATION", "CLOSED"])
def test_investigation_closed_otherwise_goes_back_to_open_because_we_had_set_in_progress(story, decision):
    case = story.investigate()
    story.expect("IN_PROGRESS")
    story.change(case, decision=decision, close_comment="Left to you.")
    story.expect("OPEN", note="Left to you.")


@both
def test_incident_closed_resolves_a_threat_as_malicious_and_leaves_an_issue_to_the_customer(story):
    case = story.investigate(incident=True)
    story.expect("IN_PROGRESS", note="incident")
    story.change(case, decision="TRUE_POSITIVE", close_comment="Contained and rebuilt.")
    expected = ("RESOLVED", "MALICIOUS_THREAT") if story.kind == THREAT else ("OPEN", None)
    story.expect(*expected, note="Contained and rebuilt.")
    story.change(case, decision=None)
    story.expect("IN_PROGRESS", note="Incident reopened in Watchfloor")


@both
@pytest.mark.parametrize("decision", ["FALSE_POSITIVE", "BENIGN", "TESTING"])
def test_incident_closed_as_harmless_is_dismissed_like_an_investigation(story, decision):
    case = story.investigate(incident=True)
    story.change(case, decision=decision, close_comment="It was nothing.")
    story.expect(*DISMISSED[story.kind][decision], note="It was nothing.")


@both
def test_alert_reopened_within_an_open_investigation_keeps_the_issue_in_progress(story):
    story.investigate()
    story.expect("IN_PROGRESS")
    story.workbench.close(story.alert, "BENIGN", "This one is harmless.")
    story.expect("IN_PROGRESS", note="This one is harmless.")
    story.workbench.reopen(story.alert)
    story.expect("IN_PROGRESS", note="Reopened in Watchfloor")
    assert story.status() == "IN_PROGRESS"
    assert story.settle() == 4


@both
def test_what_is_closed_in_the_console_never_closes_an_alert_under_investigation(story):
    case = story.investigate()
    story.expect("IN_PROGRESS")
    story.settle()
    if story.kind == THREAT:
        story.tenant.change(story.issue, status="RESOLVED", resolutionReason="NOT_MALICIOUS_THREAT")
    else:
        story.tenant.change(story.issue, status="REJECTED", resolutionReason="WONT_FIX")
    eventually(
        lambda: story.workbench.alert(story.alert["id"])["attributes"]["properties"]["vendor_flag"],
        "the flag on the alert")
    assert story.status() == "IN_PROGRESS"
    assert story.workbench.get(f"/api/v2/investigations/{case}")["data"]["attributes"]["decision"] is None


def test_an_issue_that_matches_no_detection_is_left_alone(tenant, workbench, sender):
    issue = tenant.create(kind="CLOUD_CONFIGURATION", post_exploit=False)
    eventually(lambda: workbench.vendor_alerts_of(issue["id"]), "the vendor alert")
    last = tenant.create()
    assert sender.send(issue_body(last)) == 202
    workbench.alert_of(last["id"])
    assert workbench.alerts_of(issue["id"]) == []
    assert tenant.issue(issue["id"])["status"] == "OPEN"
    assert not [text for text in tenant.notes(issue["id"]) if "watchfloor:" in text]


@both
def test_of_two_alerts_on_one_issue_the_strongest_state_decides(story):
    """Alert, investigation and incident on one issue: the second alert comes from a detection that names the issue."""
    tenant, workbench, first = story.tenant, story.workbench, story.alert
    workbench.close(first, "BENIGN", "The first look.")
    story.expect(*DISMISSED[story.kind]["BENIGN"], note="The first look.")
    detection = tenant.create_detection(type="GENERATED_THREAT", issueId=story.issue)
    second = workbench.alert_of(detection["id"])
    assert second["id"] != first["id"]
    assert len(workbench.alerts_of(story.issue)) == 2
    workbench.reopen(first)
    story.expect("OPEN", note="Reopened in Watchfloor")

    workbench.close(second, "BENIGN", "Only this one.")
    story.expect("OPEN", note="Only this one.")
    workbench.reopen(second)
    case = story.investigate()
    story.expect("IN_PROGRESS", note=story.link)
    workbench.close(second, "FALSE_POSITIVE", "Beside the point.")
    story.expect("IN_PROGRESS", note="Beside the point.")

    document = {"data": {"type": "expel_alerts", "id": second["id"], "relationships": {
        "investigation": {"data": {"type": "investigations", "id": case}}}}}
    answer = workbench.request("PATCH", f"/api/v2/expel_alerts/{second['id']}", json=document)
    assert answer.status_code == 200, answer.text
    assert answer.json()["data"]["attributes"]["status"] == "IN_PROGRESS"
    story.change(case, is_incident=True)
    story.expect("IN_PROGRESS", note="Confirmed as an incident")
    story.change(case, decision="FALSE_POSITIVE", close_comment="The rule misread both.")
    story.expect(*DISMISSED[story.kind]["FALSE_POSITIVE"], note="The rule misread both.")
    for words in ["Confirmed as an incident", "Incident closed"]:
        assert sum(words in note for note in story.notes()) == 1, story.notes()
    for alert in (first, second):
        assert workbench.alert(alert["id"])["attributes"]["status"] == "CLOSED"
