"""The pages about the API say what is so: their recipes run, and so does the ticket bridge."""

import json
import os
import re
import subprocess
import sys

import pytest

from program import ROOT

PAGES = ROOT / "Docs/api"
RECIPES = re.findall(r"^## (\d+\. [^\n]+)\n(.*?)(?=^## |\Z)", (PAGES / "pyexclient.md").read_text(), re.M | re.S)


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


@pytest.fixture(scope="module")
def environment(credentials, tenant, workbench):
    """There is something to find, to assign and to close."""
    for _ in range(2):
        workbench.alert_of(tenant.create()["id"])
    return os.environ | {
        "WATCHFLOOR_URL": credentials["url"], "WATCHFLOOR_TOKEN": credentials["analyst"]["api_token"]}


def test_there_are_ten_recipes():
    assert len(RECIPES) == 10


@pytest.mark.parametrize("text", [text for _, text in RECIPES], ids=[title for title, _ in RECIPES])
def test_a_recipe_runs(text, environment):
    page = (PAGES / "pyexclient.md").read_text()
    beginning = blocks(page.split("## 1.")[0], "python")[0]
    (recipe,) = blocks(text, "python")
    done = subprocess.run(
        [sys.executable, "-"], input=beginning + recipe, env=environment, text=True, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_the_ticket_bridge_opens_and_closes_tickets(environment, tenant, workbench, tmp_path):
    alert = workbench.alert_of(tenant.create()["id"])

    def a_round():
        subprocess.run([sys.executable, PAGES / "ticket_bridge.py", tmp_path], env=environment, check=True, timeout=60)
        return json.loads((tmp_path / alert["id"]).read_text())

    assert a_round()["state"] == "open"
    assert a_round()["title"] == alert["attributes"]["expel_name"]
    comments = workbench.list("comments", **{"filter[expel_alert]": alert["id"], "filter[comment]": "^Ticket: "})
    assert len(comments) == 1
    workbench.close(alert, "BENIGN", "Agreed upon.")
    assert a_round() | {"text": ""} == {
        "title": alert["attributes"]["expel_name"], "text": "", "state": "closed", "why": "BENIGN: Agreed upon."}
