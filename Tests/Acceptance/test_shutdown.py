"""How the program starts and stops."""

import threading

import pytest
import requests

from page import Browser
from program import Demo, Program, run, succeed, wait_until_ready
from tenant import Tenant
from waiting import eventually
from workbench import OneTimeCodes, Workbench


def test_it_stops_cleanly_while_pages_listen_for_live_updates(tmp_path):
    demo = Demo(tmp_path, issues=5)
    try:
        browser = Browser(demo.credentials["url"], requests.Session())
        assert browser.sign_in(demo.credentials["admin"], OneTimeCodes()).status_code == 200
        ended = threading.Event()
        with browser.session.get(demo.credentials["url"] + "/events", stream=True, timeout=60) as stream:
            assert stream.status_code == 200
            assert stream.headers["Content-Type"].startswith("text/event-stream")
            seen = []

            def listen():
                try:
                    for line in stream.iter_lines():
                        seen.append(line)
                except requests.exceptions.ChunkedEncodingError as error:
                    seen.append(error)
                ended.set()

            listener = threading.Thread(target=listen)
            listener.start()
            Tenant(demo.credentials["wiz"]["control_url"]).create()
            eventually(lambda: any(line.startswith(b"data:") for line in list(seen)), "an event on the stream")
            code = demo.terminate()
            assert ended.wait(timeout=20), "the stream stayed open"
            listener.join(timeout=20)
            assert not any(isinstance(line, Exception) for line in seen), "the stream was cut off rather than closed"
        assert code == 0, demo.printed[-2000:]
        with pytest.raises(requests.ConnectionError):
            requests.get(demo.credentials["url"] + "/healthz", timeout=5)
    finally:
        demo.stop()


def test_what_a_demo_left_can_be_served_again(tmp_path):
    demo = Demo(tmp_path, issues=5)
    server = None
    try:
        token = demo.credentials["analyst"]["api_token"]
        workbench = Workbench(demo.credentials["url"], token)
        alert = workbench.alert_of(Tenant(demo.credentials["wiz"]["control_url"]).create()["id"])
        workbench.close(alert, "OTHER", "Seen before the restart.")
        assert demo.terminate() == 0
        server = Program(
            "serve", "--data", demo.data, "--port", 0, log=tmp_path / "serve.txt",
            WATCHFLOOR_ALLOW_LOOPBACK_TENANTS="true")
        wait_until_ready(server, server.url())
        kept = Workbench(server.url(), token).alert(alert["id"])
        assert kept["attributes"]["close_comment"] == "Seen before the restart."
        assert server.terminate() == 0
    finally:
        for program in filter(None, [demo, server]):
            program.stop()


def test_a_demo_overwrites_nothing(demo, tmp_path):
    second = Program("demo", "--port", 0, "--wiz-port", 0, "--data", demo.data, log=tmp_path / "log.txt")
    try:
        assert second.wait() == 2
        assert "not empty" in second.printed
    finally:
        second.stop()


def test_a_second_server_on_the_same_data_is_refused_while_commands_work(demo):
    second = run("serve", "--data", demo.data, "--port", 0)
    assert second.returncode == 2
    assert "Another server already works on" in second.stderr
    assert "healthy" in succeed("devices", "list", "--data", demo.data)


def test_a_port_that_is_taken_is_said_in_words(demo, tmp_path):
    port = demo.credentials["url"].rsplit(":", 1)[1]
    second = Program("demo", "--port", port, "--wiz-port", 0, "--data", tmp_path / "data", log=tmp_path / "log.txt")
    try:
        assert second.wait() != 0
        assert port in second.printed and "Fatal error" not in second.printed, second.printed[-2000:]
    finally:
        second.stop()


def test_health_readiness_metrics_and_the_description_of_the_api_are_served(credentials):
    url = credentials["url"]
    assert requests.get(f"{url}/healthz", timeout=10).status_code == 200
    assert requests.get(f"{url}/readyz", timeout=10).status_code == 200
    metrics = requests.get(f"{url}/metrics", timeout=10)
    assert metrics.status_code == 200 and "# TYPE " in metrics.text
    description = requests.get(f"{url}/openapi.json", timeout=10).json()
    assert description["openapi"].startswith("3.")
    assert "/api/v2/expel_alerts" in description["paths"]
