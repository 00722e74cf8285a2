"""An emulated tenant that runs as a program of its own."""

import re
from pathlib import Path

import requests

from program import Program


class Emulator:
    def __init__(self, folder, *options):
        self.program = Program("wiz-emulator", "--port", 0, *options, log=Path(folder) / "emulator.txt")
        self.url = self.program.url()
        form = {
            "grant_type": "client_credentials", "audience": "wiz-api", "client_id": "emulated-client",
            "client_secret": "emulated-secret"}
        self.token = requests.post(f"{self.url}/oauth/token", data=form, timeout=20).json()["access_token"]

    def post(self, query, /, **variables):
        return requests.post(
            f"{self.url}/graphql", json={"query": query, "variables": variables}, timeout=60,
            headers={"Authorization": f"Bearer {self.token}"})

    def ask(self, query, /, **variables):
        answer = self.post(query, **variables)
        assert answer.status_code == 200, answer.text[:500]
        return answer.json()

    @property
    def peak_memory(self):
        """In MiB."""
        status = Path(f"/proc/{self.program.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1024
