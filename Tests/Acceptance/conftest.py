"""What the acceptance tests share: one running demo, the tenant behind it, and programs that speak to both."""

import shutil

import pytest
import requests

from page import Browser
from program import PROGRAM, Demo
from tenant import Tenant
from webhook import Sender
from workbench import OneTimeCodes, Workbench


def pytest_configure():
    if not shutil.which(PROGRAM):
        raise pytest.UsageError(f"{PROGRAM} is not built. Run: Scripts/build --product watchfloor")


def pytest_sessionfinish(session, exitstatus):
    """A run in which no test passed proves nothing, even when nothing failed."""
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    if exitstatus == pytest.ExitCode.OK and not session.config.option.collectonly and not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo"))
    yield demo
    demo.stop()


@pytest.fixture(autouse=True)
def log_of_a_failure(request):
    """Shows the end of the demo's log beside a failing test."""
    yield
    if "demo" in request.fixturenames:
        print(request.getfixturevalue("demo").printed[-3000:])


@pytest.fixture(scope="session")
def credentials(demo):
    return demo.credentials


@pytest.fixture(scope="session")
def tenant(credentials):
    return Tenant(credentials["wiz"]["control_url"])


@pytest.fixture(scope="session")
def workbench(credentials):
    """The API with the analyst's token."""
    return Workbench(credentials["url"], credentials["analyst"]["api_token"])


@pytest.fixture(scope="session")
def sender(credentials):
    return Sender(credentials["webhook"])


@pytest.fixture
def silent_tenant(tenant, credentials):
    """The tenant without automation rules, so that the workbench hears of nothing by itself."""
    tenant.send_webhooks_to(None)
    yield tenant
    tenant.send_webhooks_to(credentials["webhook"])


@pytest.fixture(scope="session")
def codes():
    return OneTimeCodes()


@pytest.fixture(scope="session")
def analyst(credentials, codes):
    """A browser without JavaScript in which the analyst is signed in."""
    browser = Browser(credentials["url"], requests.Session())
    answer = browser.sign_in(credentials["analyst"], codes)
    assert answer.status_code == 200, answer.text[:500]
    return browser
