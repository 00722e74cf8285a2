"""The workbench's API, as a program of a customer would use it."""

import base64
import hashlib
import hmac
import struct
import time

import requests

from waiting import eventually


class Workbench:
    def __init__(self, url, token=None):
        self.url = url.rstrip("/")
        self.session = requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def request(self, method, path, **options):
        return self.session.request(method, self.url + path, timeout=20, **options)

    def get(self, path, **parameters):
        answer = self.request("GET", path, params=parameters)
        assert answer.status_code == 200, f"GET {path} {parameters}: {answer.status_code} {answer.text[:500]}"
        return answer.json()

    def list(self, resource, **parameters):
        """The first page; at most 1,000 rows."""
        return self.get(f"/api/v2/{resource}", **({"page[limit]": 1000} | parameters))["data"]

    def count(self, resource, **parameters):
        return self.get(f"/api/v2/{resource}", **({"page[limit]": 0} | parameters))["meta"]["page"]["total"]

    def patch(self, resource, identifier, **attributes):
        document = {"data": {"type": resource, "id": identifier, "attributes": attributes}}
        return self.request("PATCH", f"/api/v2/{resource}/{identifier}", json=document)

    def vendor_alerts_of(self, vendor_id):
        return self.list("vendor_alerts", **{"filter[original_alert_id]": vendor_id})

    def alerts_of(self, vendor_id):
        return self.list("expel_alerts", **{"filter[vendor_alerts][original_alert_id]": vendor_id})

    def alert_of(self, vendor_id):
        """Waits for the alert that rests on an issue or detection."""
        found = eventually(lambda: self.alerts_of(vendor_id), f"an alert for {vendor_id}")
        assert len(found) == 1, found
        return found[0]

    def alert(self, identifier):
        return self.get(f"/api/v2/expel_alerts/{identifier}")["data"]

    def deliveries(self, alert):
        """The writes that an alert caused, oldest first."""
        rows = self.list("deliveries", **{"filter[alert][id]": alert["id"], "sort": "+created_at"})
        return sorted(rows, key=lambda row: (row["attributes"]["created_at"], row["id"]))

    def decide(self, delivery_id, decision):
        return self.request("POST", f"/api/v2/deliveries/{delivery_id}/decision", json={"decision": decision})

    def close(self, alert, reason, comment):
        answer = self.patch(
            "expel_alerts", alert["id"], status="CLOSED", close_reason=reason, close_comment=comment)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def reopen(self, alert):
        answer = self.patch("expel_alerts", alert["id"], status="OPEN")
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]


class OneTimeCodes:
    """The codes of an authenticator app (RFC 6238: SHA-1, 30 seconds, 6 digits), none of them given out twice."""

    def __init__(self):
        self.used = {}

    def next(self, secret):
        """A code that was not used yet. When this period's and the next one's are, waits for a new period."""
        step = max(current_step(), self.used.get(secret, 0) + 1)
        eventually(lambda: step <= current_step() + 1, "a period with an unused code", seconds=90)
        self.used[secret] = step
        return code(secret, step)


def current_step():
    return int(time.time()) // 30


def code(secret, step):
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start:start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
