"""An example of the other side: a back office that takes Guildhall's signed webhooks.

It is small on purpose, for an engineer to read before writing a real one. The three things that matter:
check the signature over the exact bytes received; remember ``webhook-id`` so that a repeat is acknowledged and
not done again; and answer 2xx only when the message is safely on disk.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import os
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standardwebhooks import Webhook, WebhookVerificationError

LARGEST_MESSAGE = 1_000_000
SHOWN = 100

STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b2430;background:#f4f6f8}
header{background:#17324d;color:#fff;padding:24px}main{max-width:880px;margin:0 auto;padding:24px}
h1{margin:0;font-size:24px}header p{margin:4px 0 0}article{background:#fff;border:1px solid #d3dae1;margin:0 0 16px;padding:16px}
h2{font-size:18px;margin:0 0 8px}dl{display:grid;grid-template-columns:max-content 1fr;gap:0 16px;margin:0 0 8px}
dt{color:#4a5765}dd{margin:0;overflow-wrap:anywhere}pre{overflow:auto;background:#f4f6f8;padding:12px;font-size:14px}"""


class Arrivals:
    """The messages received, one file each, named so that a repeat finds the first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def keep(self, message_id: str, body: str) -> bool:
        """Put a message on disk; the answer is whether it is the first with this id.

        Whole or not at all: written beside its place, flushed, then linked to it, which fails if it is there.
        """
        place = self._folder / f"{hashlib.sha256(message_id.encode()).hexdigest()}.json"
        received = datetime.now(UTC).isoformat(timespec="microseconds")
        unfinished = place.with_name(f"{place.stem}.{os.getpid()}.{received}.unfinished")
        with unfinished.open("x") as handle:
            json.dump({"id": message_id, "received": received, "body": body}, handle)
            handle.flush()
            os.fsync(handle.fileno())
        try:
            place.hardlink_to(unfinished)
        except FileExistsError:
            return False
        finally:
            unfinished.unlink()
        return True

    def latest(self, count: int = SHOWN) -> list[dict[str, str]]:
        """The newest first."""
        arrivals = [json.loads(file.read_text()) for file in self._folder.glob("*.json")]
        return sorted(arrivals, key=lambda arrival: arrival["received"], reverse=True)[:count]


class Receiver(BaseHTTPRequestHandler):
    """POST takes a message, GET shows what arrived."""

    server_version = "ExampleBackOffice"
    arrivals: Arrivals
    webhooks: list[Webhook]

    def do_POST(self) -> None:
        """Take one message."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST_MESSAGE:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "too large"})
            return
        body = self.rfile.read(int(length))
        if not self._is_signed(body):
            self._answer(HTTPStatus.UNAUTHORIZED, {"error": "the signature does not fit"})
            return
        message_id = self.headers["webhook-id"]
        first = self.arrivals.keep(message_id, body.decode())
        number = hashlib.sha256(message_id.encode()).hexdigest()[:8].upper()
        self._answer(HTTPStatus.OK, {"id": f"BO-{number}", "already_had_it": not first})

    def do_GET(self) -> None:
        """Show the messages."""
        if self.path != "/":
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        page = render(self.arrivals.latest()).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: messages hold personal data and the page shows what arrived."""

    def _is_signed(self, body: bytes) -> bool:
        for webhook in self.webhooks:
            try:
                webhook.verify(body, dict(self.headers.items()), json_parse=False)
            except (WebhookVerificationError, ValueError):  # ValueError: not even the form of a signature
                continue
            return True
        return False

    def _answer(self, status: HTTPStatus, content: dict[str, object]) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def render(arrivals: list[dict[str, str]]) -> str:
    """The page that lists what arrived."""
    articles = "".join(map(_render_one, arrivals)) or "<p>Nothing has arrived yet.</p>"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<meta http-equiv="refresh" content="10">'
        f"<title>Example back office</title><style>{STYLE}</style>"
        "<header><h1>Example back office</h1>"
        "<p>What Guildhall delivered here by signed webhook, newest first.</p></header>"
        f"<main>{articles}</main></html>"
    )


def _render_one(arrival: dict[str, str]) -> str:
    try:
        body = json.loads(arrival["body"])
    except ValueError:
        body = arrival["body"]
    title = str(body.get("type", "A message")) if isinstance(body, dict) else "A message"
    text = body if isinstance(body, str) else json.dumps(body, indent=2, ensure_ascii=False)
    return (
        f"<article><h2>{html.escape(title)}</h2><dl>"
        f"<dt>Arrived</dt><dd>{html.escape(arrival['received'][:19].replace('T', ' '))} UTC</dd>"
        f"<dt>webhook-id</dt><dd>{html.escape(arrival['id'])}</dd></dl>"
        f"<pre>{html.escape(text)}</pre></article>"
    )


def main() -> None:
    """Serve on 127.0.0.1 until ended. The secrets (``whsec_…``, comma-separated) come by environment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--arrivals", type=Path, required=True, help="the folder that keeps what arrived")
    options = parser.parse_args()
    given = os.environ.get("EXAMPLE_BACK_OFFICE_SECRETS", "")
    Receiver.webhooks = [Webhook(secret) for secret in given.split(",") if secret]
    Receiver.arrivals = Arrivals(options.arrivals)
    ThreadingHTTPServer(("127.0.0.1", options.port), Receiver).serve_forever()


if __name__ == "__main__":
    main()
