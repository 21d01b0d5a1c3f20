""" "Ask this service": a journey made for every service that has no other (than to pay), so that each can be reached online and what is
asked is a request with an owner and an end, not a mail in a box."""

from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from audiences.keys import PARTNER, PUBLIC, STAFF
from forms_engine.catalogue.models import Journey, Queue, Service
from forms_engine.catalogue.words import ServiceWords, words_in
from forms_engine.definition.document import FORMAT
from forms_engine.delivery.models import Destination, Route
from forms_engine.journeys.offer import publish

PREFIX = "ask-"
RETENTION_DAYS = 365
WELSH = {
    "To answer your question.": "I ateb eich cwestiwn.",
    "Ask us anything about this service. Your question gets a reference, goes to the people who "
    "know the answer, and you can see what happens with it.\n\nIt takes about 3 minutes.": "Gofynnwch unrhyw beth i "
    "ni am y gwasanaeth hwn. Bydd eich cwestiwn yn cael cyfeirnod ac yn mynd at y bobl sy’n gwybod yr ateb, a gallwch "
    "weld beth sy’n digwydd iddo.\n\nMae’n cymryd tua 3 munud.",
    "What would you like to ask?": "Beth hoffech chi ei ofyn?",
    "Say what has happened so far, and what you need to know.": "Dywedwch beth sydd wedi digwydd hyd yma, a beth mae "
    "angen i chi ei wybod.",
    "Write your question": "Ysgrifennwch eich cwestiwn",
    "Letters or photos that help": "Llythyrau neu luniau sy’n helpu",
    "Have you asked us about this before?": "Ydych chi wedi gofyn i ni am hyn o’r blaen?",
    "Its reference": "Ei gyfeirnod",
    "Leave it out if you do not have it.": "Gadewch ef allan os nad yw gennych.",
    "How should we answer?": "Sut dylem ni ateb?",
    "Your name": "Eich enw",
    "By email": "Drwy e-bost",
    "By phone": "Dros y ffôn",
    "By post": "Drwy’r post",
    "Choose how we should answer": "Dewiswch sut dylem ni ateb",
    "Email address": "Cyfeiriad e-bost",
    "Phone number": "Rhif ffôn",
    "Address": "Cyfeiriad",
    "We answer within 5 working days.": "Byddwn yn ateb o fewn 5 diwrnod gwaith.",
}


class NoQueue(ValueError):
    """The service's team has no queue that a question could wait in."""


def services_without_journey() -> QuerySet[Service]:
    """The services, English rows, that have no live journey for the public, their own "ask" journey aside, and those in
    which one can only pay: they answer no question. A service with journeys for staff or partners is an internal one, which the
    public has no questions for."""
    offered = (
        Journey.objects.filter(
            audience_keys__overlap=[PUBLIC, STAFF, PARTNER], is_practice=False, versions__withdrawn_at=None
        )
        .exclude(slug=Concat(Value(PREFIX), F("service__slug")))
        .exclude(kind="pay")
    )
    return (
        Service.objects.filter(locale__language_code="en")
        .exclude(pk__in=offered.values("service"))
        .exclude(journeys__is_practice=True)
        .select_related("team")
        .order_by("slug")
    )


@transaction.atomic
def publish_asking(service: Service) -> Journey:
    """Publish the journey by which a service is asked, and the route that brings a question to its team's queue. Done
    again, it changes nothing.

    Raises:
        NoQueue: when its team has none.
    """
    queue = Queue.objects.filter(team=service.team).order_by("slug").first()
    if queue is None:
        raise NoQueue(
            f"The team “{service.team.name}” has no queue: make one, so that questions have a place."
        )
    slug = f"{PREFIX}{service.slug}"
    destination, _ = Destination.objects.get_or_create(
        slug=f"{queue.slug}-questions",
        defaults={"name": f"Questions: {queue.name}", "kind": "queue", "settings": {"queue": queue.slug}},
    )
    route, _ = Route.objects.get_or_create(slug=slug, defaults={"name": f"Questions: {service.name}"})
    route.destinations.add(destination)
    return publish(ask_document(service)).journey


def ask_document(service: Service) -> dict[str, Any]:
    """The definition of a service's "ask" journey, in Welsh too where the service has its name in Welsh. Of a service
    that is not open to every officer, what is asked is marked sensitive."""
    document, welsh = _in_english(service), words_in(service, "cy")
    return document if welsh.language != "cy" else _with_welsh(document, welsh)


def _with_welsh(document: dict[str, Any], service: ServiceWords) -> dict[str, Any]:
    title = f"Gofyn cwestiwn: {service.name}"[:120]
    own = {"title": title, "summary": service.summary or title}
    translated: dict[str, Any] = {
        key: {**part, "cy": own[key]} if key in own else _add_welsh(part) for key, part in document.items()
    }
    return {**translated, "translations": {"cy": "awaiting-review"}}


def _add_welsh(part: Any) -> Any:
    """The same with Welsh beside every text."""
    if isinstance(part, list):
        return [_add_welsh(each) for each in part]
    if not isinstance(part, dict):
        return part
    if set(part) == {"en"}:
        return {**part, "cy": WELSH[part["en"]]}
    return {key: _add_welsh(each) for key, each in part.items()}


def _in_english(service: Service) -> dict[str, Any]:
    sensitive = {} if service.openness == Service.Openness.OPEN else {"sensitive": True}
    title = f"Ask a question about {_in_a_sentence(service.name)}"
    return {
        "format": FORMAT,
        "slug": f"{PREFIX}{service.slug}",
        "kind": "report",
        "title": {"en": title[:120]},
        "summary": {"en": service.summary or title},
        "service": service.slug,
        "routes": [f"{PREFIX}{service.slug}"],
        "retention_days": RETENTION_DAYS,
        "purpose": {"en": "To answer your question."},
        "lawful_basis": "Public task: Local Government Act 1972, section 111",
        "contact": {"name": "full-name", "email": "email", "mobile": "phone"},
        "start": [
            {
                "type": "text",
                "text": {
                    "en": "Ask us anything about this service. Your question gets a reference, goes to the people who "
                    "know the answer, and you can see what happens with it.\n\nIt takes about 3 minutes."
                },
            }
        ],
        "pages": [
            {
                "key": "question",
                "title": {"en": "What would you like to ask?"},
                "blocks": [
                    {
                        "key": "question",
                        "type": "long_text",
                        "label": {"en": "What would you like to ask?"},
                        "hint": {"en": "Say what has happened so far, and what you need to know."},
                        "max_words": 500,
                        "errors": {"required": {"en": "Write your question"}},
                        **sensitive,
                    },
                    {
                        "key": "papers",
                        "type": "file",
                        "label": {"en": "Letters or photos that help"},
                        "required": False,
                        "accept": ["photo", "pdf", "document"],
                        "max_files": 5,
                        **sensitive,
                    },
                ],
            },
            {
                "key": "before",
                "title": {"en": "Have you asked us about this before?"},
                "blocks": [
                    {
                        "key": "asked-before",
                        "type": "yes_no",
                        "label": {"en": "Have you asked us about this before?"},
                    },
                    {
                        "key": "earlier-reference",
                        "type": "short_text",
                        "label": {"en": "Its reference"},
                        "hint": {"en": "Leave it out if you do not have it."},
                        "required": False,
                        "max_length": 20,
                        "show_when": {"question": "asked-before", "is": "yes"},
                    },
                ],
            },
            {
                "key": "answer",
                "title": {"en": "How should we answer?"},
                "blocks": [
                    {
                        "key": "full-name",
                        "type": "short_text",
                        "label": {"en": "Your name"},
                        "autocomplete": "name",
                        "max_length": 120,
                    },
                    {
                        "key": "how",
                        "type": "radios",
                        "label": {"en": "How should we answer?"},
                        "options": [
                            {"key": "email", "label": {"en": "By email"}},
                            {"key": "phone", "label": {"en": "By phone"}},
                            {"key": "post", "label": {"en": "By post"}},
                        ],
                        "errors": {"choose": {"en": "Choose how we should answer"}},
                    },
                    _shown_for("email", "email", "Email address", autocomplete="email"),
                    _shown_for("phone", "phone", "Phone number", autocomplete="tel"),
                    _shown_for("post", "address", "Address"),
                ],
            },
        ],
        "outcome": [{"type": "text", "text": {"en": "We answer within 5 working days."}}],
    }


def _shown_for(how: str, kind: str, label: str, **parts: str) -> dict[str, Any]:
    return {
        "key": kind,
        "type": kind,
        "label": {"en": label},
        "show_when": {"question": "how", "is": how},
        **parts,
    }


def _in_a_sentence(name: str) -> str:
    """A service's name as it stands within a sentence: "Street lighting" loses its capital, "Blue Badge" does not."""
    first, _, rest = name.partition(" ")
    is_a_name = first.isupper() or rest[:1].isupper()
    return name if is_a_name else name[:1].lower() + name[1:]
