"""Pages in a real browser."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from waiting import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="module")
def window(credentials, analyst):
    """A browser window in which the analyst is signed in."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is not installed. Run: Scripts/setup test"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(PATIENCE * 1000)
        context.add_cookies([
            {"name": cookie.name, "value": cookie.value, "url": credentials["url"]}
            for cookie in analyst.session.cookies])
        yield context
        context.close()
        browser.close()


@pytest.fixture
def page(window):
    """A page whose scripts must not fail: an error in the console fails the test."""
    page = window.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
    assert errors == []


def test_new_alerts_and_changes_show_in_the_list_without_a_reload(page, tenant, workbench, credentials):
    known = workbench.alert_of(tenant.create(severity="CRITICAL")["id"])
    page.goto(credentials["url"] + "/alerts")
    page.evaluate("window.sameDocument = true")
    row = page.locator(f"tr[data-id='{known['id']}']")
    expect(row).to_be_visible()
    fresh = workbench.alert_of(tenant.create(severity="CRITICAL")["id"])
    news = page.locator("[data-news] a")
    expect(news).to_contain_text("new alert")
    assert workbench.patch("expel_alerts", known["id"], status="IN_PROGRESS").status_code == 200
    expect(row).to_contain_text("In progress")
    assert page.evaluate("window.sameDocument"), "the page was loaded anew"
    news.click()
    link = page.locator(f"a[href*='{fresh['id']}']")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("title", fresh["attributes"]["expel_name"])


def test_an_alert_is_closed_by_its_form_and_its_state_in_the_tenant_shows(page, tenant, workbench, credentials):
    alert = workbench.alert_of(tenant.create()["id"])
    page.goto(f"{credentials['url']}/alerts/{alert['id']}")
    expect(page.get_by_role("heading", name=alert["attributes"]["expel_name"])).to_be_visible()
    page.locator("summary", has_text="Close this alert").click()
    page.get_by_label("Reason").select_option("BENIGN")
    page.locator("#close-comment").fill("The nightly integration test.")
    page.get_by_role("button", name="Close alert", exact=True).click()
    expect(page.locator("body")).to_contain_text("Closed")
    expect(page.locator("body")).to_contain_text("The nightly integration test.")
    expect(page.locator("body")).to_contain_text("Rejected")
    assert workbench.alert(alert["id"])["attributes"]["close_reason"] == "BENIGN"


def test_text_from_the_tenant_is_shown_as_text(page, tenant, workbench, credentials):
    name = "Reverse shell <script>document.title='owned'</script> & \"more\""
    alert = workbench.alert_of(tenant.create_threat(name=name)["id"])
    page.goto(f"{credentials['url']}/alerts/{alert['id']}")
    expect(page.get_by_role("heading", name=name).first).to_be_visible()
    assert page.title() != "owned"


@pytest.mark.parametrize("path", ["/alerts", "/devices"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_their_window(page, credentials, path, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(credentials["url"] + path)
    expect(page.get_by_role("main")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_alert_leads_to_its_rule_and_a_false_positive_to_a_filter(page, tenant, workbench, credentials):
    alert = workbench.alert_of(tenant.create(kind="THREAT_DETECTION", name="Reverse shell of the filter exercise")["id"])
    page.goto(f"{credentials['url']}/alerts/{alert['id']}")
    page.locator("section[aria-labelledby='why'] p.lead a").click()
    expect(page.locator("#source")).to_be_visible()
    expect(page.locator("section[aria-labelledby='hits']")).to_contain_text("Reverse shell of the filter exercise")
    expect(page.locator("section[aria-labelledby='tests']")).to_contain_text("Passes")
    answer = workbench.patch(
        "expel_alerts", alert["id"], status="CLOSED", close_reason="FALSE_POSITIVE", close_comment="An exercise.")
    assert answer.status_code == 200, answer.text
    page.goto(f"{credentials['url']}/alerts/{alert['id']}")
    page.get_by_role("link", name="See a filter for the rule").click()
    expect(page.locator("section[aria-labelledby='effect']")).to_contain_text("it would have kept out 1: 1 closed as")
    expect(page.locator("section[aria-labelledby='filter'] pre")).to_contain_text("condition: not")


def test_the_detections_are_listed_and_drawn(page, credentials):
    page.goto(credentials["url"] + "/detections")
    expect(page.locator("svg.spark").first).to_be_visible()
    page.get_by_role("link", name="ATT&CK coverage").click()
    expect(page.locator("svg.heat rect").first).to_be_visible()
    page.get_by_text("The same as a table").click()
    page.locator("table.coverage a").first.click()
    expect(page.get_by_text("Only rules for")).to_be_visible()
