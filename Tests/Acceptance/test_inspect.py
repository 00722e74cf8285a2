"""`signals inspect` reads whatever it is given, and never falls over."""

import json
import random
import uuid

import pytest

from program import run

ISSUE = {
    "id": "5f0c5b6e-2d55-4c57-8f0e-1f3f7d1f9a01", "type": "TOXIC_COMBINATION", "status": "OPEN", "severity": "HIGH",
    "createdAt": "2026-03-01T10:20:30.1234567Z", "updatedAt": "2026-03-02T00:00:00Z", "statusChangedAt": None,
    "resolutionReason": None, "url": "https://app.wiz.io/issues#~(issue~'5f0c5b6e-2d55-4c57-8f0e-1f3f7d1f9a01)",
    "sourceRules": [{
        "__typename": "Control", "id": "wc-id-4711", "name": "Public VM with a key to every bucket",
        "description": "A machine that the internet reaches holds a key."}],
    "entitySnapshot": {
        "id": "8a1f9d2e-7b15-5d43-9b35-0d3a5b1c2e44", "type": "VIRTUAL_MACHINE", "nativeType": "virtualMachine",
        "name": "build-agent-7", "cloudPlatform": "AWS", "region": "eu-west-1", "tags": None},
    "projects": None, "notes": [{"id": "n1", "text": "Looking into it", "createdAt": "2026-03-01T11:00:00Z"}],
    "serviceTickets": None,
}
THREAT = ISSUE | {
    "id": "0b1d7c11-6f0a-4c0e-9a53-b1a0d3f9e702", "type": "THREAT_DETECTION", "severity": "CRITICAL", "notes": [],
    "sourceRules": [{"__typename": "CloudEventRule", "id": "cer-sen-1", "name": "Reverse shell was started"}],
    "threatDetectionDetails": {
        "actors": [{"id": "a1", "name": "root", "type": "USER_ACCOUNT"}], "actorsTotalCount": 1,
        "resources": [{"id": "r1", "name": "build-agent-7", "type": "VIRTUAL_MACHINE"}], "resourcesTotalCount": 1,
        "mainDetection": {"id": "d1", "severity": "CRITICAL"}, "detections": {"totalCount": 1, "nodes": []},
    },
}
DETECTION = {
    "id": "c7f3c1f8-5d1b-5b2e-8a77-3f6f0f7f9b03", "type": "GENERATED_THREAT", "severity": "MEDIUM",
    "createdAt": "2026-03-01T10:20:30Z", "startedAt": "2026-03-01T10:19:00Z", "endedAt": "2026-03-01T10:20:00Z",
    "description": None, "issue": {"id": THREAT["id"]}, "origins": ["WIZ_SENSOR"],
    "ruleMatch": {"rule": {"id": "cer-sen-2", "name": "Encoded command was run"}},
    "actors": [{"id": "a1", "name": "root", "type": "USER_ACCOUNT"}, {"id": "a2", "name": "10.0.0.9"}],
    "resources": [{"id": "r1", "name": "build-agent-7", "type": "VIRTUAL_MACHINE"}],
    "triggeringEvents": {"totalCount": 2, "nodes": [
        {"id": "e1", "name": "Process started", "commandLine": "sh -c id"}, {"id": "e2", "name": "Process started"}]},
}


def inspect(tmp_path, content):
    file = tmp_path / "payload"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    done = run("signals", "inspect", file, "--json")
    assert done.returncode >= 0, f"ended by signal {-done.returncode}: {done.stderr[-1000:]}"
    assert "Fatal error" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_issue_node_is_read(tmp_path):
    [seen] = inspect(tmp_path, ISSUE)
    assert (seen["index"], seen["kind"], seen["vendor_id"], seen["issue_id"]) == (0, "issue", ISSUE["id"], ISSUE["id"])
    assert (seen["name"], seen["severity"], seen["status"]) == (ISSUE["sourceRules"][0]["name"], "HIGH", "OPEN")
    assert seen["type"] == "TOXIC_COMBINATION"
    assert seen["resource"]["name"] == "build-agent-7"
    assert seen["notes"] == 1 and not seen["error"]


def test_a_threat_and_a_detection_are_told_apart(tmp_path):
    [threat] = inspect(tmp_path, THREAT)
    assert (threat["kind"], threat["vendor_id"], threat["severity"]) == ("threat", THREAT["id"], "CRITICAL")
    [detection] = inspect(tmp_path, DETECTION)
    assert (detection["kind"], detection["detection_id"], detection["issue_id"]) == (
        "detection", DETECTION["id"], THREAT["id"])
    assert (detection["actors"], detection["resources"], detection["events"]) == (2, 1, 2)
    assert detection["name"] == "Encoded command was run"


def test_a_whole_reply_an_array_and_lines_are_read_item_by_item(tmp_path):
    reply = {"data": {"issues": {"nodes": [ISSUE, THREAT], "pageInfo": {"hasNextPage": False, "endCursor": ""}}}}
    items = [ISSUE, DETECTION]
    lines = b"\n".join(json.dumps(item).encode() for item in items) + b"\n"
    assert [seen["kind"] for seen in inspect(tmp_path, reply)] == ["issue", "threat"]
    for content in (items, lines):
        seen = inspect(tmp_path, content)
        assert [entry["kind"] for entry in seen] == ["issue", "detection"]
        assert [entry["index"] for entry in seen] == [0, 1]


def test_an_error_reply_is_an_error(tmp_path):
    reply = {"data": None, "errors": [{"message": "Resource not found", "extensions": {"code": "NOT_FOUND"}}]}
    [seen] = inspect(tmp_path, reply)
    assert seen["kind"] == "unsupported" and "Resource not found" in seen["error"]


def test_a_test_message_is_a_test(tmp_path):
    body = {
        "trigger": {"source": "ISSUE", "type": "Created", "ruleId": "", "ruleName": "Manual"},
        "issue": {"id": str(uuid.uuid4()), "status": "OPEN", "severity": "CRITICAL"},
        "control": {"id": "wtest-id-0000", "name": "Wiz Mock Data for Testing"},
    }
    [seen] = inspect(tmp_path, body)
    assert seen["kind"] == "test"


DEEP = b"[" * 100_000 + b"]" * 100_000
ODDITIES = {
    "nothing": b"",
    "a null": b"null",
    "a number": b"1e999",
    "a text": b'"hello"',
    "an empty object": b"{}",
    "an empty array": b"[]",
    "truncated": json.dumps(ISSUE).encode()[:200],
    "not UTF-8": b'{"id": "\xff\xfe\xc3\x28"}',
    "a lone surrogate": b'{"id": "\\ud800"}',
    "a null byte": b'{"id": "a\x00b"}',
    "deep arrays": DEEP,
    "deep objects": b'{"issue":' * 50_000 + b"1" + b"}" * 50_000,
    "deep and cut": DEEP[:100_000],
    "wrong types": json.dumps({key: 7 for key in ISSUE} | {"type": "TOXIC_COMBINATION"}).encode(),
    "wrong shapes": json.dumps(ISSUE | {"sourceRules": {"a": []}, "entitySnapshot": [1], "notes": "n"}).encode(),
    "huge numbers": json.dumps(DETECTION | {"triggeringEvents": {"totalCount": 10**30, "nodes": None}}).encode(),
    "a strange time": json.dumps(ISSUE | {"createdAt": "99999-99-99T99:99:99.999999999999Z"}).encode(),
    "HTML": b"<html><body>502 Bad Gateway</body></html>",
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(ISSUE).encode(),
}


@pytest.mark.parametrize("content", ODDITIES.values(), ids=ODDITIES.keys())
def test_no_oddity_brings_it_down(tmp_path, content):
    for seen in inspect(tmp_path, content):
        assert seen["kind"] in {"issue", "threat", "detection", "test", "unsupported"}
        assert seen["kind"] != "unsupported" or seen["error"]


def test_random_damage_never_brings_it_down(tmp_path):
    generator = random.Random(20260301)
    originals = [json.dumps(item).encode() for item in (ISSUE, THREAT, DETECTION)]
    for _ in range(20):
        damaged = bytearray(generator.choice(originals))
        for _ in range(generator.randrange(1, 12)):
            damaged[generator.randrange(len(damaged))] = generator.randrange(256)
        inspect(tmp_path, bytes(damaged))
