"""What a webhook's sender is told, and what becomes of bodies that cannot be understood."""

import json
import re
import uuid

import pytest
import requests

from program import succeed
from waiting import eventually
from webhook import Sender


def some_body():
    return json.dumps({"trigger": {"source": "ISSUE", "type": "Created"}, "issue": {"id": str(uuid.uuid4())}}).encode()


@pytest.mark.parametrize("options", [
    {"auth": None},
    {"auth": ("somebody", "else")},
    {"auth": None, "headers": {"Content-Type": "application/json", "Authorization": "Bearer of-bad-news"}},
    {"auth": None, "headers": {"Content-Type": "application/json", "Authorization": "Basic not-base64!"}},
], ids=["nobody", "wrong password", "bearer", "broken header"])
def test_without_the_devices_own_credentials_a_webhook_is_refused(sender, options):
    assert sender.send(some_body(), **options) == 401


def test_the_right_user_with_a_wrong_password_is_refused(sender, credentials):
    assert sender.send(some_body(), auth=(credentials["webhook"]["username"], "wrong")) == 401


def test_an_unknown_key_is_not_found(credentials):
    webhook = credentials["webhook"]
    elsewhere = webhook["url"].rsplit("/", 1)[0] + "/" + "x" * 32
    assert Sender(webhook | {"url": elsewhere}).send(some_body()) == 404


def test_a_body_of_up_to_one_mebibyte_is_taken_and_a_longer_one_is_not(sender):
    frame = b'{"padding":"%s"}'
    largest = frame % (b"x" * ((1 << 20) - len(frame % b"")))
    assert len(largest) == 1 << 20
    assert sender.send(largest) == 202
    assert sender.send(largest + b" ") == 413


def test_a_longer_body_without_a_declared_length_is_refused_too(credentials):
    webhook = credentials["webhook"]
    chunks = (b"x" * 65_536 for _ in range(32))
    try:
        answer = requests.post(
            webhook["url"], data=chunks, auth=(webhook["username"], webhook["password"]),
            headers={"Content-Type": "application/json"}, timeout=20)
    except requests.ConnectionError:
        # The server may hang up while the rest is still being sent; the next test of its health is that it answers.
        assert Sender(webhook).send(some_body()) == 202
    else:
        assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_anything_but_json_is_an_unsupported_media_type(sender, kind):
    assert sender.send(some_body(), headers={"Content-Type": kind}) == 415


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_is_taken_however_it_is_spelled(sender, kind):
    assert sender.send(some_body(), headers={"Content-Type": kind}) == 202


def quarantined(demo, device):
    """The quarantined signals of a device as the command line lists them."""
    return succeed("signals", "list", "--data", demo.data, device, "--state", "quarantined")


def test_what_cannot_be_understood_is_quarantined_listed_and_replayable(sender, demo, credentials, analyst):
    device = credentials["device_id"]
    before = len(quarantined(demo, device).splitlines())
    mark = uuid.uuid4().hex
    assert sender.send(f'{{"trigger": {{"source": "ISSUE"}}, "mark": "{mark}", "issue": '.encode()) == 202
    eventually(lambda: len(quarantined(demo, device).splitlines()) > before, "the signal in quarantine")
    page = analyst.visit(f"/devices/{device}")
    assert "could not be understood" in page.text
    after = len(quarantined(demo, device).splitlines())
    succeed("signals", "replay", "--data", demo.data, device)
    eventually(lambda: len(quarantined(demo, device).splitlines()) == after, "the same signals back in quarantine")


def test_the_test_button_shows_on_the_device_and_opens_nothing(tenant, workbench, credentials, analyst):
    alerts, vendor_alerts = workbench.count("expel_alerts"), workbench.count("vendor_alerts")
    for source in ("ISSUE", "THREATS", "DETECTION"):
        assert tenant.press_test_button(source) == [202]
    page = f"/devices/{credentials['device_id']}"
    eventually(
        lambda: re.search(r"Test button\s+received", analyst.visit(page).text), "the test on the device's page")
    assert "Wiz Mock Data" not in analyst.visit("/alerts").text
    assert workbench.count("expel_alerts") == alerts
    assert workbench.count("vendor_alerts") == vendor_alerts
