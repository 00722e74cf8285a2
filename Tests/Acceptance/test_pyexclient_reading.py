"""Everything that the unmodified Python client asks for when it reads, over a population of alerts of its own."""

import datetime
import threading

import pytest
import requests
from pyexclient import WorkbenchClient
from pyexclient.workbench import (
    contains, flag, gt, include, isnull, limit, lt, neq, notnull, relationship, sort, startswith, window)

from waiting import eventually


@pytest.fixture(scope="module")
def client(credentials):
    return WorkbenchClient(credentials["url"], token=credentials["analyst"]["api_token"])


@pytest.fixture(scope="module")
def alerts(tenant, workbench, client):
    """Six alerts; the first is closed, the second assigned."""
    found = [workbench.alert_of(tenant.create()["id"]) for _ in range(6)]
    workbench.close(found[0], "BENIGN", "Agreed upon.")
    person = client.user_accounts.search(email="analyst@meridian.example").one_or_none()
    with client.expel_alerts.get(id=found[1]["id"]) as alert:
        alert.relationship.assigned_to_actor = person.actor.id
    return [workbench.alert(alert["id"]) for alert in found]


def ids(rows):
    return [row.id for row in rows]


def values(rows, name):
    return [getattr(row, name) for row in rows]


# Operators.


def test_equals(client, alerts):
    severity = alerts[0]["attributes"]["expel_severity"]
    assert set(values(client.expel_alerts.search(expel_severity=severity), "expel_severity")) == {severity}


def test_equals_a_python_boolean(client):
    assert client.organizations.search(is_surge=False).count() == client.organizations.count()
    assert client.organizations.search(is_surge=True).count() == 0


def test_is_not_any_of(client, alerts):
    some = ids(client.expel_alerts.search(expel_severity=neq("TESTING", "TUNING")))
    assert {alert["id"] for alert in alerts} <= set(some)
    severity = alerts[0]["attributes"]["expel_severity"]
    others = set(values(client.expel_alerts.search(expel_severity=neq(severity, "TUNING")), "expel_severity"))
    assert not others & {severity, "TUNING"}


def test_greater_and_less(client, alerts):
    moment = alerts[2]["attributes"]["created_at"]
    later = ids(client.expel_alerts.search(created_at=gt(moment)))
    earlier = ids(client.expel_alerts.search(created_at=lt(moment)))
    assert alerts[5]["id"] in later and alerts[0]["id"] in earlier
    assert not set(later) & set(earlier)
    assert len(later) + len(earlier) < client.expel_alerts.count() + 1


def test_a_date_alone_and_a_zone_are_understood(client, alerts):
    yesterday = (datetime.date.today() - datetime.timedelta(days=2)).isoformat()
    assert client.expel_alerts.search(created_at=gt(yesterday)).count() == client.expel_alerts.count()
    tomorrow = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).isoformat()
    assert client.expel_alerts.search(created_at=gt(tomorrow)).count() == 0


def test_window_and_its_open_ends(client, alerts):
    first, last = alerts[1]["attributes"]["created_at"], alerts[4]["attributes"]["created_at"]
    inside = ids(client.expel_alerts.search(created_at=window(first, last)))
    assert alerts[2]["id"] in inside and alerts[5]["id"] not in inside and alerts[1]["id"] not in inside
    assert client.expel_alerts.search(created_at=window(None, None)).count() == client.expel_alerts.count()


def test_contains_any_of_in_any_case(client, alerts):
    assert client.expel_alerts.search(expel_name=contains("wIz")).count() == client.expel_alerts.count()
    assert client.expel_alerts.search(expel_name=contains("no such words", "WIZ")).count() > 0
    assert client.expel_alerts.search(expel_name=contains("no such words")).count() == 0


def test_starts_with(client, alerts):
    assert client.expel_alerts.search(expel_name=startswith("Wiz Cloud")).count() >= len(alerts)
    assert client.expel_alerts.search(expel_name=startswith("Cloud")).count() == 0


def test_null_tests(client, alerts):
    assert alerts[0]["id"] in ids(client.expel_alerts.search(close_reason=notnull()))
    assert alerts[1]["id"] in ids(client.expel_alerts.search(close_reason=isnull()))


def test_null_test_of_a_relationship(client, alerts):
    assigned = ids(client.expel_alerts.search(relationship("assigned_to_actor.id", notnull())))
    assert alerts[1]["id"] in assigned and alerts[2]["id"] not in assigned


def test_one_hop(client, alerts, credentials):
    device = credentials["device_id"]
    assert client.vendor_alerts.search(relationship("security_device.id", device)).count() >= len(alerts)
    assert client.vendor_alerts.search(relationship("security_device.name", "No such device")).count() == 0


def test_two_hops(client, alerts, credentials):
    found = client.expel_alerts.search(
        relationship("vendor_alerts.security_device.id", credentials["device_id"]))
    assert found.count() == client.expel_alerts.count()


def test_an_operator_behind_a_relationship(client, alerts):
    found = client.expel_alerts.search(
        relationship("vendor_alerts.created_at", gt("2199-01-01")))
    assert found.count() == 0


def test_the_id_of_a_relationship_under_its_short_name(client, credentials, alerts):
    found = client.expel_alerts.search(organization_id=credentials["organization_id"])
    assert found.count() == client.expel_alerts.count()


def test_full_text_search_and_unknown_flags(client, alerts):
    name = alerts[0]["attributes"]["expel_name"]
    word = max(name.split(": ", 1)[1].split(), key=len)
    assert alerts[0]["id"] in ids(client.expel_alerts.search(search=flag(word)))
    assert client.expel_alerts.search(raw_status=flag("true")).count() == client.expel_alerts.count()


def test_sorting_down_and_by_two_keys(client, alerts):
    created = values(client.expel_alerts.search(sort("created_at", "desc")), "created_at")
    assert created == sorted(created, reverse=True)
    rows = list(client.expel_alerts.search(sort("status", "asc"), sort("created_at", "desc")))
    assert [row.status for row in rows] == sorted(row.status for row in rows)


def test_several_fields_must_all_hold(client, alerts):
    found = ids(client.expel_alerts.search(status="CLOSED", close_reason="BENIGN", expel_name=contains("wiz")))
    assert alerts[0]["id"] in found and alerts[5]["id"] not in found


def test_limit_is_the_size_of_a_page_not_the_end(client, alerts):
    assert len(ids(client.expel_alerts.search(limit(2)))) == client.expel_alerts.count()


def test_include_is_taken(client, alerts):
    found = client.expel_alerts.search(include("organization,created_by"), limit(1))
    assert next(iter(found)).organization.name


def test_the_old_way_of_filtering(client, credentials, alerts):
    found = client.expel_alerts.filter_by(organization_id=credentials["organization_id"], status="CLOSED")
    assert alerts[0]["id"] in ids(found)


def test_an_unknown_field_says_so(client):
    with pytest.raises(Exception, match="no_such_field"):
        list(client.expel_alerts.search(no_such_field="x"))


def test_a_word_outside_an_enumeration_says_what_is_allowed(client):
    with pytest.raises(Exception, match="CRITICAL"):
        list(client.expel_alerts.search(expel_severity="WORSE"))


# Walks.


def test_a_walk_while_alerts_are_added_misses_and_repeats_none(client, tenant, workbench, alerts):
    before = set(ids(client.expel_alerts.search()))
    issues, stop = [], threading.Event()

    def add():
        while not stop.is_set() and len(issues) < 30:
            issues.append(tenant.create()["id"])

    adder = threading.Thread(target=add)
    adder.start()
    try:
        walked = ids(client.expel_alerts.search(limit(3)))
    finally:
        stop.set()
        adder.join()
    assert len(walked) == len(set(walked))
    assert before <= set(walked)
    for issue in issues:
        workbench.alert_of(issue)


# Nouns.


def test_an_alert_leads_everywhere(client, alerts, credentials):
    alert = client.expel_alerts.get(id=alerts[0]["id"])
    assert alert.organization.id == credentials["organization_id"]
    assert alert.vendor.name == "Wiz"
    assert alert.investigation is None
    assert alert.relationship.investigation.id is None
    vendor_alert = alert.vendor_alerts[0]
    assert vendor_alert.security_device.id == credentials["device_id"]
    assert vendor_alert.vendor.name == "Wiz"
    assert alert.vendor_alert_count == 1
    assert alert.status_last_updated_by.id == alert.relationship.status_last_updated_by.id


def test_evidence_is_typed_and_finds_other_alerts(client, alerts):
    evidence = list(client.vendor_alert_evidences.search(
        relationship("evidenced_expel_alerts.id", alerts[0]["id"])))
    assert evidence and all(row.evidence_type and row.evidence for row in evidence)
    assert {row.evidence for row in client.expel_alerts.get(id=alerts[0]["id"]).evidence} == {
        row.evidence for row in evidence}
    name = next(row for row in evidence if row.evidence_type == "ALERT_NAME")
    again = client.expel_alerts.search(relationship("evidence.evidence", name.evidence))
    assert alerts[0]["id"] in ids(again)
    assert client.vendor_alert_evidences.search(evidence_type="ALERT_NAME", evidence=name.evidence).count() >= 1


def test_organizations_have_a_status(client, credentials):
    status = client.organizations.get(id=credentials["organization_id"]).organization_status
    assert status.enabled_login_types == ["password"]
    assert status.organization.id == credentials["organization_id"]
    assert client.organization_statuses.count() == 1


def test_people_have_roles_and_states(client, credentials):
    person = client.user_accounts.search(email=credentials["analyst"]["email"]).one_or_none()
    assert (person.display_name, person.first_name, person.last_name) == ("Noor Haddad", "Noor", "Haddad")
    assert person.active and person.active_status == "ACTIVE"
    assert person.primary_user_account_role.role == "organization_analyst"
    assert person.user_account_status.active_status == "ACTIVE"
    assert person.actor.user_account.id == person.id
    roles = set(values(client.user_account_roles.search(), "role"))
    assert roles == {"organization_admin", "organization_analyst"}
    assert client.user_account_statuses.search(active=True).count() == client.user_accounts.count()


def test_vendors_lead_to_devices_and_alerts(client, credentials):
    vendor = client.vendors.search(name="Wiz").one_or_none()
    assert credentials["device_id"] in ids(vendor.security_devices)
    assert client.expel_alerts.search(relationship("vendor.id", vendor.id)).count() == client.expel_alerts.count()


def test_devices_have_histories(client, credentials):
    device = client.security_devices.get(id=credentials["device_id"])
    entries = list(device.security_device_histories)
    assert [entry.action for entry in entries][:2] == ["CREATED", "UPDATED"]
    assert "secret" not in str([entry.value for entry in entries])


def test_alert_histories_can_be_polled_by_time(client, alerts, workbench):
    last = max(values(client.expel_alert_histories.search(), "created_at"))
    workbench.close(alerts[3], "TESTING", "A drill.")
    new = list(client.expel_alert_histories.search(created_at=gt(last), action="STATUS_CHANGED"))
    assert [entry.expel_alert.id for entry in new] == [alerts[3]["id"]]


def test_capabilities_and_plugins(client, credentials):
    assert client.capabilities(credentials["organization_id"]) == {}
    assert client.fetch_plugins()


def test_a_type_that_is_not_served_is_not_found(client):
    with pytest.raises(Exception, match="phishing_submissions|no resource"):
        list(client.phishing_submissions.search())


# Another organization.


def test_another_organization_sees_and_learns_nothing(credentials, client, alerts):
    other = WorkbenchClient(credentials["url"], token=credentials["other_organization"]["api_token"])
    for name in ("expel_alerts", "vendor_alerts", "vendor_alert_evidences", "comments", "expel_alert_histories",
                 "security_devices", "security_device_histories", "user_accounts"):
        assert getattr(other, name).count() == 0, name
    assert ids(other.organizations.search()) == [credentials["other_organization"]["organization_id"]]
    with pytest.raises(Exception, match="no such resource"):
        other.expel_alerts.get(id=alerts[0]["id"])
    through = other.organizations.search(relationship("expel_alerts.id", alerts[0]["id"]))
    assert through.count() == 0


# Our own extensions, beside the client.


def test_everything_streams_as_lines(client, credentials, alerts):
    answer = requests.get(
        f"{credentials['url']}/api/v2/expel_alerts", timeout=30, stream=True,
        params={"format": "ndjson", "filter[status]": "CLOSED"},
        headers={"Authorization": f"Bearer {credentials['analyst']['api_token']}"})
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    lines = [line for line in answer.iter_lines() if line]
    assert len(lines) == client.expel_alerts.search(status="CLOSED").count()


def test_totals_say_that_they_are_exact(workbench):
    page = workbench.get("/api/v2/expel_alerts", **{"page[limit]": 0})["meta"]["page"]
    assert page["total_is_estimate"] is False


def test_eventually_every_alert_has_its_history(client, alerts):
    eventually(
        lambda: client.expel_alert_histories.search(action="CREATED").count() >= len(alerts), "histories of all")


# What older scripts write, and relationships that lead to some of a noun's rows.


def test_a_customer_is_an_organization(client, credentials, alerts):
    organization = credentials["organization_id"]
    assert client.expel_alerts.search(customer_id=organization).count() == client.expel_alerts.count()
    case = client.investigations.create(title="By an older script", relationship_customer=organization).save()
    assert case.organization.id == organization


def test_an_organization_can_be_given_work(client, credentials, alerts):
    organization = client.organizations.get(id=credentials["organization_id"])
    assert organization.actor.actor_type == "organization"
    with client.expel_alerts.get(id=alerts[4]["id"]) as alert:
        alert.relationship.assigned_to_actor = organization.actor.id
    assert alerts[4]["id"] in ids(client.organizations.get(id=organization.id).assigned_expel_alerts)
    people = organization.assignables
    assert people and {person.actor_type for person in people} == {"user"}


def test_histories_of_one_kind_and_related_investigations(client, alerts):
    alert = client.expel_alerts.get(id=alerts[5]["id"])
    assert {entry.action for entry in alert.expel_alert_view_histories} <= {"VIEWED"}
    assert alert.expel_alert_rapid_triage_priority_histories == []
    assert alert.related_investigations == []
    case = client.investigations.create(title="Related", relationship_lead_expel_alert=alert.id).save()
    assert ids(client.expel_alerts.get(id=alert.id).related_investigations) == [case.id]


def test_devices_have_no_children_here_and_say_so(client, credentials):
    device = client.security_devices.get(id=credentials["device_id"])
    assert device.child_security_devices == [] and device.parent_security_device is None
    assert client.security_devices.search(relationship("child_security_devices.id", notnull())).count() == 0
