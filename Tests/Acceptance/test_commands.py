"""Commands explain themselves, and refuse what they cannot do in words."""

import re
import socket

import pytest

from program import run, succeed

COMMANDS = [
    [], ["serve"], ["demo"], ["wiz-emulator"], ["migrate"], ["doctor"], ["backup"], ["restore"], ["users"],
    ["users", "code"], ["devices"], ["rules"], ["rules", "check"], ["rules", "test"], ["rules", "coverage"],
    ["rules", "match"], ["poll"], ["signals"], ["signals", "inspect"], ["signals", "replay"], ["deliveries"],
    ["deliveries", "list"], ["deliveries", "retry"], ["deliveries", "decide"], ["devices", "list"], ["devices", "show"],
    ["devices", "add"], ["devices", "pause"], ["devices", "resume"], ["devices", "console-access"],
    ["devices", "sync"], ["devices", "webhook"], ["devices", "test"],
    ["devices", "remove"], ["users", "list"], ["users", "add"], ["users", "password"],
    ["users", "enroll"], ["users", "lock"], ["users", "key"], ["signals", "list"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "watchfloor")
def test_every_command_explains_itself(command):
    printed = succeed(*command, "--help")
    assert "OVERVIEW:" in printed and "USAGE: watchfloor" in printed
    overview = re.search(r"OVERVIEW: (.+)", printed).group(1)
    assert len(overview) > 10


def test_the_version_is_a_version():
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", succeed("--version"))


@pytest.mark.parametrize("arguments", [
    ["no-such-command"], ["serve", "--port", "abc"], ["serve", "--port", "70000"], ["rules", "match", "/no/such/file"],
    ["signals", "inspect", "/no/such/file"], ["restore", "/no/such/file"],
], ids=" ".join)
def test_nonsense_is_refused_with_a_reason(arguments, tmp_path):
    more = ["--data", tmp_path / "data"] if arguments[0] in ("serve", "restore") else []
    done = run(*arguments, *more)
    assert done.returncode not in (0, None) and done.returncode > 0, "it ended by a signal or without an error"
    assert done.stderr.strip()


def test_a_bad_setting_is_named(tmp_path):
    done = run("serve", "--data", tmp_path / "data", WATCHFLOOR_POLL_INTERVAL="often")
    assert done.returncode > 0
    assert "poll_interval" in done.stderr


def test_a_mistyped_setting_in_the_file_is_named_with_the_right_one(tmp_path):
    file = tmp_path / "watchfloor.yaml"
    file.write_text("poll_interval: 600\nPollOverlap: 5\n", encoding="utf-8")
    done = run("serve", "--config", file, "--data", tmp_path / "data")
    assert done.returncode == 2
    assert "PollOverlap" in done.stderr and "poll_overlap" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", ["serve", "demo", "wiz-emulator"])
def test_a_taken_port_is_named_before_anything_starts(command, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        folder = [] if command == "wiz-emulator" else ["--data", tmp_path / "data"]
        done = run(command, "--port", port, *folder)
    assert done.returncode == 2 and not done.stdout
    assert f"Port {port} of 127.0.0.1 is taken" in done.stderr
    assert not (tmp_path / "data").exists()


def test_the_shipped_rules_are_sound_and_pass_their_own_tests():
    succeed("rules", "check")
    printed = succeed("rules", "test")
    assert re.search(r"[1-9]\d*", printed)


def test_a_backup_restores_elsewhere(demo, tmp_path):
    copy = tmp_path / "copy.backup"
    succeed("backup", "--data", demo.data, copy)
    assert copy.stat().st_size > 0
    assert run("backup", "--data", demo.data, copy).returncode > 0, "a backup overwrote something"
    succeed("restore", "--data", tmp_path / "restored", copy)
    assert devices(tmp_path / "restored") == devices(demo.data) != []


def devices(data):
    """Ids and names as the command line lists them."""
    lines = succeed("devices", "list", "--data", data).splitlines()[1:]
    return [re.split(r"\s{2,}", line)[:2] for line in lines]


def test_the_doctor_finds_a_healthy_demo_and_a_missing_key(demo, tmp_path):
    printed = succeed("doctor", "--data", demo.data)
    assert "All is well." in printed
    copy = tmp_path / "copy.backup"
    succeed("backup", "--data", demo.data, copy)
    succeed("restore", "--data", tmp_path / "elsewhere", copy)
    done = run("doctor", "--data", tmp_path / "elsewhere")
    assert done.returncode == 1
    assert "key" in done.stdout


def test_the_one_time_code_of_the_demo_is_printed(demo):
    printed = succeed("users", "code", "--data", demo.data, demo.credentials["analyst"]["email"])
    assert re.fullmatch(r"\d{6}\n", printed)
