"""A small bridge from alerts to tickets: one ticket for each alert, closed when the alert is.

It keeps no state of its own: the ticket's number stands in a comment on the alert, and history tells what changed.
The tickets here are files in a folder; put your ticket system's calls into the class Tickets.

Usage: WATCHFLOOR_URL=… WATCHFLOOR_TOKEN=… python ticket_bridge.py FOLDER     (one round; run it every minute)"""

import json
import os
import sys
from pathlib import Path

from pyexclient import WorkbenchClient
from pyexclient.workbench import neq, startswith

MARK = "Ticket: "


class Tickets:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def open(self, key, title, text):
        """Opening the same ticket twice opens one: the alert's id is its key."""
        self.write(key, {"title": title, "text": text, "state": "open"})
        return key

    def close(self, number, why):
        ticket = json.loads((self.folder / number).read_text())
        self.write(number, ticket | {"state": "closed", "why": why})

    def is_open(self, number):
        return json.loads((self.folder / number).read_text())["state"] == "open"

    def write(self, number, ticket):
        (self.folder / number).write_text(json.dumps(ticket))


def ticket_of(client, alert):
    """The number in our comment on the alert; None when there is none yet."""
    comments = client.comments.search(expel_alert_id=alert.id, comment=startswith(MARK))
    for comment in comments:
        return comment.comment.removeprefix(MARK)
    return None


def open_tickets(client, tickets):
    for alert in client.expel_alerts.search(status=neq("CLOSED")):
        if ticket_of(client, alert) is None:
            number = tickets.open(alert.id, alert.expel_name, alert.expel_message or "")
            client.comments.create(comment=MARK + number, relationship_expel_alert=alert.id).save()


def close_tickets(client, tickets):
    for comment in client.comments.search(comment=startswith(MARK)):
        alert = client.expel_alerts.get(id=comment.relationship.expel_alert.id)
        number = comment.comment.removeprefix(MARK)
        if alert.status == "CLOSED" and tickets.is_open(number):
            tickets.close(number, f"{alert.close_reason}: {alert.close_comment}")


def main(folder):
    client = WorkbenchClient(os.environ["WATCHFLOOR_URL"], token=os.environ["WATCHFLOOR_TOKEN"])
    tickets = Tickets(folder)
    open_tickets(client, tickets)
    close_tickets(client, tickets)


if __name__ == "__main__":
    main(sys.argv[1])
