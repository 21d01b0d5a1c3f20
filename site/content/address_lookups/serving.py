"""A look-up page: which address, then what holds for it, at an address of its own with the property's number in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from audiences.selectors import may_read
from content.address_lookups.asking import Down, NothingKnown, address_words, answer_for
from content.address_lookups.calendars import calendar_of
from content.address_lookups.forms import AddressForm, PostcodeForm
from content.address_lookups.interface import Answer, Day, Provider, providers
from content.facts import council_of
from content.links import remember_page
from content.parts import CALENDAR
from page_cache.answers import NOBODYS

UPRN = re.compile(r"[1-9][0-9]{0,11}\Z")
FIRST_DAYS = 6  # days shown at once; the others are a click away
FORM, ANSWER = "form", "answer"


@dataclass(frozen=True, slots=True)
class OneDay:
    """A day with everything on it. ``how_soon``: 0 is today."""

    on: date
    how_soon: int
    things: Sequence[Day]


def part_at(components: list[str]) -> tuple[str, str] | None:
    """The part of a look-up page that these components of an address ask for, and the property; None for none of them."""
    if components and UPRN.match(components[0]):
        if len(components) == 1:
            return ANSWER, components[0]
        if components[1:] == [CALENDAR]:
            return CALENDAR, components[0]
    return None


def serve(page: Any, request: GuildhallRequest, part: str, uprn: str) -> HttpResponse:
    """The form, the answer for a property, or its calendar. None of them is kept by anybody: where somebody lives is
    their own, and the answer is another system's.

    Raises:
        Http404: where the one asking may not read the page, or there is no such property.
    """
    if not may_read(request.principal, page):
        raise Http404
    remember_page(request, page)
    provider = providers().get(page.provider)
    if part == FORM:
        answer = _ask_for_address(page, request, provider)
    elif part == ANSWER:
        answer = _show(page, request, provider, uprn)
    else:
        answer = _calendar(page, request, provider, uprn)
    answer.headers["Cache-Control"] = NOBODYS
    return answer


def _ask_for_address(page: Any, request: GuildhallRequest, provider: Provider | None) -> HttpResponse:
    asker, phone = network_of(request), _phone(request, provider)
    if request.method != "POST":
        return _page(
            page, request, form=PostcodeForm(asker=asker, phone=phone), phone=phone, provider=provider
        )
    form = PostcodeForm(request.POST, asker=asker, phone=phone)
    if not form.is_valid():
        return _page(page, request, form=form, phone=phone, provider=provider)
    if len(form.found) == 1 and UPRN.match(form.found[0].uprn):
        return _to_answer(page, request, form.found[0].uprn)
    given = {"postcode": form.cleaned_data["postcode"]}
    if "uprn" not in request.POST:
        choose = AddressForm(initial=given, found=form.found)
    else:
        choose = AddressForm({**given, "uprn": request.POST["uprn"]}, found=form.found)
        if choose.is_valid() and UPRN.match(choose.cleaned_data["uprn"]):
            return _to_answer(page, request, choose.cleaned_data["uprn"])
    return _page(page, request, choose=choose, postcode=given["postcode"], phone=phone, provider=provider)


def _to_answer(page: Any, request: GuildhallRequest, uprn: str) -> HttpResponse:
    return HttpResponseRedirect(f"{page.get_url(request)}{uprn}/")


def _show(page: Any, request: GuildhallRequest, provider: Provider | None, uprn: str) -> HttpResponse:
    phone, asker = _phone(request, provider), network_of(request)
    try:
        where = address_words(uprn, asker=asker)
    except NothingKnown as error:
        raise Http404 from error
    answer, is_down = Answer(), False
    try:
        if provider is None:
            raise Down
        answer = answer_for(provider, uprn, asker=asker)
    except NothingKnown:
        pass
    except Down:
        is_down = True
    days = _by_day(answer.days)
    return _page(
        page,
        request,
        is_answer=True,
        where=where,
        is_down=is_down,
        is_nothing=not is_down and not days and not answer.sections,
        first_days=days[:FIRST_DAYS],
        later_days=days[FIRST_DAYS:],
        sections=answer.sections,
        calendar=f"{page.get_url(request)}{uprn}/{CALENDAR}",
        # Calendar programs do not sign in.
        can_subscribe=request.host_audience == PUBLIC,
        phone=phone,
    )


def _calendar(page: Any, request: GuildhallRequest, provider: Provider | None, uprn: str) -> HttpResponse:
    try:
        if provider is None:
            raise Down
        answer = answer_for(provider, uprn, asker=network_of(request))
    except NothingKnown as error:
        raise Http404 from error
    except Down:
        # Calendar programs keep what they have and ask again.
        later = HttpResponse(status=503, content_type="text/plain; charset=utf-8")
        later.headers["Retry-After"] = "3600"
        return later
    return calendar_of(page, uprn, answer)


def _by_day(days: Sequence[Day]) -> list[OneDay]:
    today = timezone.localdate()
    ordered = sorted((one for one in days if one.on >= today), key=lambda one: one.on)
    return [
        OneDay(day, (day - today) // timedelta(days=1), tuple(own))
        for day, own in groupby(ordered, key=lambda one: one.on)
    ]


def _phone(request: GuildhallRequest, provider: Provider | None) -> str:
    return (provider.phone if provider else "") or council_of(request).phone


def _page(page: Any, request: GuildhallRequest, **given: Any) -> HttpResponse:
    context = {**page.get_context(request), "own_url": page.get_url(request), **given}
    return TemplateResponse(request, page.get_template(request), context)
