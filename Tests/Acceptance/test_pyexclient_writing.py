"""Everything that the unmodified Python client sends when it writes."""

import pytest
import requests
from pyexclient import WorkbenchClient
from pyexclient.workbench import relationship


@pytest.fixture(scope="module")
def client(credentials):
    return WorkbenchClient(credentials["url"], token=credentials["analyst"]["api_token"])


@pytest.fixture(scope="module")
def administrator(credentials):
    return WorkbenchClient(credentials["url"], token=credentials["api_token"], prompt_on_delete=False)


@pytest.fixture
def alert(tenant, workbench):
    return workbench.alert_of(tenant.create()["id"])["id"]


def send(credentials, method, path, body, token=None, **headers):
    token = token or credentials["analyst"]["api_token"]
    return requests.request(
        method, credentials["url"] + path, json=body, timeout=20,
        headers={"Authorization": f"Bearer {token}"} | headers)


def comment_on(client, alert, words):
    comment = client.comments.create(comment=words, relationship_expel_alert=alert)
    return comment.save()


def test_a_wrong_code_gives_no_token(credentials):
    person = credentials["analyst"]
    with pytest.raises(Exception, match="Sign-in failed"):
        WorkbenchClient(
            credentials["url"], username=person["email"], password=person["password"], mfa_code="000000")


def test_an_unknown_token_is_refused(credentials):
    with pytest.raises(Exception, match="token"):
        WorkbenchClient(credentials["url"], token="wf_unknown").expel_alerts.count()


def test_assigning_is_remembered(client, alert, credentials):
    person = client.user_accounts.search(email=credentials["analyst"]["email"]).one_or_none()
    with client.expel_alerts.get(id=alert) as row:
        row.relationship.assigned_to_actor = person.id
    assert client.expel_alerts.get(id=alert).assigned_to_actor.id == person.id
    entries = list(client.expel_alert_histories.search(relationship("expel_alert.id", alert), action="ASSIGNED"))
    assert entries[-1].assigned_to_actor.id == person.id


def test_saving_without_a_change_changes_nothing(client, alert):
    row = client.expel_alerts.get(id=alert)
    row.save()
    assert client.expel_alerts.get(id=alert).updated_at == row.updated_at


def test_what_follows_from_other_things_cannot_be_written(client, alert):
    row = client.expel_alerts.get(id=alert)
    row.vendor_alert_count = 7
    with pytest.raises(Exception, match="vendor_alert_count"):
        row.save()


def test_alerts_are_not_made_by_hand(client):
    with pytest.raises(Exception, match="not made through the API"):
        client.expel_alerts.create(expel_name="Mine").save()


def test_closing_without_a_comment_is_refused_and_changes_nothing(client, alert):
    row = client.expel_alerts.get(id=alert)
    row.status = "CLOSED"
    row.close_reason = "BENIGN"
    with pytest.raises(Exception):
        row.save()
    assert client.expel_alerts.get(id=alert).status == "OPEN"


def test_comments_are_made_changed_and_deleted(client, alert):
    comment = comment_on(client, alert, "A scan?")
    assert client.comments.get(id=comment.id).comment == "A scan?"
    with client.comments.get(id=comment.id) as row:
        row.comment = "A scan."
    assert client.comments.get(id=comment.id).updated_by.id == comment.created_by.id
    client.comments.get(id=comment.id).delete(prompt_on_delete=False)
    assert client.comments.search(expel_alert_id=alert).count() == 0
    entries = list(client.comment_histories.search(relationship("comment.id", comment.id)))
    assert [entry.action for entry in entries] == ["CREATED", "UPDATED", "DELETED"]


def test_comments_are_listed_by_organization(client, alert, credentials):
    comment = comment_on(client, alert, "For the record.")
    found = client.comments.search(organization_id=credentials["organization_id"])
    assert comment.id in [row.id for row in found]


def test_only_the_author_changes_a_comment(client, administrator, alert):
    comment = comment_on(client, alert, "Mine.")
    row = administrator.comments.get(id=comment.id)
    row.comment = "Not yours."
    with pytest.raises(Exception, match="author"):
        row.save()
    with pytest.raises(Exception, match="author"):
        administrator.comments.get(id=comment.id).delete(prompt_on_delete=False)


def test_an_empty_comment_is_refused(client, alert):
    with pytest.raises(Exception, match="Write something"):
        comment_on(client, alert, "  ")


def test_a_read_only_key_reads_and_is_refused_when_it_writes(credentials, alert):
    reader = WorkbenchClient(credentials["url"], token=credentials["read_only"]["api_token"])
    row = reader.expel_alerts.get(id=alert)
    row.status = "IN_PROGRESS"
    with pytest.raises(Exception, match="only read"):
        row.save()
    with pytest.raises(Exception, match="only read"):
        comment_on(reader, alert, "No.")


def test_another_organizations_alert_cannot_be_written(credentials, alert):
    stranger = credentials["other_organization"]["api_token"]
    body = {"data": {"type": "expel_alerts", "attributes": {"status": "IN_PROGRESS"}}}
    assert send(credentials, "PATCH", f"/api/v2/expel_alerts/{alert}", body, stranger).status_code == 404


def test_keys_are_made_used_and_revoked(administrator, credentials):
    key = administrator.api_keys.create(name="Bridge", role="organization_analyst").save()
    assert key.access_token.startswith("wf_")
    user = WorkbenchClient(credentials["url"], token=key.access_token)
    assert user.expel_alerts.count() >= 0
    seen = administrator.api_keys.get(id=key.id)
    assert seen.access_token is None and seen.last_used_at
    with administrator.api_keys.get(id=key.id) as row:
        row.active = False
    with pytest.raises(Exception, match="disabled|token"):
        user.expel_alerts.count()


def test_a_deleted_key_is_gone(administrator, credentials):
    key = administrator.api_keys.create(name="Short-lived").save()
    administrator.api_keys.get(id=key.id).delete(prompt_on_delete=False)
    assert administrator.api_keys.search(name="Short-lived").count() == 0
    with pytest.raises(Exception, match="token"):
        WorkbenchClient(credentials["url"], token=key.access_token).expel_alerts.count()


def test_a_new_key_may_be_read_only(administrator, credentials, alert):
    key = administrator.api_keys.create(name="Dashboard", restrictions=["READ_ONLY"]).save()
    reader = WorkbenchClient(credentials["url"], token=key.access_token)
    with pytest.raises(Exception, match="only read"):
        comment_on(reader, alert, "No.")


def test_an_analyst_makes_no_keys(client):
    with pytest.raises(Exception, match="administrator"):
        client.api_keys.create(name="Mine").save()


def test_a_repeated_request_under_one_key_is_done_once(credentials, client, alert):
    body = {
        "data": {
            "type": "comments", "attributes": {"comment": "Once."},
            "relationships": {"expel_alert": {"data": {"type": "expel_alerts", "id": alert}}},
        }
    }
    answers = [send(credentials, "POST", "/api/v2/comments", body, **{"Idempotency-Key": alert}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert client.comments.search(expel_alert_id=alert).count() == 1
    body["data"]["attributes"]["comment"] = "Twice."
    again = send(credentials, "POST", "/api/v2/comments", body, **{"Idempotency-Key": alert})
    assert again.status_code == 409


def test_many_alerts_are_closed_in_one_request(credentials, client, tenant, workbench):
    found = [workbench.alert_of(tenant.create()["id"])["id"] for _ in range(3)]
    closing = {"status": "CLOSED", "close_reason": "TESTING", "close_comment": "A drill."}
    entries = [{"type": "expel_alerts", "id": name, "attributes": closing} for name in [*found, "no-such-alert"]]
    answer = send(credentials, "PATCH", "/api/v2/expel_alerts", {"data": entries})
    assert [entry["status"] for entry in answer.json()["data"]] == ["200", "200", "200", "404"]
    assert {client.expel_alerts.get(id=name).status for name in found} == {"CLOSED"}
