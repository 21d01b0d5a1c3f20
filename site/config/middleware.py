"""What happens to every request and answer, whichever part of the house it is for."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse

from config import health, metrics
from config.environment import STRIPE_API

Answer = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()"


class HealthMiddleware:
    """Answers /health/live, /health/ready and /metrics before hosts, sessions and languages are looked at.

    They are asked by address and not by name, and must answer when everything behind them is broken.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            if request.path == "/health/live":
                return _uncached(JsonResponse({"status": "ok"}))
            if request.path == "/health/ready":
                checks = health.readiness()
                ready = all(state == health.OK for state in checks.values())
                body = {"status": "ok" if ready else "not ready", "checks": checks}
                return _uncached(JsonResponse(body, status=200 if ready else 503))
            if request.path == "/metrics":
                return _uncached(metrics.answer(request))
        return self.get_response(request)


class UnreadableMiddleware:
    """Refuses what no browser sends and no database can hold, before anything tries to read it.

    NUL in an address or a cookie is an error in PostgreSQL; a form in another encoding than UTF-8 can decode to
    half characters that cannot be written anywhere. Both are tools', never people's.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request, or refuse it with 400."""
        charset = (request.content_params or {}).get("charset", "utf-8").strip("\"' ").lower()
        holds_nul = (
            "\0" in request.path_info
            or "%00" in request.META.get("QUERY_STRING", "")
            or any("\0" in value for value in request.COOKIES.values())
        )
        if holds_nul or charset != "utf-8":
            return HttpResponseBadRequest(
                "This request cannot be read. Send it as UTF-8.", content_type="text/plain"
            )
        return self.get_response(request)


class SecurityHeadersMiddleware:
    """Tells browsers what our pages may load, whom they may talk to, and who may frame them.

    Our own pages have no inline script or style. Wagtail's admin (staff host only) needs both.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        pay_pages = _pay_page_origins(settings.STRIPE_API)
        images = f"'self' data: {_origin(settings.ENVIRONMENT.map_tiles_url)}".rstrip()
        self.ours = _policy(script="'self'", style="'self'", image=images, form=f"'self' {pay_pages}")
        self.wagtail = _policy(
            script="'self' 'unsafe-inline'",
            style="'self' 'unsafe-inline'",
            image="'self' data: blob:",
            form="'self'",
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = self.wagtail if _is_wagtail_admin(request) else self.ours
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _is_wagtail_admin(request: HttpRequest) -> bool:
    return getattr(request, "host_audience", None) == "staff" and request.path.startswith("/admin/")


def _policy(*, script: str, style: str, image: str, form: str) -> str:
    rules = {
        "default-src": "'self'",
        "script-src": script,
        "style-src": style,
        "img-src": image,
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",  # Wagtail's preview panel frames our pages on the same host
        "form-action": form,
    }
    text = "; ".join(f"{name} {value}" for name, value in rules.items())
    return text if settings.ENVIRONMENT.demo else f"{text}; upgrade-insecure-requests"


def _origin(address: str) -> str:
    """Scheme and host of an address; nothing of nothing."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _pay_page_origins(stripe_api: str) -> str:
    """Where the "pay" button may lead: browsers hold a form's redirect against form-action too."""
    if stripe_api == STRIPE_API:
        return "https://checkout.stripe.com"
    port = urlsplit(stripe_api).port
    return f"http://127.0.0.1:{port} http://localhost:{port}"
