"""Investigations, actions, files and what else a case needs, through the unmodified Python client."""

import io

import pytest
import requests
from pyexclient import WorkbenchClient
from pyexclient.workbench import gt, isnull, neq, relationship, sort

from waiting import eventually


@pytest.fixture(scope="module")
def client(credentials):
    return WorkbenchClient(credentials["url"], token=credentials["analyst"]["api_token"], prompt_on_delete=False)


@pytest.fixture(scope="module")
def administrator(credentials):
    return WorkbenchClient(credentials["url"], token=credentials["api_token"], prompt_on_delete=False)


@pytest.fixture
def alert(tenant, workbench):
    return workbench.alert_of(tenant.create()["id"])["id"]


@pytest.fixture
def case(client, credentials, alert):
    return client.investigations.create(
        title="Shell on payments", relationship_organization=credentials["organization_id"],
        relationship_lead_expel_alert=alert).save()


@pytest.fixture
def action(client, case):
    return client.create_manual_inv_action("Look", "It is odd.", "Read the log.", investigation_id=case.id)


def actions_of(rows):
    return [row.action for row in rows]


def histories(client, action):
    return list(client.investigative_action_histories.search(relationship("investigative_action.id", action.id)))


# Investigative actions.


def test_a_manual_action_of_an_investigation(client, case, action):
    assert (action.title, action.reason, action.instructions) == ("Look", "It is odd.", "Read the log.")
    assert (action.action_type, action.status) == ("MANUAL", "READY_FOR_ANALYSIS")
    again = client.investigative_actions.get(id=action.id)
    assert again.investigation.id == case.id
    assert again.expel_alert is None and again.relationship.expel_alert.id is None
    assert again.organization.id == case.organization.id
    assert again.created_by.id == again.relationship.created_by.id
    assert again.rank == 1 and again.files_count == 0 and again.result_task_id is None
    assert actions_of(again.investigative_action_histories) == ["CREATED"]


def test_a_manual_action_of_an_alert(client, alert, credentials):
    action = client.create_manual_inv_action(
        "Ask", "Who was it?", "By mail.", expel_alert_id=alert, security_device_id=credentials["device_id"],
        action_type="VERIFY")
    assert action.action_type == "VERIFY"
    assert action.security_device.id == credentials["device_id"]
    row = client.expel_alerts.get(id=alert)
    assert row.investigative_action_count == 1
    assert [entry.id for entry in row.investigative_actions] == [action.id]
    assert client.investigative_actions.search(relationship("expel_alert.id", alert)).count() == 1


def test_an_automatic_action_runs_until_its_result_comes(client, case, credentials):
    action = client.create_auto_inv_action(
        credentials["organization_id"], credentials["device_id"], None, "query_user", {"user_name": "lee"},
        "Query user", "Is this normal?", investigation_id=case.id)
    assert (action.action_type, action.status) == ("TASKABILITY", "RUNNING")
    assert action.capability_name == "query_user" and action.input_args == {"user_name": "lee"}
    with client.investigative_actions.get(id=action.id) as row:
        row.status = "FAILED"
        row.tasking_error = {"why": "no such user"}
    row = client.investigative_actions.get(id=action.id)
    assert row.status == "FAILED" and row.tasking_error == {"why": "no such user"}


def test_an_action_needs_something_to_be_about(client):
    with pytest.raises(Exception, match="what it is about"):
        client.investigative_actions.create(title="Look", reason="So.", action_type="MANUAL").save()


def test_an_action_is_worked_and_its_history_tells(client, action, credentials):
    person = client.user_accounts.search(email=credentials["analyst"]["email"]).one_or_none()
    with client.investigative_actions.get(id=action.id) as row:
        row.relationship.assigned_to_actor = person.id
    with client.investigative_actions.get(id=action.id) as row:
        row.classification = "SUSPICIOUS"
    with client.investigative_actions.get(id=action.id) as row:
        row.results = "It was Lee."
        row.status = "COMPLETED"
    done = client.investigative_actions.get(id=action.id)
    assert (done.status, done.classification, done.results) == ("COMPLETED", "SUSPICIOUS", "It was Lee.")
    assert done.assigned_to_actor.id == person.id
    assert done.classified_by_actor.id == done.updated_by.id
    assert done.status_updated_at is not None
    told = [entry.action for entry in histories(client, action)]
    assert told == ["CREATED", "ASSIGNED", "CLASSIFIED", None, "CLOSED"]
    assert done.id in [row.id for row in person.assigned_investigative_actions]


def test_a_forbidden_step_is_refused_and_changes_nothing(client, action):
    with client.investigative_actions.get(id=action.id) as row:
        row.status = "CLOSED"
        row.close_reason = "Nothing to do."
    row = client.investigative_actions.get(id=action.id)
    row.status = "FAILED"
    with pytest.raises(Exception, match="cannot become FAILED"):
        row.save()
    again = client.investigative_actions.get(id=action.id)
    assert again.status == "CLOSED" and again.close_reason == "Nothing to do."


def test_the_customer_answers_a_question(client, case):
    asked = client.investigative_actions.create(
        title="Was it you?", reason="A log-in from afar.", action_type="VERIFY", status="RUNNING",
        activity_verified_by="The manager", relationship_investigation=case.id).save()
    assert asked.activity_verified_by == "The manager"
    with client.investigative_actions.get(id=asked.id) as row:
        row.activity_authorized = False
        row.activity_acknowledged_by = "Lee"
    answered = client.investigative_actions.get(id=asked.id)
    assert answered.activity_authorized is False and answered.activity_acknowledged_by == "Lee"
    assert answered.activity_acknowledged_at and answered.status == "READY_FOR_ANALYSIS"
    assert "ACKNOWLEDGED" in actions_of(histories(client, asked))


def test_actions_wait_for_each_other(client, case, action):
    next_one = client.investigative_actions.create(
        title="Then ask", reason="So.", action_type="MANUAL", relationship_investigation=case.id,
        relationship_depends_on_investigative_action=action.id).save()
    assert next_one.depends_on_investigative_action.id == action.id
    rows = client.investigative_actions.get(id=action.id).dependent_investigative_actions
    assert [row.id for row in rows] == [next_one.id]


def test_a_deleted_action_is_gone_and_its_history_stays(client, action):
    client.investigative_actions.get(id=action.id).delete()
    with pytest.raises(Exception, match="no such"):
        client.investigative_actions.get(id=action.id)
    assert client.investigative_actions.search(id=action.id).count() == 0
    assert len(histories(client, action)) == 2


def test_actions_are_found_by_their_investigation(client, case, action):
    found = client.investigative_actions.search(
        relationship("investigation.title", "Shell on payments"), status=neq("CLOSED"), action_type="MANUAL")
    assert action.id in [row.id for row in found]
    assert client.investigations.search(relationship("investigative_actions.id", action.id)).one_or_none().id == case.id
    assert client.investigations.get(id=case.id).most_recent_investigative_action.id == action.id
    two_hops = client.investigative_actions.search(
        relationship("investigation.organization.id", case.organization.id), sort("created_at", "desc"))
    assert next(iter(two_hops)).id == action.id


def test_an_id_of_ones_own_is_taken_once(client, case):
    own = "0b6d9c5e-2f1a-4c3b-9d8e-7f6a5b4c3d2e"
    action = client.investigative_actions.create(
        id=own, title="Mine", reason="So.", action_type="RESEARCH", relationship_investigation=case.id).save()
    assert action.id == own
    with pytest.raises(Exception, match="already"):
        client.investigative_actions.create(
            id=own, title="Mine", reason="So.", action_type="RESEARCH", relationship_investigation=case.id).save()


# Files.


def test_a_file_goes_up_and_comes_down(client, case, action):
    content = bytes(range(256)) * 40
    file_id = client.investigative_actions.get(id=action.id).upload("memory.bin", content)
    row = client.investigative_actions.get(id=action.id)
    assert row.status == "READY_FOR_ANALYSIS" and row.files_count == 1 and row.result_byte_size == len(content)
    assert [file.id for file in row.files] == [file_id]
    assert row.result_file.id == file_id
    file = client.files.get(id=file_id)
    assert file.filename == "memory.bin"
    assert file.file_meta == {"investigative_action": {"file_type": "results"}}
    assert [entry.id for entry in file.investigative_actions] == [action.id]
    assert [entry.id for entry in file.investigations] == [case.id]
    assert file_id in [entry.id for entry in client.investigations.get(id=case.id).files]
    for source in (file, row):
        received = io.BytesIO()
        source.download(received)
        assert received.getvalue() == content


def test_a_file_without_bytes_cannot_be_fetched(client, credentials):
    file = client.files.create(
        filename="later.txt", relationship_organization=credentials["organization_id"]).save()
    with pytest.raises(Exception, match="not been uploaded"):
        file.download(io.BytesIO())


def test_a_files_bytes_are_given_once(client, credentials, action):
    file_id = client.investigative_actions.get(id=action.id).upload("log.txt", b"one")
    with pytest.raises(Exception, match="bytes already"):
        client.request("post", f"/api/v2/files/{file_id}/upload", files={"file": io.BytesIO(b"two")})


def test_another_organization_sees_no_file(client, credentials, action):
    file_id = client.investigative_actions.get(id=action.id).upload("log.txt", b"one")
    other = WorkbenchClient(credentials["url"], token=credentials["other_organization"]["api_token"])
    for fetch in (lambda: other.files.get(id=file_id),
                  lambda: other.request("get", f"/api/v2/files/{file_id}/download?format=json")):
        with pytest.raises(Exception, match="no such|no file"):
            fetch()


# Remediation.


@pytest.fixture
def remediation(client, case):
    return client.remediation_actions.create(
        action="Contain the host", action_type="CONTAIN_HOSTS", comment="Both of them.",
        relationship_investigation=case.id).save()


@pytest.fixture
def asset(client, remediation):
    return client.remediation_action_assets.create(
        asset_type="HOST", value="web-1", relationship_remediation_action=remediation.id).save()


def test_remediation_has_assets_and_completes_with_them(client, case, remediation, asset):
    assert remediation.status == "IN_PROGRESS" and remediation.version == "V3"
    client.remediation_action_assets.create(
        asset_type="ACCOUNT", category="COMPROMISED_ACCOUNT", value={"name": "lee"},
        relationship_remediation_action=remediation.id).save()
    row = client.remediation_actions.get(id=remediation.id)
    assert row.asset_state_counts == {"OPEN": 2, "COMPLETED": 0}
    assert {entry.asset_type for entry in row.remediation_action_assets} == {"HOST", "ACCOUNT"}
    row.status = "COMPLETED"
    row.save()
    done = client.remediation_actions.get(id=remediation.id)
    assert done.status == "COMPLETED" and done.asset_state_counts == {"OPEN": 0, "COMPLETED": 2}
    assert actions_of(done.remediation_action_histories) == ["CREATED", "COMPLETED"]
    entries = client.remediation_action_assets.get(id=asset.id).remediation_action_asset_histories
    assert actions_of(entries) == ["CREATED", "COMPLETED"]
    assert client.investigations.get(id=case.id).remediation_actions[0].id == remediation.id


def test_an_asset_is_completed_alone(client, remediation, asset):
    with client.remediation_action_assets.get(id=asset.id) as row:
        row.status = "COMPLETED"
    assert client.remediation_action_assets.get(id=asset.id).status == "COMPLETED"
    assert client.remediation_actions.get(id=remediation.id).status == "IN_PROGRESS"
    client.remediation_action_assets.get(id=asset.id).delete()
    assert client.remediation_action_assets.search(
        relationship("remediation_action.id", remediation.id)).count() == 0


def test_open_remediation_of_everybody(client, remediation):
    found = client.remediation_actions.search(status=neq("COMPLETED", "CLOSED"))
    assert remediation.id in [row.id for row in found]
    client.remediation_actions.get(id=remediation.id).delete()
    assert remediation.id not in [row.id for row in client.remediation_actions.search()]
    assert client.remediation_action_histories.search(
        relationship("remediation_action.id", remediation.id), action="DELETED").count() == 1


def test_remediation_ends_one_way_at_a_time(client, remediation):
    with client.remediation_actions.get(id=remediation.id) as row:
        row.status = "CLOSED"
        row.close_reason = "The host is gone."
    row = client.remediation_actions.get(id=remediation.id)
    row.status = "COMPLETED"
    with pytest.raises(Exception, match="IN_PROGRESS first"):
        row.save()


def test_a_closed_incident_waits_for_its_remediation(client, workbench, case, alert, remediation):
    def closing_deliveries():
        rows = workbench.list("deliveries", **{"filter[alert]": alert})
        return [row for row in rows if "closed" in str(row["attributes"]).lower()]

    with client.investigations.get(id=case.id) as row:
        row.is_incident = True
    with client.investigations.get(id=case.id) as row:
        row.decision = "TRUE_POSITIVE"
        row.close_comment = "Contained."
    assert closing_deliveries() == []
    with client.remediation_actions.get(id=remediation.id) as row:
        row.status = "COMPLETED"
    assert len(eventually(closing_deliveries, "the delivery of the closed incident")) >= 1


# The rest of a case.


def test_findings_have_histories(client, case):
    finding = client.investigation_findings.create(
        title="Entry", finding="By an old plugin.", rank=1, relationship_investigation=case.id).save()
    with client.investigation_findings.get(id=finding.id) as row:
        row.finding = "By the old plugin."
    rows = client.investigations.get(id=case.id).findings
    assert [row.finding for row in rows] == ["By the old plugin."]
    assert actions_of(client.investigation_findings.get(id=finding.id).investigation_finding_histories) == [
        "CREATED", "CHANGED"]


def test_comments_on_investigations(client, case):
    comment = client.comments.create(comment="Asked the owner.", relationship_investigation=case.id).save()
    assert comment.id in [row.id for row in client.investigations.get(id=case.id).comments]
    assert actions_of(client.comments.get(id=comment.id).comment_histories) == ["CREATED"]
    assert client.comment_histories.search(relationship("investigation.id", case.id)).count() == 1


def test_a_timeline_is_kept(client, case, alert):
    for hour, event in ((2, "Shell opened"), (1, "Plugin uploaded")):
        client.timeline_entries.create(
            event=event, event_date=f"2026-01-01T0{hour}:00:00Z", src_host="web-1", is_selected=True,
            relationship_investigation=case.id).save()
    entries = list(client.timeline_entries.search(
        relationship("investigation.id", case.id), sort("event_date", "asc")))
    assert [entry.event for entry in entries] == ["Plugin uploaded", "Shell opened"]
    with client.timeline_entries.get(id=entries[0].id) as entry:
        entry.attack_phase = "DELIVERY"
    assert client.timeline_entries.get(id=entries[0].id).attack_phase == "DELIVERY"
    client.timeline_entries.get(id=entries[1].id).delete()
    assert len(client.investigations.get(id=case.id).timeline_entries) == 1


def test_the_evidence_of_an_investigation(client, case, alert):
    mine = {row.id for row in client.expel_alerts.get(id=alert).evidence}
    assert mine and {row.id for row in client.investigations.get(id=case.id).evidence} == mine


def test_an_alert_joins_and_an_investigation_closes_and_reopens(client, case, alert, tenant, workbench):
    second = workbench.alert_of(tenant.create()["id"])["id"]
    with client.expel_alerts.get(id=second) as row:
        row.relationship.investigation = case.id
    row = client.expel_alerts.get(id=second)
    assert row.investigation.id == case.id and row.status == "IN_PROGRESS"
    assert {entry.id for entry in client.investigations.get(id=case.id).expel_alerts} == {alert, second}
    with client.investigations.get(id=case.id) as investigation:
        investigation.decision = "BENIGN"
        investigation.close_comment = "Agreed upon."
    assert client.expel_alerts.get(id=second).status == "CLOSED"
    with client.investigations.get(id=case.id) as investigation:
        investigation.decision = None
    assert client.investigations.search(id=case.id, decision=isnull()).count() == 1
    told = actions_of(client.investigation_histories.search(relationship("investigation.id", case.id)))
    assert told[0] == "CREATED" and "CLOSED" in told and told[-1] == "REOPENED"


def test_pollers_see_what_is_new(client, action):
    last = max(row.created_at for row in client.investigative_action_histories.search())
    with client.investigative_actions.get(id=action.id) as row:
        row.status = "COMPLETED"
    new = list(client.investigative_action_histories.search(created_at=gt(last)))
    assert [row.investigative_action.id for row in new] == [action.id]


# Where word goes.


def test_secrets_go_in_and_never_come_out(administrator, client, credentials):
    secret = administrator.secrets.create(
        secret={"token": "hunter2"}, relationship_organization=credentials["organization_id"]).save()
    assert secret.secret is None
    assert "hunter2" not in requests.get(
        f"{credentials['url']}/api/v2/secrets", timeout=20,
        headers={"Authorization": f"Bearer {credentials['api_token']}"}).text
    chat = administrator.integrations.create(
        integration_type="slack", service_name="Alerts", account="#soc", integration_meta={"team": "T1"},
        relationship_organization=credentials["organization_id"], relationship_secret=secret.id).save()
    assert chat.status == "UNTESTED" and chat.relationship.secret.id == secret.id
    with pytest.raises(Exception, match="uses this secret"):
        administrator.secrets.get(id=secret.id).delete()
    with administrator.integrations.get(id=chat.id) as row:
        row.account = "#night"
    assert client.integrations.get(id=chat.id).account == "#night"
    administrator.integrations.get(id=chat.id).delete()
    administrator.secrets.get(id=secret.id).delete()
    assert administrator.integrations.search(id=chat.id).count() == 0


def test_only_administrators_set_up_integrations(client):
    with pytest.raises(Exception, match="administrator"):
        client.integrations.create(integration_type="slack", service_name="Mine", account="#x").save()
    with pytest.raises(Exception, match="administrator"):
        client.secrets.create(secret={"token": "x"}).save()


# Who may not.


def test_a_read_only_key_does_nothing(credentials, case, action):
    reader = WorkbenchClient(credentials["url"], token=credentials["read_only"]["api_token"])
    row = reader.investigative_actions.get(id=action.id)
    row.status = "COMPLETED"
    with pytest.raises(Exception, match="only read"):
        row.save()
    with pytest.raises(Exception, match="only read"):
        reader.create_manual_inv_action("Look", "So.", "So.", investigation_id=case.id)
    with pytest.raises(Exception, match="only read"):
        reader.remediation_actions.create(action="So.", relationship_investigation=case.id).save()


def test_another_organization_learns_nothing_of_a_case(credentials, client, case, action, remediation, asset):
    other = WorkbenchClient(credentials["url"], token=credentials["other_organization"]["api_token"])
    for name in ("investigations", "investigative_actions", "investigative_action_histories", "remediation_actions",
                 "remediation_action_assets", "remediation_action_histories", "remediation_action_asset_histories",
                 "files", "timeline_entries", "secrets", "integrations", "investigation_histories"):
        assert getattr(other, name).count() == 0, name
        assert list(getattr(other, name).search()) == [], name
    with pytest.raises(Exception, match="no such"):
        other.investigative_actions.get(id=action.id)
    with pytest.raises(Exception, match="no such"):
        other.create_manual_inv_action("Look", "So.", "So.", investigation_id=case.id)
    assert other.organizations.search(relationship("investigations.id", case.id)).count() == 0
    assert other.actors.search(relationship("assigned_investigative_actions.id", action.id)).count() == 0
