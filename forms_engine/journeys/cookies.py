"""The signed cookie that lets a browser go on with its submission: id and token, one for each journey."""

from django.core import signing
from django.http import HttpRequest, HttpResponse

from audiences.held_by_browser import DRAFT_COOKIE
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import DRAFT_KEPT_FOR

MAX_AGE = int(DRAFT_KEPT_FOR.total_seconds())
SALT = "guildhall.submission"


def cookie_name(slug: str) -> str:
    """The cookie for one journey."""
    return f"{DRAFT_COOKIE}{slug}"


def read_cookie(request: HttpRequest, slug: str) -> tuple[str, str] | None:
    """Submission id and token, or None where the cookie is missing, altered or too old."""
    try:
        value = request.get_signed_cookie(cookie_name(slug), salt=SALT, max_age=MAX_AGE)
    except (KeyError, signing.BadSignature):
        return None
    submission_id, _, token = (value or "").partition(":")
    return submission_id, token


def write_cookie(
    request: HttpRequest, response: HttpResponse, slug: str, submission: Submission, token: str
) -> None:
    """Have the browser keep the submission: out of reach of scripts, on this host only."""
    _set(request, response, slug, f"{submission.id}:{token}")


def renew_cookie(request: HttpRequest, response: HttpResponse, slug: str) -> None:
    """Have the browser keep what it holds for as long again: its draft has just been touched."""
    held = read_cookie(request, slug)
    if held is not None:
        _set(request, response, slug, ":".join(held))


def drop_cookie(response: HttpResponse, slug: str) -> None:
    """Have the browser forget the submission."""
    response.delete_cookie(cookie_name(slug), samesite="Lax")


def _set(request: HttpRequest, response: HttpResponse, slug: str, value: str) -> None:
    response.set_signed_cookie(
        cookie_name(slug),
        value,
        salt=SALT,
        max_age=MAX_AGE,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
