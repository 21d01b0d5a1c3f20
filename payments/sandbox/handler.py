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

from payments.sandbox import pages
from payments.sandbox.encoding import decode
from payments.sandbox.errors import ApiError

if TYPE_CHECKING:
    from payments.sandbox.server import Sandbox

LARGEST_BODY = 256 * 1024
TEST_KEY = re.compile(r"Bearer (?:sk|rk)_test_\w+")
# Only the machine itself may ask; a page of some other site that resolves to 127.0.0.1 may not.
OUR_HOST = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d+)?")

SESSIONS = "/v1/checkout/sessions"


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
            call = self._find(path, params)
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

    def _find(self, path: str, params: dict[str, Any]) -> Callable[[], tuple[int, dict[str, Any]]]:
        """The call that a method and path stand for."""
        checkout = self.sandbox.checkout
        one = re.fullmatch(rf"{SESSIONS}/([\w-]+)", path)
        expire = re.fullmatch(rf"{SESSIONS}/([\w-]+)/expire", path)
        intent = re.fullmatch(r"/v1/payment_intents/([\w-]+)", path)
        action: Callable[[], dict[str, Any]]
        if self.command == "POST" and path == SESSIONS:
            action = partial(checkout.create, params)
        elif self.command == "POST" and expire:
            action = partial(checkout.expire, expire[1], params)
        elif self.command == "GET" and path == SESSIONS:
            action = partial(checkout.list_sessions, params)
        elif self.command == "GET" and one:
            action = partial(checkout.retrieve, one[1], params)
        elif self.command == "GET" and intent:
            action = partial(checkout.retrieve_intent, intent[1], params)
        else:
            raise ApiError(404, f"Unrecognized request URL ({self.command}: {path}).")
        return partial(self._run, action)

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
            elif action == "decline":
                session = checkout.decline(match[1])
        except ApiError:
            self._send(404, pages.not_found().encode(), "text/html; charset=utf-8")
            return
        if action == "vanish" and session["payment_status"] == "paid":
            # Paid, and then the train went into the tunnel: only the webhook tells.
            self._send(200, pages.vanished(self.sandbox.merchant).encode(), "text/html; charset=utf-8")
        elif action == "pay" and session["payment_status"] == "paid":
            self._redirect(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]))
        else:
            html = pages.pay(
                session, checkout.lines(match[1]), self.sandbox.merchant, is_declined=action == "decline"
            )
            self._send(200, html.encode(), "text/html; charset=utf-8")

    # For tests

    def _for_tests(self, path: str, body: bytes) -> None:
        """GET /_journal; POST /_faults; POST /_sessions/<id>/<what the payer or the bank does>."""
        step = re.fullmatch(r"/_sessions/([\w-]+)/(pay|decline|hand-in|bank-pays|bank-refuses)", path)
        checkout = self.sandbox.checkout
        if self.command == "GET" and path == "/_journal":
            self._send_json(200, self.sandbox.journal())
        elif self.command == "POST" and path == "/_faults":
            try:
                values = json.loads(body or b"{}")
            except ValueError as error:
                raise ApiError(400, "The switches are given as a JSON object.") from error
            if not isinstance(values, dict):
                raise ApiError(400, "The switches are given as a JSON object.")
            self._send_json(200, self.sandbox.set_faults(values))
        elif self.command == "POST" and step:
            session_id, what = step.groups()
            acts: dict[str, Callable[[str], dict[str, Any]]] = {
                "pay": checkout.pay,
                "decline": checkout.decline,
                "hand-in": checkout.hand_in,
                "bank-pays": partial(checkout.bank_answers, is_good=True),
                "bank-refuses": partial(checkout.bank_answers, is_good=False),
            }
            self._send_json(200, acts[what](session_id))
        else:
            raise ApiError(404, "There is no such switch.")

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
