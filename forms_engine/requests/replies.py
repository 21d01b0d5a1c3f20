"""Replies that officers begin from: which there are for a request, and what they say to its customer.

Nothing here sends anything: an officer reads what it says, changes it, and sends it themselves.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from forms_engine.catalogue.words import words_in
from forms_engine.requests.models import ReplyTemplate, Request

PLACEHOLDERS = ("reference", "name", "title", "service")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

# For whom we have no name of.
NAMELESS = {"en": "customer", "cy": "gwsmer"}


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply filled in for one request. ``language`` is the one it is in: ``is_theirs`` says whether that is its
    customer's."""

    slug: str
    name: str
    asks: bool
    text: str
    language: str
    is_theirs: bool


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces in a text and is none of ``PLACEHOLDERS``, each once, in its order."""
    found = dict.fromkeys(_PLACEHOLDER.findall(text))
    return [name for name in found if name not in PLACEHOLDERS]


def replies_for(request: Request) -> list[ReplyTemplate]:
    """The replies that can be begun from for a request: its service's own and those for every service, by name. One
    query. The caller has found the request through a selector."""
    of_it = Q(service=None) | Q(service=request.service_id)
    return list(ReplyTemplate.objects.filter(of_it, is_live=True).order_by("name"))


def reply_of(request: Request, replies: Iterable[ReplyTemplate], slug: str) -> Reply | None:
    """The reply of that slug among ``replies``, filled in for a request in its customer's language, or in English where
    it has not been written in that; None where there is none."""
    for template in replies:
        if template.slug == slug:
            return filled(template, request)
    return None


def filled(template: ReplyTemplate, request: Request) -> Reply:
    """A reply as it would be sent about a request."""
    theirs = request.language.split("-")[0]
    language = theirs if template.body.get(theirs) else "en"
    values = {
        "reference": request.reference,
        "name": request.name or NAMELESS.get(language, NAMELESS["en"]),
        "title": request.title,
        "service": words_in(request.service, language).name,
    }
    text = _PLACEHOLDER.sub(
        lambda found: values.get(found[1], found[0]), str(template.body.get(language) or "")
    )
    return Reply(
        slug=template.slug,
        name=template.name,
        asks=template.asks,
        text=text,
        language=language,
        is_theirs=language == theirs,
    )
