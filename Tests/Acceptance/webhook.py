"""Webhook bodies in the vendor's shapes, and somebody who sends them."""

import json

import requests


def issue_body(issue, status=None, severity=None, event="Created"):
    """What an automation rule with the default template sends about an issue."""
    rule = (issue.get("sourceRules") or [issue.get("sourceRule") or {}])[0]
    resource = issue.get("entitySnapshot") or {}
    return {
        "trigger": {
            "source": "ISSUE", "type": event, "ruleId": "c1c7b7a6-9d0e-4b39-9a0e-6a3f6a0f1f11",
            "ruleName": "Issues to MDR", "updatedFields": "", "changedBy": "",
        },
        "issue": {
            "id": issue["id"], "status": status or issue["status"], "severity": severity or issue["severity"],
            "created": issue["createdAt"], "projects": "",
        },
        "resource": {
            "id": resource.get("providerId") or "", "name": resource.get("name") or "",
            "type": resource.get("nativeType") or "", "cloudPlatform": resource.get("cloudPlatform") or "",
            "subscriptionId": resource.get("subscriptionExternalId") or "",
            "subscriptionName": resource.get("subscriptionName") or "", "region": resource.get("region") or "",
            "status": "Active", "cloudProviderURL": "",
        },
        "control": {
            "id": rule.get("id") or "", "name": rule.get("name") or "", "description": rule.get("description") or "",
            "severity": issue["severity"], "risks": [],
        },
    }


class Sender:
    """Sends webhooks as the vendor does, with the device's own user and password."""

    def __init__(self, webhook):
        self.url = webhook["url"]
        self.auth = (webhook["username"], webhook["password"])

    def send(self, body, **options):
        """Sends an object, or bytes as they are, and returns the status."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        options = {"auth": self.auth, "headers": {"Content-Type": "application/json"}} | options
        return requests.post(self.url, data=data, timeout=20, **options).status_code
