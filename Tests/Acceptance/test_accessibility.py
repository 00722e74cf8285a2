"""axe on every page, in both themes: nothing serious."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from test_pages import page, window  # noqa: F401  the same signed-in browser

PAGES = [
    "/", "/alerts", "/alerts?status=all&severity=critical&within=7d", "/alerts?search=nothingatallislikethis",
    "/alerts/funnel", "/investigations", "/detections/suppressions", "/detections/suppressions/new", "/devices",
    "/ledger", "/ledger?within=24h",
]


def assert_accessible(page):  # noqa: F811
    expect(page.get_by_role("main")).to_be_visible()
    found = Axe().run(page).response["violations"]
    serious = [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]}"
        for violation in found if violation["impact"] in ("serious", "critical") for node in violation["nodes"][:3]]
    assert serious == [], "\n".join(serious)


@pytest.fixture(params=["light", "dark"])
def theme(request, page):  # noqa: F811
    page.emulate_media(color_scheme=request.param)
    return request.param


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_on(page, credentials, theme, path):  # noqa: F811
    page.goto(credentials["url"] + path)
    assert_accessible(page)


def test_nothing_serious_on_an_alert_with_its_parts_open(page, tenant, workbench, credentials, theme):  # noqa: F811
    alert = workbench.alert_of(tenant.create_threat()["id"])
    page.goto(f"{credentials['url']}/alerts/{alert['id']}")
    expect(page.get_by_role("heading", name="Why it fired")).to_be_visible()
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true })")
    assert_accessible(page)


def test_nothing_serious_on_the_form_for_several_alerts(page, tenant, workbench, credentials, theme):  # noqa: F811
    workbench.alert_of(tenant.create_threat()["id"])
    page.goto(credentials["url"] + "/alerts")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert_accessible(page)
    page.keyboard.press("c")
    expect(page.get_by_label("Reason")).to_be_visible()
    assert_accessible(page)


def test_nothing_serious_with_menus_open(page, credentials, theme):  # noqa: F811
    page.goto(credentials["url"] + "/alerts")
    for name in ("Filters", "Views", "Export"):
        page.locator("summary", has_text=name).click()
        assert_accessible(page)
