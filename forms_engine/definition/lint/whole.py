"""Rules about the journey as a whole: whose it is, who sees it, when, and what it names for the council's use."""

import re
from collections.abc import Iterator

from forms_engine.definition.document import Kept
from forms_engine.definition.lint.known import AUTOCOMPLETE, PROBLEM_CODES
from forms_engine.definition.lint.rule import Fault, Survey, rule
from forms_engine.definition.reasoning.outline import END
from forms_engine.definition.reasoning.search import Answerable, Wish

LONGEST_NAME = 200
AUDIENCE_KEY = re.compile(r"public|staff|partner(?::[a-z0-9]+(?:-[a-z0-9]+)*)?")


@rule("no-service", "error", "No service is named.")
def no_service(survey: Survey) -> Iterator[Fault]:
    if not survey.definition.service:
        yield "service", "Name the service this journey belongs to."


@rule("no-route", "error", "No route is named, so nobody would get the request.")
def no_route(survey: Survey) -> Iterator[Fault]:
    if not survey.definition.routes:
        yield "routes", "Name at least one route, so that somebody gets the request."


@rule(
    "no-route-sometimes",
    "error",
    "Every route is taken under a condition only, and none might be taken.",
    whole=True,
)
def no_route_sometimes(survey: Survey) -> Iterator[Fault]:
    when = survey.definition.routes_when
    if not survey.definition.routes or any(route not in when for route in survey.definition.routes):
        return
    none_is_taken = [Wish(condition, END, holds=False) for condition in when.values()]
    if survey.reasoner.can_be(none_is_taken).outcome is not Answerable.NEVER:
        yield (
            "routes",
            "Name a route that is always taken, or nobody gets a request that fits none of the conditions.",
        )


@rule("route-never-taken", "warning", "A route that no request is sent to.", whole=True)
def route_never_taken(survey: Survey) -> Iterator[Fault]:
    for route, condition in survey.definition.routes_when.items():
        if survey.reasoner.can_be([Wish(condition, END)]).outcome is Answerable.NEVER:
            yield f"route {route}", "Correct when this route is taken, or remove it: no answers lead to it."


@rule("bad-audience", "error", "The audience key is none.")
def bad_audience(survey: Survey) -> Iterator[Fault]:
    audience = survey.definition.audience
    if not AUDIENCE_KEY.fullmatch(audience):
        yield (
            "audience",
            f"Write public, staff, partner or partner:<organisation>: “{audience[:60]}” is no audience key.",
        )


@rule("opens-after-closes", "error", "It closes before it opens.")
def opens_after_closes(survey: Survey) -> Iterator[Fault]:
    opens, closes = survey.definition.opens, survey.definition.closes
    if opens and closes and opens > closes:
        yield "opens", f"Turn the days round: it closes on {closes}, before it opens on {opens}."


@rule("wrong-question", "error", "The contact or the location is a question of the wrong type.")
def wrong_question(survey: Survey) -> Iterator[Fault]:
    for place, key, kinds in _named_questions(survey):
        question = survey.outline.questions.get(key)
        if question is None:
            continue
        if question.type not in kinds:
            yield (
                place,
                f"Name a {' or '.join(sorted(kinds))} question: “{key}” is a {question.type} question.",
            )
        elif survey.outline.spots[key].group:
            yield place, f"Name a question outside groups: “{key}” has an answer for every item."
        elif question.max_length > LONGEST_NAME and place in {"contact.name", "contact.on_behalf_of"}:
            yield place, f"Let “{key}” take {LONGEST_NAME} characters at most."


@rule("authority-missing", "error", "Somebody asks for another person, and nothing says by what right.")
def authority_missing(survey: Survey) -> Iterator[Fault]:
    contact = survey.definition.contact
    if contact.on_behalf_of and not contact.authority:
        yield "contact.authority", "Name the question that asks by what right they act for somebody else."
    elif contact.authority and not contact.on_behalf_of:
        yield "contact.on_behalf_of", "Name the question that asks whom it is for."


def _named_questions(survey: Survey) -> Iterator[tuple[str, str, frozenset[str]]]:
    contact = survey.definition.contact
    yield "contact.name", contact.name, frozenset({"short_text", "signature"})
    yield "contact.email", contact.email, frozenset({"email"})
    yield "contact.mobile", contact.mobile, frozenset({"phone"})
    yield "contact.on_behalf_of", contact.on_behalf_of, frozenset({"short_text"})
    yield "contact.authority", contact.authority, frozenset({"radios", "select"})
    yield "location", survey.definition.location, frozenset({"location", "address"})


@rule("book-without-booking", "warning", "A journey of the kind `book` that books nothing.")
def book_without_booking(survey: Survey) -> Iterator[Fault]:
    if survey.definition.kind == "book" and survey.definition.booking is None:
        yield "booking", "Say what is booked, or make this an apply, pay or report journey: it books nothing."


@rule("booking-without-contact", "warning", "A booking by somebody who cannot be told that it changed.")
def booking_without_contact(survey: Survey) -> Iterator[Fault]:
    definition = survey.definition
    if definition.booking is None or definition.sign_in == "required":
        return
    if not (definition.contact.email or definition.contact.mobile):
        yield (
            "contact",
            "Ask for an email address or a mobile number, and name it here: otherwise nobody gets the appointment in "
            "writing, or hears that it has changed.",
        )


@rule("booking-never-needed", "warning", "A booking that nobody ever needs.", whole=True)
def booking_never_needed(survey: Survey) -> Iterator[Fault]:
    booking = survey.definition.booking
    if booking is None or booking.when is None:
        return
    if survey.reasoner.can_be([Wish(booking.when, END)]).outcome is Answerable.NEVER:
        yield "booking", "Correct when a place has to be booked, or remove it: no answers lead to it."


@rule("unknown-error-code", "warning", "Words for a problem that no answer can have.")
def unknown_error_code(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        for code in question.errors:
            if code and code not in PROBLEM_CODES:
                yield f"question {question.key}", f"Correct “{code}” in errors: no problem has that code."


@rule("unknown-autocomplete", "warning", "An autofill token that browsers do not know.")
def unknown_autocomplete(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        # A token may follow which of several addresses or phones it is ("home", "mobile", …).
        words = question.autocomplete.split()
        if words and words[-1] not in AUTOCOMPLETE:
            yield (
                f"question {question.key}",
                f"Correct autocomplete: browsers do not know “{words[-1][:40]}”.",
            )


@rule("kept", "warning", "Something an import could not express, and kept as it was.")
def kept(survey: Survey) -> Iterator[Fault]:
    for place, parts in _kept(survey):
        if parts:
            names = ", ".join(f"“{str(name)[:40]}”" for name in list(parts)[:5])
            yield place, f"Decide what becomes of what the import could not express, then remove it: {names}."


def _kept(survey: Survey) -> Iterator[tuple[str, Kept]]:
    definition = survey.definition
    yield "", definition.kept
    for group in definition.groups.values():
        yield f"group {group.key}", group.kept
    for page in definition.all_pages:
        yield f"page {page.key}", page.kept
        for index, block in enumerate(page.blocks):
            key = getattr(block, "key", "")
            yield f"question {key}" if key else f"page {page.key}, block {index + 1}", block.kept
    for name, blocks in (("start", definition.start), ("outcome", definition.outcome)):
        for index, content in enumerate(blocks):
            yield f"{name}, block {index + 1}", content.kept
    for place, options in survey.option_lists():
        for option in options:
            yield f"{place}, option {option.key}", option.kept
    for line in definition.fees:
        yield f"fee {line.key}", line.kept


RULES = (
    no_service,
    no_route,
    no_route_sometimes,
    route_never_taken,
    bad_audience,
    opens_after_closes,
    wrong_question,
    authority_missing,
    book_without_booking,
    booking_without_contact,
    booking_never_needed,
    unknown_error_code,
    unknown_autocomplete,
    kept,
)
