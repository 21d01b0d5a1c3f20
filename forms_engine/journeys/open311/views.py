"""The door itself: GeoReport v2 over HTTP. Thin: what is offered, filed and read is decided in the other modules."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt

from accounts.throttle import Limit, network_of, take_slot
from audiences.http import GuildhallRequest, bearer_token
from forms_engine.catalogue.words import words_of
from forms_engine.journeys.open311 import commenting, reading
from forms_engine.journeys.open311.attributes import attributes_of
from forms_engine.journeys.open311.documents import JSON, XML, Data, answer
from forms_engine.journeys.open311.filing import file_report, filed_under
from forms_engine.journeys.open311.keys import find_key
from forms_engine.journeys.open311.models import Open311Filing, Open311Key
from forms_engine.journeys.open311.offering import offered_service, offered_to
from forms_engine.journeys.open311.posted import read_own_id, read_report
from forms_engine.journeys.open311.refusals import Refusal, as_data

MOST_FILES = 20
REFUSED_KEYS = Limit(attempts=50, seconds=15 * 60)  # of one network
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
READ_WITHOUT_KEY = Limit(attempts=120, seconds=60)  # of one network
ROOTS = {"requests": "service_requests", "updates": "service_request_updates"}

View = Callable[..., HttpResponse]


def door(*methods: str) -> Callable[[View], View]:
    """A resource of the door: its answers are never kept, its refusals are lists of errors in the form asked for."""

    def decorated(view: View) -> View:
        @csrf_exempt  # No cookie counts here: whoever files shows an API key.
        @wraps(view)
        def wrapped(request: GuildhallRequest, form: str = "", **parts: Any) -> HttpResponse:
            wanted = _form(request, form)
            try:
                if request.method not in methods:
                    raise Refusal(405, f"This address takes {', '.join(methods)}.")
                response = view(request, wanted, **parts)
            except Refusal as refusal:
                response = answer(wanted, "errors", as_data(refusal.status, refusal.errors), refusal.status)
                if refusal.retry_after:
                    response.headers["Retry-After"] = str(refusal.retry_after)
                if refusal.status == 405:
                    response.headers["Allow"] = ", ".join(methods)
            except (SuspiciousOperation, MultiPartParserError):
                response = answer(wanted, "errors", as_data(400, ["What was posted cannot be read."]), 400)
            response.headers["Cache-Control"] = "no-store"
            return response

        return wrapped

    return decorated


@door("GET", "HEAD")
def discovery(request: GuildhallRequest, form: str) -> HttpResponse:
    """Where everything is."""
    url = request.build_absolute_uri(reverse("open311_services", kwargs={"form": ""})).rpartition("/")[0]
    since = datetime(2026, 11, 22, tzinfo=UTC)
    found = {
        "changeset": since,
        "contact": request.build_absolute_uri("/"),
        "key_service": request.build_absolute_uri("/"),
        "endpoints": [
            {
                "specification": "http://wiki.open311.org/GeoReport_v2",
                "url": url,
                "changeset": since,
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
    return answer(form, "discovery", found)


@door("GET", "HEAD")
def services(request: GuildhallRequest, form: str) -> HttpResponse:
    """What can be reported; with an API key, what it may file."""
    language = _language(request)
    offered = offered_to(_key_if_any(request, request.GET))
    names = words_of({one.version.journey.service for one in offered}, language)
    return answer(
        form,
        "services",
        [
            {
                "service_code": one.code,
                "service_name": one.definition.title.in_language(language),
                "description": one.definition.summary.in_language(language) or None,
                "metadata": bool(attributes_of(one.definition, one.layout, language)),
                "type": "realtime",
                "keywords": None,
                "group": names[one.version.journey.service_id].name,
            }
            for one in offered
        ],
    )


@door("GET", "HEAD")
def service(request: GuildhallRequest, form: str, code: str) -> HttpResponse:
    """A service's attributes."""
    found = offered_service(_key_if_any(request, request.GET), code)
    if found is None:
        raise Refusal(404, "service_code was not found.")
    attributes = attributes_of(found.definition, found.layout, _language(request))
    return answer(form, "service_definition", {"service_code": found.code, "attributes": attributes})


@door("GET", "HEAD", "POST")
def requests(request: GuildhallRequest, form: str) -> HttpResponse:
    """Read requests, or file one."""
    if request.method == "POST":
        return _file(request, form)
    key = _key_if_any(request, request.GET)
    found = reading.requests_by(key, _filters(request.GET))
    return _requests(form, reading.requests_data(found, key, _language(request)))


@door("GET", "HEAD")
def one_request(request: GuildhallRequest, form: str, reference: str) -> HttpResponse:
    """One request."""
    key = _key_if_any(request, request.GET)
    found = reading.request_by(key, reference)
    if found is None:
        raise Refusal(404, "service_request_id was not found.")
    return _requests(form, reading.requests_data([found], key, _language(request)))


@door("GET", "HEAD")
def token(request: GuildhallRequest, form: str, token: str) -> HttpResponse:
    """No post is ever answered with a token: every service is realtime."""
    raise Refusal(404, "token was not found: posts are answered with their service_request_id here.")


@door("GET", "HEAD", "POST")
def updates(request: GuildhallRequest, form: str) -> HttpResponse:
    """FixMyStreet's extension: what happened to one's own reports, and telling what happened on their side."""
    if request.method == "POST":
        key = _key(request, request.POST)
        entry, is_new = commenting.comment(key, commenting.read_comment(request.POST))
        said = [{"update_id": reading.update_id(entry)}]
        return answer(form, ROOTS["updates"], said, 201 if is_new else 200)
    key = _key(request, request.GET)
    start, end = _moment(request.GET, "start_date"), _moment(request.GET, "end_date", ends=True)
    found = reading.updates_of(key, start, end, _listed(request.GET, "service_request_id"))
    return answer(form, ROOTS["updates"], reading.updates_data(found, key, _language(request)))


@door("GET", "HEAD", "POST")
def nothing_here(request: GuildhallRequest, form: str) -> HttpResponse:
    """Any other address below the door."""
    raise Refusal(404, "There is nothing at this address.")


def _file(request: GuildhallRequest, form: str) -> HttpResponse:
    if request.content_type not in FORMS:
        raise Refusal(400, f"Post the report as a form, with Content-Type: {' or '.join(FORMS)}.")
    fields = {name: request.POST.getlist(name) for name in request.POST}
    key = _key(request, request.POST)
    before = filed_under(key, read_own_id(fields))
    if before is not None:
        # Whatever has become of the service since: they post again because they never heard that it arrived.
        return _filed(form, before, 200)
    code = request.POST.get("service_code", "").strip()
    if not code:
        raise Refusal(400, "service_code was not provided.")
    found = offered_service(key, code)
    if found is None:
        raise Refusal(400, "service_code was not found.")
    uploads = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if len(uploads) > MOST_FILES:
        raise Refusal(400, f"{MOST_FILES} files at most.")
    report = read_report(fields, found, asker=f"open311:{key.pk}", uploads=[_digest(one) for one in uploads])
    filing, is_new = file_report(key, found, report, uploads, language=_language(request))
    return _filed(form, filing, 201 if is_new else 200)


def _filed(form: str, filing: Open311Filing, status: int) -> HttpResponse:
    said = {"service_request_id": filing.request.reference, "service_notice": None, "account_id": None}
    return answer(form, ROOTS["requests"], [said], status)


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _requests(form: str, data: Data) -> HttpResponse:
    return answer(form, ROOTS["requests"], data)


def _form(request: HttpRequest, suffix: str) -> str:
    if suffix:
        return suffix.removeprefix(".")
    return JSON if request.get_preferred_type(["text/xml", "application/json"]) == "application/json" else XML


def _language(request: HttpRequest) -> str:
    return get_language_from_request(request)


def _key_if_any(request: GuildhallRequest, fields: Mapping[str, Any]) -> Open311Key | None:
    if _secret(request, fields):
        return _key(request, fields)
    if take_slot(f"open311-read:{network_of(request)}", READ_WITHOUT_KEY) is None:
        raise Refusal(
            429,
            f"Without an api_key {READ_WITHOUT_KEY.attempts} calls a minute are answered.",
            retry_after=READ_WITHOUT_KEY.seconds,
        )
    return None


def _key(request: GuildhallRequest, fields: Mapping[str, Any]) -> Open311Key:
    """The API key that came with the request.

    Raises:
        Refusal: 403 without one, or with one that is not good; 429 to a network that has sent too many of those.
    """
    secret = _secret(request, fields)
    if not secret:
        raise Refusal(403, "api_key was not provided.")
    key = find_key(secret)
    if key is None:
        if take_slot(f"open311-key:{network_of(request)}", REFUSED_KEYS) is None:
            raise Refusal(
                429, "Too many refused API keys. Wait 15 minutes.", retry_after=REFUSED_KEYS.seconds
            )
        raise Refusal(403, "api_key is not valid.")
    return key


def _secret(request: GuildhallRequest, fields: Mapping[str, Any]) -> str:
    """Given as the specification has it, or as a Bearer token, which stays out of logs."""
    return str(fields.get("api_key") or "").strip() or bearer_token(request) or ""


def _filters(query: Any) -> reading.Filters:
    statuses = frozenset(status.lower() for status in _listed(query, "status"))
    if statuses - {reading.OPEN, reading.CLOSED}:
        raise Refusal(400, "status is open or closed.")
    return reading.Filters(
        ids=tuple(_listed(query, "service_request_id")),
        codes=tuple(_listed(query, "service_code")),
        start=_moment(query, "start_date"),
        end=_moment(query, "end_date", ends=True),
        statuses=statuses,
        page=_number(query, "page", 1, 1_000_000),
        page_size=_number(query, "page_size", reading.MOST, reading.MOST),
    )


def _listed(query: Any, name: str) -> list[str]:
    found = [one.strip() for value in query.getlist(name) for one in value.split(",") if one.strip()]
    if len(found) > reading.MOST:
        raise Refusal(400, f"{name}: {reading.MOST} at most.")
    return found


def _number(query: Any, name: str, usual: int, most: int) -> int:
    said = query.get(name, "").strip()
    if not said:
        return usual
    if not (said.isascii() and said.isdigit()) or not 1 <= int(said[:9]) <= most or len(said) > 9:
        raise Refusal(400, f"{name} is a number from 1 to {most}.")
    return int(said)


def _moment(query: Any, name: str, *, ends: bool = False) -> datetime | None:
    said = query.get(name, "").strip()
    if not said:
        return None
    try:
        moment = parse_datetime(said.replace(" ", "+"))
        day = None if moment else parse_date(said)
    except ValueError:
        moment = day = None
    if day is not None:
        moment = datetime.combine(day, time.max if ends else time.min, tzinfo=UTC)
    if moment is None:
        raise Refusal(400, f"{name} is a time as W3C has it, like 2026-11-22T09:00:00Z.")
    try:
        # Python reads zones that the database does not.
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise Refusal(400, "A date is too far away.") from None
