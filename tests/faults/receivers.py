"""The other side of a run with faults: back offices in a process of their own, which write down every message that they
took, on disk before they answer. They take a repeat like anything else: what comes twice is for the books to see.

Three take signed webhooks, one is an Open311 server, one a mailbox (SMTP).
"""

import argparse
import asyncio
import contextlib
import email
import email.policy
import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from standardwebhooks import Webhook, WebhookVerificationError


class Book:
    """One receiver's book, a line of JSON for each message, in the order in which they were taken."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._file = file.open("a")

    def keep(self, **told: Any) -> None:
        """Write a line, whole or not at all."""
        with self._lock:
            self._file.write(json.dumps({"at": time.time(), **told}) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())


class Webhooks(BaseHTTPRequestHandler):
    """A back office that takes signed webhooks, and nothing else."""

    protocol_version = "HTTP/1.1"
    book: Book
    secrets: list[str]

    def do_POST(self) -> None:
        """Take one message."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._is_signed(body):
            self._answer(401, b"the signature does not fit")
            return
        told = json.loads(body)
        self.book.keep(
            id=self.headers["webhook-id"],
            key=self.headers["Idempotency-Key"],
            sha256=hashlib.sha256(body).hexdigest(),
            subject=told["type"],
            about=told["data"]["reference"],
            number=told["data"].get("number", 0),
        )
        self._answer(200, b"{}")

    def _is_signed(self, body: bytes) -> bool:
        for secret in self.secrets:
            with contextlib.suppress(WebhookVerificationError):
                Webhook(secret).verify(body, dict(self.headers.items()))
                return True
        return False

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The book says it all."""


class Open311(Webhooks):
    """An Open311 server as they are: it knows no idempotency, and files whatever is posted."""

    cases: list[dict[str, str]]

    def do_POST(self) -> None:
        """File a report or an update."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fields = dict(parse_qsl(body.decode()))
        if "servicerequestupdates" in self.path:
            self.book.keep(
                id=fields["update_id"],
                sha256=hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest(),
                subject="request.updated",
                about=self._of(fields["service_request_id"]),
                number=0,
            )
            self._say([{"update_id": fields["update_id"]}])
            return
        reference = fields["attribute[external_id]"]
        number = f"C{len(self.cases) + 1}"
        self.cases.append({"service_request_id": number, "external_id": reference, **fields})
        self.book.keep(
            id=number,
            sha256=hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest(),
            subject="request.received",
            about=reference,
            number=0,
        )
        self._say([{"service_request_id": number}])

    def do_GET(self) -> None:
        """The list of what was filed."""
        if "requests" in urlsplit(self.path).path:
            self._say(
                [
                    {"service_request_id": case["service_request_id"], "external_id": case["external_id"]}
                    | {"status": "open", "description": case.get("description", "")}
                    for case in self.cases
                ]
            )
        else:
            self._say([])

    def _of(self, number: str) -> str:
        return next(case["external_id"] for case in self.cases if case["service_request_id"] == number)

    def _say(self, rows: list[dict[str, str]]) -> None:
        body = json.dumps(rows).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


async def mailbox(port: int, book: Book) -> None:
    """A mail server (RFC 5321, as much of it as a sender needs) that keeps the letters to one mailbox."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(words: str) -> None:
            writer.write(words.encode() + b"\r\n")

        to: list[str] = []
        say("220 mailbox ESMTP")
        while line := (await reader.readline()).decode("latin-1").strip():
            verb = line.split(" ")[0].upper()
            if verb in {"EHLO", "HELO", "RSET", "NOOP", "MAIL"}:
                to = [] if verb != "NOOP" else to
                say("250 OK")
            elif verb == "RCPT":
                to.append(line.partition("<")[2].partition(">")[0])
                say("250 OK")
            elif verb == "DATA":
                say("354 go on")
                await writer.drain()
                letter = (await reader.readuntil(b"\r\n.\r\n"))[:-5]
                if "team@council.example" in to:
                    _keep_letter(book, letter)
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                break
            else:
                say("502 not here")
            await writer.drain()
        await writer.drain()
        writer.close()

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await talk(reader, writer)

    async with await asyncio.start_server(met, "127.0.0.1", port, limit=1 << 20) as server:
        await server.serve_forever()


def _keep_letter(book: Book, letter: bytes) -> None:
    read = email.message_from_bytes(letter, policy=email.policy.default)
    body = read.get_body()
    text = body.get_content() if body else ""
    about = str(read["References"]).split("request-")[-1].split("@")[0]
    book.keep(
        id=str(read["Message-ID"]),
        sha256=hashlib.sha256(f"{read['Subject']}\n{read['Date']}\n{text}".encode()).hexdigest(),
        subject=str(read["Subject"]),
        about=about,
        number=0,
    )


@dataclass(frozen=True)
class Receivers:
    """Their ports, and the folder of their books."""

    webhooks: dict[str, int]
    open311: int
    mailbox: int
    folder: Path

    def book_of(self, name: str) -> list[dict[str, Any]]:
        """Every message that this one took, in order; a line that is being written is not there yet."""
        file = self.folder / f"{name}.jsonl"
        whole = file.read_text().rpartition("\n")[0] if file.exists() else ""
        return [json.loads(line) for line in whole.splitlines()]

    def start(self, secrets: dict[str, list[str]]) -> subprocess.Popen[bytes]:
        """Start them; the caller ends the process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        told = {
            "webhooks": {name: [port, secrets[name]] for name, port in self.webhooks.items()},
            "open311": self.open311,
            "mailbox": self.mailbox,
            "folder": str(self.folder),
        }
        with (self.folder / "receivers.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.faults.receivers", json.dumps(told)],
                stdout=log,
                stderr=subprocess.STDOUT,
            )


def main() -> None:
    """``python -m tests.faults.receivers JSON``"""
    parser = argparse.ArgumentParser()
    parser.add_argument("told", type=json.loads)
    told = parser.parse_args().told
    folder = Path(told["folder"])

    def serve(port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        ThreadingHTTPServer.request_queue_size = 128
        threading.Thread(
            target=ThreadingHTTPServer(("127.0.0.1", port), handler).serve_forever, daemon=True
        ).start()

    for name, (port, secrets) in told["webhooks"].items():
        book = Book(folder / f"{name}.jsonl")
        serve(port, type(name, (Webhooks,), {"book": book, "secrets": secrets}))
    book = Book(folder / "open311.jsonl")
    serve(told["open311"], type("contractor", (Open311,), {"book": book, "secrets": [], "cases": []}))
    asyncio.run(mailbox(told["mailbox"], Book(folder / "mailbox.jsonl")))


if __name__ == "__main__":
    main()
