"""From an empty database to a green device and a first alert, through every step of the guide, in a real browser;
and every wrong order and wrong input on the way."""

import re
import shutil
import socket
import sqlite3
import subprocess

import pytest
import requests
from playwright.sync_api import expect, sync_playwright

from page import Browser
from program import Program, succeed
from tenant import Tenant
from waiting import PATIENCE, eventually
from webhook import Sender
from workbench import OneTimeCodes, Workbench

PASSWORD = "correct horse battery staple"
DOMAIN = "soc.example"
CODE = "vendor-domain-verification=4f2a9c"
SECRET = "emulated-secret"
OTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRITES = ["write:issue_status", "write:issue_ignore", "write:issue_comments"]


class NameServer:
    """dnsmasq on a free port of this machine, for one domain; what is published comes with a restart."""

    def __init__(self, folder):
        self.path = shutil.which("dnsmasq", path="/usr/sbin:/usr/bin:/sbin:/usr/local/sbin")
        assert self.path, "dnsmasq is not installed. Run: Scripts/setup test"
        self.log = folder / "dnsmasq.log"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = None
        self.start()

    def start(self, *texts):
        self.stop()
        records = [f"--txt-record={DOMAIN},{text}" for text in ("v=spf1 -all", *texts)]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [self.path, "--keep-in-foreground", "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--no-daemon",
                 "--bind-interfaces", "--listen-address=127.0.0.1", f"--port={self.port}", "--pid-file=", *records],
                stdout=output, stderr=output)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)


class Site:
    """An empty workbench with a provider and a customer, the emulated tenant, and a name server."""

    def __init__(self, folder, environment="commercial", seed=7):
        self.folder = folder
        self.data = folder / "data"
        self.people = {
            "customer": self.add("acme", "organization_admin", "casey@acme.example"),
            "provider": self.add("soc", "expel_admin", "robin@soc.example")}
        self.token = succeed(
            "users", "key", "--data", self.data, "--organization", "acme", "--role", "expel_admin", "scripts").strip()
        self.dns = NameServer(folder)
        self.emulator = Program(
            "wiz-emulator", "--port", 0, "--seed", seed, "--issues", 30, "--environment", environment,
            log=folder / "emulator.txt")
        self.tenant = Tenant(self.emulator.url())
        self.server = Program(
            "serve", "--data", self.data, "--port", 0, log=folder / "serve.txt",
            WATCHFLOOR_ALLOW_LOOPBACK_TENANTS="true", WATCHFLOOR_PROVIDER_DOMAIN=DOMAIN,
            WATCHFLOOR_DNS_SERVERS=f"127.0.0.1:{self.dns.port}", WATCHFLOOR_DOMAIN_LOOKUP_INTERVAL="0.5",
            WATCHFLOOR_HEALTH_INTERVAL="2", WATCHFLOOR_SHORT_POLL_INTERVAL="2")
        self.url = self.server.url()
        eventually(lambda: self.answers(), "a ready server")
        self.workbench = Workbench(self.url, self.token)
        self.codes = OneTimeCodes()

    def add(self, organization, role, email):
        succeed(
            "users", "add", "--data", self.data, "--organization", organization, "--organization-name",
            organization.capitalize() + " Corp", "--role", role, "--name", email.split("@")[0].capitalize(), email,
            stdin=PASSWORD + "\n")
        printed = succeed("users", "enroll", "--data", self.data, email)
        return {"email": email, "password": PASSWORD, "otp_secret": re.search(r"\b[A-Z2-7]{32}\b", printed).group()}

    def answers(self):
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    def browser(self, who):
        browser = Browser(self.url, requests.Session())
        answer = browser.sign_in(self.people[who], self.codes)
        assert answer.status_code == 200, answer.text[:500]
        return browser

    def devices(self):
        return self.workbench.list("security_devices")

    def form(self, **changes):
        return {
            "name": "Acme cloud", "location": "EU", "setting.api_url": f"{self.tenant.url}/graphql",
            "setting.auth_url": f"{self.tenant.url}/oauth/token", "setting.client_id": "emulated-client",
            "setting.client_secret": SECRET, "act": "connect"} | changes

    def faults(self, **faults):
        self.tenant.call("PUT", "/_emulator/faults", json=faults)

    def connect(self, browser, **changes):
        page = browser.visit("/devices/new")
        return browser.submit(page, page.form("/devices"), **self.form(**changes))

    def stop(self):
        for program in (self.server, self.emulator):
            program.stop()
        self.dns.stop()


@pytest.fixture
def site(tmp_path, request):
    site = Site(tmp_path, **getattr(request, "param", {}))
    yield site
    print(site.server.printed[-3000:])
    site.stop()


@pytest.fixture
def windows(site):
    """A browser window for each side, both signed in."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is not installed. Run: Scripts/setup test"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        pages = {}
        for who in ("customer", "provider"):
            context = chromium.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(PATIENCE * 1000)
            session = site.browser(who).session
            context.add_cookies([
                {"name": cookie.name, "value": cookie.value, "url": site.url} for cookie in session.cookies])
            pages[who] = context.new_page()
        yield pages
        chromium.close()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_all_seven_steps_lead_to_a_healthy_synchronized_tenant_and_a_first_alert(site, windows):
    customer, provider = windows["customer"], windows["provider"]

    # 1 and 2: the account's exact values, the test, the device.
    customer.goto(site.url + "/devices/new")
    expect(customer.locator("body")).to_contain_text("read:threat_issues, read:detections")
    expect(customer.locator("body")).to_contain_text("All Projects")
    for name, value in site.form().items():
        if name != "act":
            customer.locator(f"[name='{name}']").fill(value)
    press(customer, "Test connection")
    expect(customer.locator(".report")).to_contain_text("Everything needed is there")
    expect(customer.locator(".report td", has_text="Granted")).to_have_count(7)
    assert site.devices() == []
    assert SECRET not in customer.content()
    press(customer, "Connect")
    expect(customer.get_by_role("heading", name="Set up Acme cloud")).to_be_visible()
    [device] = site.devices()
    setup = f"{site.url}/devices/{device['id']}/setup"
    assert customer.url.startswith(setup)

    # 4 before 3: the rules wait.
    expect(customer.locator("#sync").locator("..")).to_contain_text("begin when step 3 is active")

    # 3: the customer enters the code and asks; the provider publishes it; the look-up alone moves on.
    customer.get_by_label("Verification code").fill(CODE)
    press(customer, "Save the code")
    press(customer, "Ask the provider to publish it")
    provider.goto(setup)
    access = provider.locator("[data-live=access]")
    expect(access).to_contain_text("It is the provider’s turn")
    expect(access).to_contain_text("but not the code")
    expect(access).to_contain_text(CODE)
    site.dns.start(CODE)
    expect(access).to_contain_text("It is the customer’s turn")
    customer.goto(setup)
    press(customer, "The domain is accepted")
    expect(customer.locator("[data-live=access]")).to_contain_text("soc+acme_corp@soc.example")
    expect(customer.locator("[data-live=access]")).to_contain_text("Global Incident Response Analyst")
    press(customer, "The user is invited")
    expect(customer.locator("[data-live=access]")).to_contain_text("It is the provider’s turn")
    expect(customer.get_by_role("button", name="The invitation is accepted")).to_have_count(0)
    provider.goto(setup)
    press(provider, "The invitation is accepted")
    provider.get_by_label("Two-factor key").fill(OTP_SECRET)
    press(provider, "Keep the secret")
    press(provider, "Show a one-time code")
    shown = provider.locator("form[action$=console-code]").inner_text()
    assert re.search(r"\b\d{6}\b", shown), shown
    assert OTP_SECRET not in provider.content()
    provider.goto(setup)
    press(provider, "Signing in works")
    expect(provider.locator("[data-live=access] .marks").first).to_contain_text("Active")
    expect(provider.locator("[data-live=record]")).to_contain_text("One-time code shown")

    # 5: credentials behind a button, the view recorded.
    customer.goto(setup)
    assert "synchronization" in customer.locator("#sync").inner_text().lower()
    press(customer, "Edit: show the password")
    copies = {button.get_attribute("aria-label"): button.get_attribute("data-copy")
              for button in customer.locator("[data-copy]").all()}
    webhook = {
        "url": next(v for k, v in copies.items() if k and "webhook address" in k),
        "username": next(v for k, v in copies.items() if k and "user name" in k),
        "password": next(v for k, v in copies.items() if k and "password" in k)}
    template = next(v for k, v in copies.items() if k and "template" in k)

    # 6 and 7: the panels turn green by themselves.
    customer.goto(setup)
    expect(customer.locator("[data-live=test]")).to_contain_text("Waiting for the Test button")
    site.tenant.call("PUT", "/_emulator/automation-rules", json={"rules": [
        {"name": "Watchfloor MDR: issues", "source": "ISSUE", "template": template} | webhook,
        {"name": "Watchfloor MDR: detections", "source": "DETECTION"} | webhook]})
    assert site.tenant.press_test_button("ISSUE") == [202]
    expect(customer.locator("[data-live=test]")).to_contain_text("The test has arrived")
    issue = site.tenant.create(severity="CRITICAL")
    cloud = customer.locator("[data-live='rule-Wiz Cloud']")
    expect(cloud).to_contain_text("Delivering")
    expect(cloud).to_contain_text("Watchfloor MDR: issues")
    expect(cloud).to_contain_text("critical")
    defend = customer.locator("[data-live='rule-Wiz Defend']")
    expect(defend).to_contain_text("Waiting for the first delivery")
    site.tenant.create_detection()
    expect(defend).to_contain_text("Delivering")

    # A healthy device, a first alert, and its outcome in the tenant.
    alert = site.workbench.alert_of(issue["id"])
    eventually(lambda: site.devices()[0]["attributes"]["status"] == "healthy", "a healthy device")
    customer.reload()
    steps = customer.locator("[data-live=progress]")
    expect(steps).not_to_contain_text("Waiting")
    done = site.workbench.patch(
        "expel_alerts", alert["id"], status="CLOSED", close_reason="BENIGN", close_comment="A test.")
    assert done.status_code == 200, done.text
    eventually(lambda: site.tenant.issue(issue["id"])["status"] == "REJECTED", "the outcome in the tenant")


def test_every_wrong_input_is_refused_with_its_reason_and_nothing_is_half_saved(site):
    browser = site.browser("customer")
    cases = [
        ({"name": " "}, "Give the device a name"),
        ({"setting.client_secret": ""}, "is missing"),
        ({"setting.api_url": "https://10.0.0.1/graphql"}, "must be at wiz.io or wiz.us"),
        ({"setting.api_url": "https://api.us1.app.wiz.us/graphql",
          "setting.auth_url": "https://auth.app.wiz.io/oauth/token"}, "do not accept each other"),
        ({"setting.api_url": "http://api.us1.app.wiz.io/graphql", "setting.auth_url": ""}, "begin with https"),
        ({"setting.client_secret": "wrong"}, "refused the client id or secret"),
        ({"setting.api_url": "http://127.0.0.1:9/graphql",
          "setting.auth_url": "http://127.0.0.1:9/oauth/token"}, "cannot be reached"),
    ]
    for changes, words in cases:
        answer = site.connect(browser, **changes)
        assert words in answer.text, (changes, answer.status_code, answer.text[-3000:])
        assert site.devices() == [], changes
    for scope in ["read:issues", "read:threat_issues", "read:detections", *WRITES]:
        site.faults(missingScopes=[scope])
        answer = site.connect(browser)
        assert f"Add {scope} to the service account" in answer.text
        assert "Connect although not everything is there" in answer.text
        assert site.devices() == []
    site.faults(missingLicense=True)
    assert "No licence" in site.connect(browser).text and site.devices() == []
    site.faults()
    assert site.connect(browser, act="test").status_code == 200 and site.devices() == []
    # With something red, saving takes a mark.
    site.faults(missingScopes=["write:issue_ignore"])
    assert site.connect(browser, accept="on").status_code == 200
    site.faults()
    [device] = site.devices()
    second = site.connect(browser, act="test", name="Twice")
    assert "already connected" in second.text and len(site.devices()) == 1

    # Every step out of turn, and the other side's steps.
    console = f"/devices/{device['id']}/setup"
    page = browser.visit(console)
    csrf = page.form("/console").fields["csrf"]

    def act(name, **fields):
        return browser.session.post(
            f"{site.url}/devices/{device['id']}/console", data={"csrf": csrf, "act": name} | fields, timeout=20)

    def state():
        return site.devices()[0]["attributes"]["properties"]["console_access"]

    for name in ["request", "accept_domain", "invite_user", "cancel", "revoke", "restart", "validate"]:
        assert act(name).status_code in (403, 409), name
        assert state() == "not_set_up"
    for name in ["accept_invite", "enrol_two_factor", "activate"]:
        assert act(name, input=OTP_SECRET).status_code == 403, name
        assert state() == "not_set_up"
    for bad in ["", "x" * 600, "two\nlines"]:
        assert act("enter_code", input=bad).status_code == 400
        assert state() == "not_set_up"
    assert act("enter_code", input=CODE).status_code == 200 and state() == "code_entered"
    assert act("accept_domain").status_code == 409 and state() == "code_entered"
    assert act("request").status_code == 200 and state() == "requested"
    answer = act("look_up")
    assert "but not the code" in answer.text and state() == "requested"
    assert act("cancel").status_code == 200 and state() == "cancelled"


@pytest.mark.parametrize("site", [{"environment": "gov"}], indirect=True)
def test_a_government_cloud_takes_nothing_in_before_its_addendum_is_recorded_and_enabled(site):
    customer, provider = site.browser("customer"), site.browser("provider")
    answer = site.connect(customer)
    assert "Legal addendum required" in answer.text, answer.text[-2000:]
    [device] = site.devices()
    assert device["attributes"]["properties"]["ingestion"] == "legal_addendum_required"
    webhook = site.workbench.get(f"/api/v2/security_devices/{device['id']}/webhook")
    refused = requests.post(
        webhook["url"], auth=(webhook["username"], webhook["password"]), json={"a": 1}, timeout=20)
    assert refused.status_code == 403 and "legal addendum required" in refused.text
    before = site.tenant.call("GET", "/_emulator/requests")["operations"].get("issuesV2", 0)
    late = site.tenant.create(severity="HIGH")
    path = f"/devices/{device['id']}/setup"
    page = customer.visit(path)
    assert "The provider records the addendum" in page.text
    page = provider.visit(path)
    early = provider.submit(page, page.form("/addendum"), act="enable")
    assert early.status_code == 409 and "Record the legal addendum first" in early.text
    assert site.workbench.alerts_of(late["id"]) == []
    assert site.tenant.call("GET", "/_emulator/requests")["operations"].get("issuesV2", 0) == before
    page = provider.visit(path)
    assert provider.submit(page, page.form("/addendum"), reference="GOV-2026-7").status_code == 200
    page = provider.visit(path)
    assert "GOV-2026-7" in page.text
    assert provider.submit(page, page.form("/addendum"), act="enable").status_code == 200
    site.workbench.alert_of(late["id"])
    eventually(lambda: site.devices()[0]["attributes"]["status"] == "healthy", "a healthy device")


def test_disabling_stops_writes_enabling_reconciles_once_and_deleting_leaves_no_secret(site):
    browser = site.browser("provider")
    site.connect(browser)
    [device] = site.devices()
    succeed("devices", "console-access", "--data", site.data, "Acme cloud", "active")
    issues = [site.tenant.create(severity="HIGH") for _ in range(12)]
    alerts = [site.workbench.alert_of(issue["id"]) for issue in issues]
    eventually(
        lambda: all(site.workbench.list("deliveries", **{"filter[alert][id]": alert["id"], "filter[state]": "done"})
                    for alert in alerts), "written notes")
    notes = {issue["id"]: len(site.tenant.notes(issue["id"])) for issue in issues}
    path = f"/devices/{device['id']}/integration"
    page = browser.visit(path)
    assert browser.submit(page, page.form("/integration"), act="disable").status_code == 200
    for alert in alerts:
        assert site.workbench.patch(
            "expel_alerts", alert["id"], status="CLOSED", close_reason="BENIGN", close_comment="Fine.").ok
    for issue in issues:
        assert site.tenant.issue(issue["id"])["status"] == "OPEN"
        assert len(site.tenant.notes(issue["id"])) == notes[issue["id"]]
    page = browser.visit(path)
    assert "12 writes" in page.text
    assert browser.submit(page, page.form("/integration"), act="enable").status_code == 200
    eventually(
        lambda: all(site.tenant.issue(issue["id"])["status"] == "REJECTED" for issue in issues), "present states")
    assert all(len(site.tenant.notes(issue["id"])) == notes[issue["id"]] + 1 for issue in issues)

    # A wrong secret is not swapped in.
    page = browser.visit(path)
    answer = browser.submit(
        page, page.form("/integration"), **{"act": "replace", "setting.client_secret": "wrong"})
    assert answer.status_code == 409 and "the old one stays" in answer.text

    with sqlite3.connect(f"file:{site.data}/watchfloor.sqlite?mode=ro", uri=True) as database:
        row = database.execute("SELECT sealed_secret, sealed_webhook_password FROM security_devices").fetchone()
    webhook = site.workbench.get(f"/api/v2/security_devices/{device['id']}/webhook")

    def files():
        return b"".join(file.read_bytes() for file in site.data.glob("watchfloor.sqlite*"))

    assert all(bytes(secret) in files() for secret in row)
    page = browser.visit(path)
    wrong = browser.submit(page, page.form("/integration"), act="delete", name="Another")
    assert wrong.status_code == 400 and "to confirm" in wrong.text
    assert browser.submit(page, page.form("/integration"), act="delete", name="Acme cloud").status_code == 200
    eventually(lambda: Sender(webhook).send({}) == 410, "410 from the webhook")
    left = files()
    assert not any(bytes(secret) in left for secret in row)
    assert b"emulated-client" not in left and SECRET.encode() not in left
    assert site.workbench.alert(alerts[0]["id"])["attributes"]["close_reason"] == "BENIGN"
