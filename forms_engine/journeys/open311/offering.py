"""Which journeys can be filed into by Open311, and how each is laid out in the specification's words.

GeoReport v2 knows a place, a description, who reports, photos, and attributes without any order or branches. A journey is
offered where nothing that it needs would be lost in that. Which pages are on the path is for the server to find out, so
an attribute that is only asked sometimes is never said to be required.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audiences.principal import Principal
from forms_engine.catalogue.models import JourneyVersion, Service
from forms_engine.catalogue.selectors import definition_of, live_versions
from forms_engine.definition.document import Content, Definition, Group, Page, Question
from forms_engine.journeys.availability import availability_of
from forms_engine.journeys.open311.models import Open311Key

REPORT = "report"
TAKES_LOCATION = frozenset({"location", "address"})
# What no app may ask for, and what it has no words for: files come as media.
NO_ATTRIBUTE = frozenset({"bank_details", "file", "hidden"})
# Notices that a journey gives before or among its questions.
NOTICES = frozenset({"warning", "inset"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with whether it is asked of everybody."""

    question: Question
    always: bool

    @property
    def required(self) -> bool:
        """Whether nothing can be sent without it, whatever else is answered."""
        return self.always and self.question.required


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the specification's own fields go, and what is left for attributes, in the order asked. ``photos`` is None
    where the journey takes none, and ``description`` where it has no long text that everybody is asked. ``notices`` are
    for the person who reports."""

    location: Question
    description: Question | None
    photos: Question | None
    attributes: tuple[Asked, ...]
    notices: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class OfferedService:
    """A journey that can be filed into now."""

    version: JourneyVersion
    definition: Definition
    layout: Layout

    @property
    def code(self) -> str:
        """Its service_code: the journey's slug, which never changes."""
        return self.definition.slug


def offered_to(key: Open311Key | None) -> list[OfferedService]:
    """The services that whoever holds this key may file into now, or anybody's list without one, by code."""
    versions = live_versions(Principal.public()).filter(
        Q(journey__open311=None) | Q(journey__open311__is_offered=True),
        journey__kind=REPORT,
        journey__service__openness=Service.Openness.OPEN,
    )
    if key is not None and key.journeys.exists():
        versions = versions.filter(journey__in=key.journeys.all())
    found = []
    for version in versions:
        definition = definition_of(version.pk)
        if availability_of(version.journey, version.pk).is_open and not list(why_not(definition)):
            found.append(OfferedService(version, definition, layout_of(definition)))
    return sorted(found, key=lambda service: service.code)


def offered_service(key: Open311Key | None, code: str) -> OfferedService | None:
    """One of them by its service_code."""
    return next((service for service in offered_to(key) if service.code == code), None)


def layout_of(definition: Definition) -> Layout:
    """How a journey is laid out; only for one that ``why_not`` says nothing of."""
    asked = list(_asked(definition))
    location, description = _location(definition, asked), _description(definition, asked)
    assert location is not None, "why_not() was asked first"
    own = {location.key, description.key if description else ""}
    contact = _contact(definition)
    return Layout(
        location=location,
        description=description,
        photos=next((one.question for one in asked if one.question.type == "file"), None),
        attributes=tuple(
            one
            for one in asked
            if one.question.key not in own
            and one.question.type not in NO_ATTRIBUTE
            # Said in fields of its own; repeated only where an app could not know that it is needed.
            and (one.question.key not in contact or one.required)
        ),
        notices=tuple(_notices(definition)),
    )


def why_not(definition: Definition) -> Iterator[str | Promise]:
    """Why a journey cannot be filed into by Open311, a sentence each; nothing where it can."""
    asked = list(_asked(definition))
    if definition.kind != REPORT:
        yield _("It is not a report: only reports are filed by apps.")
    if definition.audience != "public":
        yield _("It is not for the public.")
    if definition.sign_in == "required":
        yield _("It is for people who have signed in, and an app cannot sign in for them.")
    if definition.fees:
        yield _("It may cost a fee, which an app cannot take.")
    if definition.booking is not None:
        yield _("A place may have to be booked, which an app cannot do.")
    if any(isinstance(part, Group) for part in definition.pages):
        yield _("It asks about several items, which Open311 has no words for.")
    if any(page.lookup is not None for page in definition.all_pages):
        yield _("It looks something up while it is answered, which an app cannot show.")
    if _location(definition, asked) is None:
        yield _("No question that everybody is asked says where it is: Open311 reports are about places.")
    for one in asked:
        if one.question.required and one.question.type == "file":
            yield _("It needs a file, and most apps send a photo only as a link.")
        if one.question.required and one.question.type == "bank_details":
            yield _("It needs bank details, which no app should ask for.")


def _asked(definition: Definition) -> Iterator[Asked]:
    for part in definition.pages:
        if isinstance(part, Page) and not part.exit:
            for question in part.questions:
                yield Asked(question, part.show_when is None and question.show_when is None)


def _location(definition: Definition, asked: list[Asked]) -> Question | None:
    return next(
        (
            one.question
            for one in asked
            if one.always and one.question.key == definition.location and one.question.type in TAKES_LOCATION
        ),
        None,
    )


def _description(definition: Definition, asked: list[Asked]) -> Question | None:
    found = (one.question for one in asked if one.always and one.question.type == "long_text")
    return next(found, None)


def _contact(definition: Definition) -> set[str]:
    contact = definition.contact
    return {contact.name, contact.email, contact.mobile} - {""}


def _notices(definition: Definition) -> Iterator[Content]:
    """What everybody who may report should have read: also what an exit page says, which an app never shows."""
    yield from (block for block in definition.start if block.type in NOTICES)
    for part in definition.pages:
        if not isinstance(part, Page) or (part.show_when is not None and not part.exit):
            continue
        for block in part.blocks:
            if isinstance(block, Content) and block.show_when is None and block.type in NOTICES:
                yield block
