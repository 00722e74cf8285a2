"""The pictures of Docs/tour.md, taken in headless Chromium from a demo that is started for them."""

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests/Acceptance"))

import requests  # noqa: E402
from playwright.sync_api import expect, sync_playwright  # noqa: E402

from page import Browser  # noqa: E402
from program import Demo  # noqa: E402
from tenant import Tenant  # noqa: E402
from workbench import OneTimeCodes, Workbench  # noqa: E402

IMAGES = ROOT / "Docs/images"


def prepare(credentials):
    """Some of what a day brings: an incident, closed alerts, a comment. Returns an alert to look at."""
    workbench = Workbench(credentials["url"], credentials["analyst"]["api_token"])
    tenant = Tenant(credentials["wiz"]["control_url"])
    shell = workbench.alert_of(tenant.create_threat(severity="CRITICAL")["id"])
    for _ in range(3):
        alert = workbench.alert_of(tenant.create()["id"])
        workbench.close(alert, "BENIGN", "The nightly backup; the owner confirmed it.")
    return shell


def pictures(page, url, alert):
    def take(name, path, ready="main h1"):
        page.goto(url + path)
        expect(page.locator(ready).first).to_be_visible()
        page.screenshot(path=IMAGES / f"{name}.png")

    take("home", "/")
    take("alerts", "/alerts", "table tbody tr")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("c")
    page.get_by_label("Reason").select_option("BENIGN")
    page.locator("#close-comment").fill("A planned exercise of the platform team.")
    expect(page.locator("[data-preview]")).to_contain_text("what will be written")
    page.screenshot(path=IMAGES / "several.png")
    take("alert", f"/alerts/{alert['id']}")
    take("funnel", "/alerts/funnel")
    take("ledger", "/ledger", "table tbody tr")


def main():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(folder, issues=150)
        try:
            credentials = demo.credentials
            alert = prepare(credentials)
            browser = Browser(credentials["url"], requests.Session())
            browser.sign_in(credentials["analyst"], OneTimeCodes())
            with sync_playwright() as driver:
                window = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                context = window.new_context(viewport={"width": 1280, "height": 800})
                context.add_cookies([
                    {"name": cookie.name, "value": cookie.value, "url": credentials["url"]}
                    for cookie in browser.session.cookies])
                pictures(context.new_page(), credentials["url"], alert)
                context.close()
                dark = window.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
                dark.add_cookies([
                    {"name": cookie.name, "value": cookie.value, "url": credentials["url"]}
                    for cookie in browser.session.cookies])
                page = dark.new_page()
                page.goto(credentials["url"] + "/alerts")
                page.screenshot(path=IMAGES / "phone.png")
                window.close()
        finally:
            demo.stop()


main()
