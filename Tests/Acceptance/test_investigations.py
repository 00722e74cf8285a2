"""Investigations and incidents, as the public client and the pages use them."""

import pytest
from pyexclient import WorkbenchClient
from pyexclient.workbench import isnull, notnull, relationship

from waiting import eventually


@pytest.fixture(scope="module")
def client(credentials):
    return WorkbenchClient(credentials["url"], token=credentials["analyst"]["api_token"])


def test_the_client_takes_a_case_from_its_lead_alert_to_closed_and_open_again(tenant, workbench, client, credentials):
    lead, other = (workbench.alert_of(tenant.create()["id"])["id"] for _ in range(2))
    made = client.investigations.create(
        title="Shell on payments", relationship_organization=credentials["organization_id"],
        relationship_lead_expel_alert=lead)
    made.save()
    case = client.investigations.get(id=made.id)
    assert case.title == "Shell on payments" and case.decision is None and case.is_incident is False
    assert case.short_link.rsplit("-", 1)[1].isdigit()
    assert case.relationship.lead_expel_alert.id == lead

    with client.expel_alerts.get(id=other) as alert:
        alert.relationship.investigation = case.id
    assert {alert.id for alert in client.expel_alerts.search(relationship("investigation.id", case.id))} == {lead, other}
    assert {alert.status for alert in case.expel_alerts} == {"IN_PROGRESS"}
    joined = [entry.id for entry in client.expel_alerts.search(relationship("investigation.id", notnull()))]
    assert lead in joined and other in joined

    finding = client.investigation_findings.create(
        title="Entry point", finding="An exposed port.", rank=1, relationship_investigation=case.id)
    finding.save()
    comment = client.comments.create(comment="Asked the owner.", relationship_investigation=case.id)
    comment.save()
    assert [entry.title for entry in case.findings] == ["Entry point"]
    assert [entry.comment for entry in case.comments] == ["Asked the owner."]

    with client.investigations.get(id=case.id) as case:
        case.is_incident = True
    assert client.investigations.get(id=case.id).is_incident_status_updated_at
    with client.investigations.get(id=case.id) as case:
        case.decision = "BENIGN"
        case.close_comment = "A drill of the blue team."
    closed = client.investigations.get(id=case.id)
    assert (closed.decision, closed.close_comment) == ("BENIGN", "A drill of the blue team.")
    assert client.expel_alerts.get(id=other).status == "CLOSED"
    with client.investigations.get(id=case.id) as case:
        case.decision = None
    assert case.id in [entry.id for entry in client.investigations.search(decision=isnull())]
    actions = [entry.action for entry in client.investigation_histories.search(relationship("investigation.id", case.id))]
    assert actions[0] == "CREATED" and {"CLOSED", "REOPENED", "CHANGED"} <= set(actions)


def test_another_organization_sees_nothing_of_it(tenant, workbench, client, credentials):
    made = client.investigations.create(
        title="Secret project", relationship_organization=credentials["organization_id"])
    made.save()
    stranger = WorkbenchClient(credentials["url"], token=credentials["other_organization"]["api_token"])
    assert made.id not in [entry.id for entry in stranger.investigations.search()]
    with pytest.raises(Exception, match="404|no such"):
        stranger.investigations.get(id=made.id)


def test_the_pages_lead_from_an_alert_to_an_incident_and_show_what_closing_writes(tenant, workbench, analyst):
    issue = tenant.create_threat()
    alert = workbench.alert_of(issue["id"])
    page = analyst.visit(f"/alerts/{alert['id']}")
    case = analyst.submit(page, page.form("/investigate"), title="Miner on payments")
    assert case.status_code == 200 and "/investigations/" in case.url, case.text[:500]
    path = case.url.split("?")[0]
    page = analyst.visit(path)
    assert "Miner on payments" in page.text and alert["attributes"]["expel_name"] in page.text
    assert analyst.submit(page, page.form("/promote")).status_code == 200
    page = analyst.visit(path)
    answer = analyst.submit(
        page, page.form("/close"), reason="TRUE_POSITIVE", close_comment="Contained and rebuilt.", closes_alerts="1")
    assert answer.status_code == 200, answer.text[:500]
    eventually(
        lambda: tenant.issue(issue["id"]).get("resolutionReason") == "MALICIOUS_THREAT", "the issue being resolved")
    assert "closed this incident as true positive" in analyst.visit(path).text
    assert "Miner on payments" in analyst.visit("/investigations?show=closed").text
