"""A workbench set up by commands, as an operator does it, with one emulated tenant connected."""

import re

from program import Program, succeed, wait_until_ready

DEVICE = "Tenant"


class Installation:
    def __init__(self, data):
        self.data = data
        succeed(
            "users", "add", "--data", data, "--organization", "acme", "--organization-name", "Acme",
            "--role", "expel_admin", "--name", "Robin Admin", "robin@acme.example",
            stdin="correct horse battery staple\n")
        self.token = succeed(
            "users", "key", "--data", data, "--organization", "acme", "--role", "expel_admin", "acceptance").strip()

    def connect(self, emulator_url, writes_back=True):
        succeed(
            "devices", "add", "--data", self.data, "--organization", "acme", "--name", DEVICE, "--set",
            f"api_url={emulator_url}/graphql", f"auth_url={emulator_url}/oauth/token", "client_id=emulated-client",
            stdin="emulated-secret\n", WATCHFLOOR_ALLOW_LOOPBACK_TENANTS="true")
        if writes_back:
            succeed("devices", "console-access", "--data", self.data, DEVICE, "active")

    def webhook(self, server_url):
        printed = succeed("devices", "webhook", "--data", self.data, DEVICE)
        values = dict(line.split(None, 1) for line in printed.splitlines() if line.strip())
        key = values["url"].strip().rsplit("/", 1)[1]
        return {
            "url": f"{server_url}/webhooks/{key}", "username": values["username"].strip(),
            "password": values["password"].strip()}

    def serve(self, port, log, **environment):
        """Starts the server and waits until it is ready; 0 for any free port."""
        server = Program(
            "serve", "--data", self.data, "--port", port, log=log, WATCHFLOOR_ALLOW_LOOPBACK_TENANTS="true",
            **environment)
        wait_until_ready(server, server.url())
        return server

    def polls(self):
        """The device's polls, newest first: (stream, state, items)."""
        printed = succeed("devices", "show", "--data", self.data, DEVICE)
        found = re.findall(r"^\S+Z\s+(created|changed|detections)\s+(running|done|failed)\s+(\d+)", printed, re.M)
        return [(stream, state, int(items)) for stream, state, items in found]

    def first_poll_is_over(self):
        done = {stream for stream, state, _ in self.polls() if state == "done"}
        return {"created", "detections"} <= done
