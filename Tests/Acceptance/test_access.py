"""Who may see and do what: signing in, tokens, forged requests, other organizations."""

import uuid

import pytest
import requests

from page import Browser, Page
from workbench import Workbench


@pytest.fixture
def alert(tenant, workbench):
    return workbench.alert_of(tenant.create()["id"])


def test_the_credentials_file_is_readable_by_its_owner_alone(demo):
    assert demo.credentials_mode == 0o600


def test_a_stranger_is_led_to_the_sign_in_page_and_gets_no_data(credentials):
    stranger = Browser(credentials["url"], requests.Session())
    page = stranger.visit("/")
    assert page.asks_for_password
    assert Workbench(credentials["url"]).request("GET", "/api/v2/expel_alerts").status_code == 401
    assert Workbench(credentials["url"], "no-such-token").request("GET", "/api/v2/expel_alerts").status_code == 401
    events = requests.get(credentials["url"] + "/events", timeout=10, allow_redirects=False, stream=True)
    with events:
        assert events.status_code in (302, 303, 401)


@pytest.mark.parametrize("wrong", ["password", "code", "person"])
def test_signing_in_with_anything_wrong_lets_nobody_in(credentials, codes, wrong):
    person = dict(credentials["admin"])

    class Wrong:
        def next(self, secret):
            return "000000"

    if wrong == "password":
        person["password"] += "x"
    elif wrong == "person":
        person["email"] = "nobody@example.test"
    browser = Browser(credentials["url"], requests.Session())
    browser.sign_in(person, Wrong())
    page = browser.visit("/")
    assert page.asks_for_password, "somebody got in"


def test_a_person_signs_in_with_password_and_code_and_signs_out(credentials, codes):
    browser = Browser(credentials["url"], requests.Session())
    answer = browser.sign_in(credentials["admin"], codes)
    assert answer.status_code == 200
    page = browser.visit("/alerts")
    assert not page.asks_for_password
    cookie = next(iter(browser.session.cookies))
    assert cookie.has_nonstandard_attr("HttpOnly") or "httponly" in {name.lower() for name in cookie._rest}
    kept = dict(browser.session.cookies)
    browser.submit(page, page.form("/sign-out"))
    again = requests.get(credentials["url"] + "/alerts", cookies=kept, timeout=10)
    assert Page(again).asks_for_password, "the old cookie still works"


def test_a_code_works_only_once(credentials, codes):
    code = codes.next(credentials["admin"]["otp_secret"])
    login = {"grant_type": "password", "username": credentials["admin"]["email"],
             "password": credentials["admin"]["password"]}

    def try_to():
        return requests.post(
            credentials["url"] + "/auth/v0/login", data=login, headers={"x-expelinc-otp": code}, timeout=20)

    first = try_to()
    assert first.status_code == 200 and first.json()["access_token"]
    assert 400 <= try_to().status_code < 500


def test_a_form_without_its_token_changes_nothing(analyst, alert, workbench):
    page = analyst.visit(f"/alerts/{alert['id']}")
    form = page.form("/close")
    values = {"reason": "BENIGN", "close_comment": "Forged."}
    assert form.fields["csrf"], "the form carries no token"
    for forged in ({}, {"csrf": "forged"}):
        fields = {name: value for name, value in (form.fields | values).items() if name != "csrf"} | forged
        answer = analyst.session.post(page.address(form), data=fields, timeout=20)
        assert answer.status_code == 403, answer.status_code
    assert workbench.alert(alert["id"])["attributes"]["status"] == "OPEN"
    answer = analyst.submit(page, form, **values)
    assert answer.status_code == 200, answer.text[:500]
    assert workbench.alert(alert["id"])["attributes"]["status"] == "CLOSED"


def test_another_organization_sees_nothing_and_changes_nothing(credentials, alert, workbench):
    other = Workbench(credentials["url"], credentials["other_organization"]["api_token"])
    organizations = [row["id"] for row in other.list("organizations")]
    assert organizations == [credentials["other_organization"]["organization_id"]]
    for resource in ("expel_alerts", "vendor_alerts", "security_devices", "expel_alert_histories"):
        assert other.list(resource) == []
        assert other.count(resource) == 0
    absent = other.request("GET", f"/api/v2/expel_alerts/{uuid.uuid4()}")
    hidden = other.request("GET", f"/api/v2/expel_alerts/{alert['id']}")
    assert absent.status_code == hidden.status_code == 404
    assert absent.json()["errors"][0]["detail"] == hidden.json()["errors"][0]["detail"]
    device = other.request("GET", f"/api/v2/security_devices/{credentials['device_id']}")
    assert device.status_code == 404
    answer = other.patch("expel_alerts", alert["id"], status="CLOSED", close_reason="BENIGN", close_comment="Not mine.")
    assert answer.status_code == 404
    assert workbench.alert(alert["id"])["attributes"]["status"] == "OPEN"


def test_a_read_only_token_reads_and_cannot_write(credentials, alert):
    reader = Workbench(credentials["url"], credentials["read_only"]["api_token"])
    assert reader.alert(alert["id"])["id"] == alert["id"]
    answer = reader.patch("expel_alerts", alert["id"], status="CLOSED", close_reason="BENIGN", close_comment="No.")
    assert answer.status_code == 403
    assert reader.alert(alert["id"])["attributes"]["status"] == "OPEN"


def test_secrets_of_a_device_go_in_and_never_come_out(credentials):
    administrator = Workbench(credentials["url"], credentials["api_token"])
    answer = administrator.request("GET", "/api/v2/security_devices", params={"include": "organization"})
    assert answer.status_code == 200
    single = administrator.request("GET", f"/api/v2/security_devices/{credentials['device_id']}")
    for text in (answer.text, single.text):
        assert credentials["device_id"] in text
        assert credentials["wiz"]["client_secret"] not in text
        assert credentials["webhook"]["password"] not in text


def test_a_wrong_device_is_refused_with_the_field_at_fault(credentials):
    administrator = Workbench(credentials["url"], credentials["api_token"])
    document = {"data": {
        "type": "security_devices",
        "attributes": {
            "name": "Elsewhere", "location": "Nowhere", "plugin_slug": "wiz",
            "device_spec": {"api_url": "https://graphql.attacker.example/graphql", "client_id": "x", "client_secret": "y"},
        },
        "relationships": {"organization": {"data": {"type": "organizations", "id": credentials["organization_id"]}}},
    }}
    answer = administrator.request("POST", "/api/v2/security_devices", json=document)
    assert 400 <= answer.status_code < 500
    assert "api_url" in answer.text
