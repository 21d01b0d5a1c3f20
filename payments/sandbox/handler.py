"""One HTTP request to the sandbox: the API under /v1, the pay page, and the switches for tests."""

import json
import re
import secrets
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from payments.sandbox import pages, routes
from payments.sandbox.encoding import decode
from payments.sandbox.errors import ApiError

if TYPE_CHECKING:
    from payments.sandbox.server import Sandbox

LARGEST_BODY = 256 * 1024
TEST_KEY = re.compile(r"Bearer (?:sk|rk)_test_\w+")
# Only the machine itself may ask; a page of some other site that resolves to 127.0.0.1 may not.
OUR_HOST = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d+)?")


class Handler(BaseHTTPRequestHandler):
    """Reads the request, finds the action, writes the answer."""

    protocol_version = "HTTP/1.1"
    server_version = "GuildhallPaymentSandbox"
    sys_version = ""
    timeout = 75

    def do_GET(self) -> None:
        """Retrieve, list, show."""
        self._answer_request(b"")

    def do_POST(self) -> None:
        """Create, expire, pay."""
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY:
            self.close_connection = True
            self._send_json(413, ApiError(413, "The request is too large.").body)
            return
        self._answer_request(self.rfile.read(length))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the journal has it."""

    @property
    def sandbox(self) -> "Sandbox":
        """The sandbox this request is for."""
        return self.server.sandbox  # type: ignore[attr-defined]

    def _answer_request(self, body: bytes) -> None:
        url = urlsplit(self.path)
        try:
            if not OUR_HOST.fullmatch(self.headers.get("Host", "")):
                raise ApiError(403, "The sandbox answers on its own machine only.")
            if url.path.startswith("/v1/"):
                self._api(url.path, url.query, body)
            elif url.path.startswith("/_"):
                self._for_tests(url.path, body)
            else:
                self._page(url.path, body)
        except ApiError as error:
            self._send_json(error.status, error.body)

    # The API

    def _api(self, path: str, query: str, body: bytes) -> None:
        key = self.headers.get("Idempotency-Key", "") if self.command == "POST" else ""
        entry: dict[str, Any] = {"method": self.command, "path": path, "idempotency_key": key}
        faults = self.sandbox.faults
        try:
            self._check_key()
            if faults.take("fail_next"):
                raise ApiError(500, "The sandbox was told to break down.", kind="api_error")
            params = decode(body.decode() if self.command == "POST" else query)
            entry["params"] = params
            call = partial(self._run, routes.api_call(self.sandbox, self.command, path, params))
            (status, answer), is_repeated = self.sandbox.idempotency.run(key, path, params, call)
        except ApiError as error:
            status, answer, is_repeated = error.status, error.body, False
        except UnicodeDecodeError:
            status, answer, is_repeated = 400, ApiError(400, "The request is not UTF-8.").body, False
        if faults.take("drop_after_commit"):
            self.sandbox.note({**entry, "status": 0, "replayed": is_repeated})
            self.close_connection = True
            return
        self.sandbox.note({**entry, "status": status, "replayed": is_repeated})
        extra = {"Request-Id": "req_" + secrets.token_hex(8)}
        if key:
            extra["Idempotency-Key"] = key
        if is_repeated:
            extra["Idempotent-Replayed"] = "true"
        self._send_json(status, answer, extra)

    def _check_key(self) -> None:
        given = self.headers.get("Authorization", "")
        if not given:
            raise ApiError(401, "You did not provide an API key.")
        if not TEST_KEY.fullmatch(given):
            raise ApiError(401, "Invalid API Key provided: the sandbox takes test keys (sk_test_…) only.")

    def _run(self, action: Callable[[], dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        result = action()
        if self.sandbox.faults.take("fail_after_commit"):
            raise ApiError(500, "The sandbox did it, then broke down.", kind="api_error", saved=True)
        return 200, result

    # The pay page

    def _page(self, path: str, body: bytes) -> None:
        if path == "/pay.css":
            self._send(200, pages.STYLESHEET.read_bytes(), "text/css; charset=utf-8")
            return
        match = re.fullmatch(r"/pay/([\w-]+)", path)
        if not match:
            self._send(404, pages.not_found().encode(), "text/html; charset=utf-8")
            return
        checkout = self.sandbox.checkout
        try:
            session = checkout.session(match[1])
            action = (
                parse_qs(body.decode("utf-8", "replace")).get("action", [""])[0]
                if self.command == "POST"
                else ""
            )
            if action in {"pay", "vanish"}:
                session = checkout.pay(match[1])
            elif action in {"decline", "not-me"}:
                session = checkout.decline(match[1])
            elif action == "authenticate":
                session = checkout.challenge(match[1])
        except ApiError:
            self._send(404, pages.not_found().encode(), "text/html; charset=utf-8")
            return
        if action == "vanish" and session["payment_status"] == "paid":
            # Paid, and then the train went into the tunnel: only the webhook tells.
            self._send(200, pages.vanished(self.sandbox.merchant).encode(), "text/html; charset=utf-8")
        elif action == "pay" and session["payment_status"] == "paid":
            self._redirect(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]))
        elif action == "authenticate" and session["status"] == "open":
            html = pages.authenticate(session, self.sandbox.merchant)
            self._send(200, html.encode(), "text/html; charset=utf-8")
        else:
            html = pages.pay(
                session,
                checkout.lines(match[1]),
                self.sandbox.merchant,
                is_declined=action in {"decline", "not-me"},
            )
            self._send(200, html.encode(), "text/html; charset=utf-8")

    # For tests

    def _for_tests(self, path: str, body: bytes) -> None:
        """GET /_journal; POST one of the switches."""
        if self.command == "GET" and path == "/_journal":
            self._send_json(200, self.sandbox.journal())
            return
        if self.command != "POST":
            raise ApiError(404, "There is no such switch.")
        try:
            given = json.loads(body or b"{}")
        except ValueError as error:
            raise ApiError(400, "The switches are given as a JSON object.") from error
        if not isinstance(given, dict):
            raise ApiError(400, "The switches are given as a JSON object.")
        self._send_json(200, routes.switch(self.sandbox, path, given)())

    # Answers

    def _send_json(self, status: int, body: dict[str, Any], extra: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(body).encode(), "application/json", extra)

    def _redirect(self, url: str) -> None:
        self._send(303, b"", "text/plain", {"Location": url})

    def _send(self, status: int, body: bytes, content_type: str, extra: dict[str, str] | None = None) -> None:
        self.send_response(HTTPStatus(status))
        headers = {
            "Content-Type": content_type,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Referrer-Policy": "no-referrer",
            **(extra or {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
