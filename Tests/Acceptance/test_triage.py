"""A shift at the alerts list, in a real browser: keyboard, several alerts at once, views, export."""

import csv
import io
import json

import pytest
from playwright.sync_api import expect

from test_pages import page, window  # noqa: F401  the same signed-in browser

ROW = "table[data-list] tbody tr"


@pytest.fixture
def resource(tenant, workbench):
    """Three open alerts that a search finds by their name, and nothing else."""
    word = "Triage" + workbench.alert_of(tenant.create_threat()["id"])["id"][-12:].replace("-", "")
    for number in range(3):
        workbench.alert_of(tenant.create_threat(name=f"Reverse shell {word} {number}")["id"])
    return word


def test_rows_are_picked_and_closed_by_keyboard_and_one_that_changed_is_refused(
        page, workbench, credentials, resource):  # noqa: F811
    page.goto(f"{credentials['url']}/alerts?search={resource}&sort=name")
    rows = page.locator(ROW)
    expect(rows).to_have_count(3)
    ids = [row.get_attribute("data-id") for row in rows.all()]
    for _ in ids:
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("[data-picked]")).to_have_text("3 selected")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Close 3 alerts")).to_be_visible()
    assert workbench.patch("expel_alerts", ids[1], status="IN_PROGRESS").status_code == 200
    page.get_by_label("Reason").select_option("BENIGN")
    page.locator("#close-comment").fill("The nightly exercise.")
    expect(page.locator("[data-preview]")).to_contain_text("what will be written")
    page.get_by_role("button", name="Close them").click()
    expect(page.locator("main")).to_contain_text("2 done, 1 refused")
    expect(page.locator("main")).to_contain_text("changed this alert meanwhile")
    page.keyboard.press("u")
    expect(page.locator(ROW)).to_have_count(1)
    states = [workbench.alert(id)["attributes"]["status"] for id in ids]
    assert states == ["CLOSED", "IN_PROGRESS", "CLOSED"]


def test_a_row_is_assigned_and_investigated_by_keyboard(page, workbench, credentials, resource):  # noqa: F811
    page.goto(f"{credentials['url']}/alerts?search={resource}&sort=name")
    expect(page.locator(ROW)).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator(ROW).first).to_contain_text("You")
    page.keyboard.press("j")
    page.keyboard.press("i")
    page.get_by_role("button", name="Investigate them").click()
    expect(page.get_by_role("heading", name=resource).first).to_be_visible()
    assert "/investigations/" in page.url


def test_filters_live_in_the_address_and_a_view_keeps_them(page, credentials, resource):  # noqa: F811
    page.goto(f"{credentials['url']}/alerts?search={resource}")
    page.locator("summary", has_text="Filters").click()
    page.locator("select[name=within]").select_option("24h")
    page.locator("select[name=source]").select_option("issues")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".chips")).to_contain_text("Last 24 hours")
    assert page.url.endswith(f"/alerts?search={resource}&source=issues&within=24h")
    expect(page.locator(ROW)).to_have_count(3)
    page.locator("summary", has_text="Views").click()
    page.get_by_label("Keep this list as").fill(resource)
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{credentials['url']}/alerts")
    page.locator("summary", has_text="Views").click()
    page.get_by_role("link", name=resource, exact=True).click()
    expect(page.locator(ROW)).to_have_count(3)


def test_an_export_holds_the_rows_of_the_list(analyst, credentials, resource):
    address = f"{credentials['url']}/alerts/export.csv?search={resource}"
    rows = list(csv.DictReader(io.StringIO(analyst.session.get(address, timeout=20).text)))
    assert len(rows) == 3 and all(resource in row["name"] and row["status"] == "OPEN" for row in rows)
    lines = analyst.session.get(address.replace(".csv", ".ndjson"), timeout=20).text.splitlines()
    assert sorted(json.loads(line)["id"] for line in lines) == sorted(row["id"] for row in rows)
