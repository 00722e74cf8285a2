"""The emulated tenant, from its control side: what a person in the vendor's console would see and do."""

import requests


class Tenant:
    def __init__(self, control_url):
        self.url = control_url.rstrip("/")
        self.session = requests.Session()

    def call(self, method, path, **options):
        answer = self.session.request(method, self.url + path, timeout=10, **options)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if answer.content else None

    def create(self, kind="TOXIC_COMBINATION", post_exploit=True, **order):
        """A new issue, made up around what was ordered; the automation rules send their webhooks."""
        order = {"type": kind, "postExploit": post_exploit} | order
        return self.call("POST", "/_emulator/issues", json=order)

    def create_threat(self, **order):
        return self.create(kind="THREAT_DETECTION", **order)

    def create_detection(self, **order):
        """A new detection that belongs to no issue, unless one is named."""
        return self.call("POST", "/_emulator/detections", json={"type": "MATCH_ONLY"} | order)

    def issue(self, issue_id):
        """The node as the vendor's API would give it, with its notes and its history of status."""
        return self.call("GET", f"/_emulator/issues/{issue_id}")

    def change(self, issue_id, **change):
        """A person changes an issue in the vendor's console."""
        return self.call("PATCH", f"/_emulator/issues/{issue_id}", json=change)

    def notes(self, issue_id):
        return [note["text"] for note in self.issue(issue_id).get("notes") or []]

    def send_webhooks_to(self, webhook, sources=("ISSUE", "THREATS", "DETECTION")):
        """Sets the automation rules up anew: one for each source. None for silence."""
        rules = [
            {"source": source, "url": webhook["url"], "username": webhook["username"], "password": webhook["password"]}
            for source in (sources if webhook else ())
        ]
        return self.call("PUT", "/_emulator/automation-rules", json={"rules": rules})

    def press_test_button(self, source):
        """What each receiver of such test messages answered, as statuses."""
        reply = self.call("POST", "/_emulator/automation-rules/test", json={"source": source})
        return [result.get("status") for result in reply["results"]]
