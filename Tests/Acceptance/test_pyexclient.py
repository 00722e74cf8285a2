"""The public API as its own Python client, unmodified, uses it."""

import pytest
from pyexclient import WorkbenchClient
from pyexclient.workbench import contains, neq, notnull, relationship


@pytest.fixture(scope="module")
def client(credentials):
    return WorkbenchClient(credentials["url"], token=credentials["analyst"]["api_token"])


def test_it_logs_in_with_password_and_one_time_code(credentials, codes):
    person = credentials["analyst"]
    client = WorkbenchClient(
        credentials["url"], username=person["email"], password=person["password"],
        mfa_code=codes.next(person["otp_secret"]))
    assert client.token
    assert client.organizations.get(id=credentials["organization_id"]).id == credentials["organization_id"]


def test_it_finds_an_alert_by_the_vendors_id(tenant, workbench, client):
    issue = tenant.create()
    alert = workbench.alert_of(issue["id"])
    found = list(client.expel_alerts.search(relationship("vendor_alerts.original_alert_id", issue["id"])))
    assert [entry.id for entry in found] == [alert["id"]]
    vendor_alert = client.vendor_alerts.search(original_alert_id=issue["id"]).one_or_none()
    assert vendor_alert.original_alert_id == issue["id"]
    assert [entry.id for entry in vendor_alert.expel_alerts] == [alert["id"]]
    assert found[0].organization.id == alert["relationships"]["organization"]["data"]["id"]


def test_its_counts_and_walks_agree(tenant, workbench, client):
    workbench.alert_of(tenant.create()["id"])
    total = client.expel_alerts.count()
    walked = [entry.id for entry in client.expel_alerts.search()]
    assert total > 0 and len(walked) == len(set(walked)) == total
    open_alerts = client.expel_alerts.search(status="OPEN")
    others = client.expel_alerts.search(status=neq("OPEN"))
    assert len(list(open_alerts)) + len(list(others)) == total
    assert len(list(client.expel_alerts.search(expel_name=contains("wiz")))) == total
    closed = [entry for entry in client.expel_alerts.search(close_reason=notnull())]
    assert all(entry.close_reason for entry in closed)


def test_it_closes_and_reopens_an_alert(tenant, workbench, client):
    issue = tenant.create()
    identifier = workbench.alert_of(issue["id"])["id"]
    with client.expel_alerts.get(id=identifier) as alert:
        alert.status = "CLOSED"
        alert.close_reason = "TESTING"
        alert.close_comment = "A drill of the blue team."
    closed = client.expel_alerts.get(id=identifier)
    assert (closed.status, closed.close_reason, closed.close_comment) == (
        "CLOSED", "TESTING", "A drill of the blue team.")
    assert closed.status_updated_at.endswith("Z")
    with client.expel_alerts.get(id=identifier) as alert:
        alert.status = "OPEN"
    assert client.expel_alerts.get(id=identifier).status == "OPEN"


def test_a_refused_change_is_raised_with_the_reason(tenant, workbench, client):
    identifier = workbench.alert_of(tenant.create()["id"])["id"]
    alert = client.expel_alerts.get(id=identifier)
    alert.close_reason = "NO_SUCH_REASON"
    alert.status = "CLOSED"
    with pytest.raises(Exception, match="close_reason|reason"):
        alert.save()
    assert client.expel_alerts.get(id=identifier).status == "OPEN"
