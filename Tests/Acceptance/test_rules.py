"""Detection rules of a running server: read anew by signal and by API, all or nothing, and tried on what is stored."""

import shutil
import signal

import pytest

from installation import Installation
from program import ROOT, run, succeed
from waiting import eventually
from workbench import Workbench

RULE = """title: {title}
id: 7b8f4c1e-0000-4000-8000-0000000000{number:02}
level: high
logsource:
    product: cloud
detection:
    selection:
        name|contains: '{word}'
    condition: selection
"""


@pytest.fixture
def served(tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "one.yml").write_text(RULE.format(title="Purple elephant", number=1, word="elephant"))
    installation = Installation(tmp_path / "data")
    server = installation.serve(0, tmp_path / "serve.log", WATCHFLOOR_RULES=str(rules))
    yield installation, server, rules
    server.stop()


def reload(server, token):
    return Workbench(server.url(), token).request("POST", "/api/v2/rules/reload")


def test_the_api_reloads_the_rules_and_a_broken_file_changes_nothing(served):
    installation, server, rules = served
    (rules / "two.yml").write_text(RULE.format(title="Green giraffe", number=2, word="giraffe"))
    answer = reload(server, installation.token)
    assert answer.status_code == 200, answer.text
    assert answer.json()["meta"] == {"rules": 2, "added": ["Green giraffe"], "removed": [], "changed": []}
    (rules / "two.yml").write_text(RULE.format(title="Green giraffe", number=2, word="okapi"))
    assert reload(server, installation.token).json()["meta"]["changed"] == ["Green giraffe"]
    (rules / "three.yml").write_text("title: [broken\n")
    refused = reload(server, installation.token)
    assert refused.status_code == 400 and "three.yml:" in refused.text, refused.text
    (rules / "three.yml").unlink()
    assert reload(server, installation.token).json()["meta"] == {
        "rules": 2, "added": [], "removed": [], "changed": []}


def test_only_an_administrator_of_the_provider_reloads(served, credentials):
    for who in ("analyst", "read_only"):
        answer = Workbench(credentials["url"], credentials[who]["api_token"]).request("POST", "/api/v2/rules/reload")
        assert answer.status_code == 403, answer.text
    assert Workbench(credentials["url"]).request("POST", "/api/v2/rules/reload").status_code == 401


def test_sighup_reloads_and_says_so_or_says_why_not(served):
    _, server, rules = served
    (rules / "two.yml").write_text(RULE.format(title="Green giraffe", number=2, word="giraffe"))
    server.process.send_signal(signal.SIGHUP)
    eventually(lambda: "Detection rules reloaded" in server.printed, "the reload in the log")
    (rules / "two.yml").write_text("- not a rule\n")
    server.process.send_signal(signal.SIGHUP)
    eventually(lambda: "were not reloaded" in server.printed and "two.yml:1:" in server.printed, "the refusal")
    server.assert_running()


def test_a_replay_and_a_tenants_coverage_speak_of_what_is_stored(demo, tenant, workbench, tmp_path):
    issue = tenant.create(kind="TOXIC_COMBINATION", name="Mauve narwhal on a shelf")
    eventually(lambda: workbench.vendor_alerts_of(issue["id"]), "the issue")
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "Rules", rules)
    (rules / "narwhal.yml").write_text(RULE.format(title="Narwhal", number=9, word="mauve narwhal"))
    data = ["--data", demo.data]
    printed = succeed("rules", "replay", "--since", "2020-01-01T00:00:00Z", "--rules", rules, *data)
    assert "opens: Mauve narwhal on a shelf" in printed and "no rule → Narwhal" in printed
    devices = workbench.list("security_devices")
    own = next(row for row in devices if row["attributes"]["plugin_slug"] == "wiz")
    covered = succeed("rules", "coverage", "--device", own["attributes"]["name"], *data)
    assert "Mauve narwhal on a shelf" in covered and "rule names are matched" in covered
    assert run("rules", "replay", "--since", "yesterday", *data).returncode != 0
