"""An example back office, told by PORT, SIGNED_WITH (our secret), SIGN_WITH (yours), CALLBACKS (our address)."""

import json
import os
import sqlite3
import threading
import time
import urllib.request
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

THEIRS, OURS = Webhook(os.environ["SIGNED_WITH"]), Webhook(os.environ["SIGN_WITH"])


def run(sql, *values):
    with sqlite3.connect("received.db", timeout=10) as database:
        return database.execute(sql, values).fetchall()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:  # over the bytes as they came; what is older than five minutes is refused too
            THEIRS.verify(body, {name.lower(): value for name, value in self.headers.items()})
        except (WebhookVerificationError, ValueError):
            return self.answer(401, {})
        # On the disk before the answer; an id that is there already is a repeat, and is answered alike.
        row = self.headers["webhook-id"], body.decode(), datetime.now(UTC).isoformat()
        run("insert or ignore into kept (id, body, at) values (?, ?, ?)", *row)
        return self.answer(202, {"id": f"CASE-{row[0][:8]}"})

    def answer(self, status, words):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(words).encode())


def tell_back():  # the work comes after the answer: here, one status for each message
    while True:  # what was not taken, or was left when this last stopped, is told again
        for kept, at in run("select id, at from kept where not told"):
            data = {"delivery": kept, "case": f"CASE-{kept[:8]}", "status": "OPEN", "message": "We have it."}
            body = json.dumps({"type": "request.status", "timestamp": at, "data": data})
            name, now = f"status-{kept}", datetime.now(UTC)  # the same id and words at every try, a new time
            headers = {"webhook-id": name, "webhook-timestamp": str(int(now.timestamp()))}
            headers |= {"webhook-signature": OURS.sign(name, now, body), "Content-Type": "application/json"}
            try:
                request = urllib.request.Request(os.environ["CALLBACKS"], body.encode(), headers)
                urllib.request.urlopen(request, timeout=30)
                run("update kept set told = 1 where id = ?", kept)
            except OSError as error:  # away, or an answer like 401: tried again
                print(name, error, flush=True)  # noqa: T201
        time.sleep(3)


run("create table if not exists kept (id text primary key, body text, at text, told int default 0)")
threading.Thread(target=tell_back, daemon=True).start()
ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Receiver).serve_forever()
