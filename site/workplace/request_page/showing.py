"""What a request's page shows. What is on it costs the same number of queries however much has happened."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_info

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.booking.models import Booking
from forms_engine.catalogue.outside import organisation_name
from forms_engine.delivery.routing.selectors import decisions_of
from forms_engine.delivery.selectors import deliveries_of
from forms_engine.locations.models import Location
from forms_engine.requests.answers import answer_rows, authority_in_words
from forms_engine.requests.asking_customer import may_ask
from forms_engine.requests.bookings import booking_of, finishing
from forms_engine.requests.coming_back import coming_back
from forms_engine.requests.contacts.selectors import contacts_about
from forms_engine.requests.due import clock_rows
from forms_engine.requests.facts import fact_rows
from forms_engine.requests.feedback.answering import feedback_of
from forms_engine.requests.inward.letters import every_letter_of
from forms_engine.requests.inward.matching import outside_case_of
from forms_engine.requests.models import Request, RequestRead
from forms_engine.requests.needs import Needs, needs_of
from forms_engine.requests.outcomes import outcomes_for
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.reading import may_see_reads, note_opened, note_read
from forms_engine.requests.related import related_to
from forms_engine.requests.replies import replies_for, reply_of
from forms_engine.requests.seeing_bookings import booking_for
from forms_engine.requests.selectors import timeline_for_officer
from forms_engine.requests.signposting import next_stage, stage_name
from forms_engine.requests.splitting import may_split
from forms_engine.requests.states import BEFORE_RECEIVED, FINISHED, officer_label
from forms_engine.requests.suspected import is_held_back, marks_in_words
from forms_engine.requests.unreachable.seeing_to import open_of
from forms_engine.requests.urgent import urgency_of
from forms_engine.runtime.wording import pounds
from knowledge.suggesting import beside_a_request
from payments.permissions import may_take_money
from payments.selectors import charge_of
from workplace.councillors.officers import casework_context
from workplace.duplicates import same_context
from workplace.duty.triage import duty_context
from workplace.first_contact_forms import HandOnForm
from workplace.forms import DecisionForm, NextStageForm, WriteForm
from workplace.queues.assigned import assigned_context
from workplace.request_page.forms import AskForm, FilesForm
from workplace.request_page.timeline import ALL, FILTERS, lines_of

MOST_CONTACTS = 10

# A map that anybody has, for who sees none here. Where the pin is goes there only when the link is followed.
ELSEWHERE = "https://www.openstreetmap.org/?mlat={latitude:.6f}&mlon={longitude:.6f}#map=18/{latitude:.6f}/{longitude:.6f}"


def show(
    request: GuildhallRequest, found: Request, *, refusal: str = "", wrong: Form | None = None
) -> HttpResponse:
    """The page, with why nothing was changed (``refusal``) or the form that something is ``wrong`` with. That it was read
    is written down."""
    principal = request.principal
    note_opened(principal, found)
    note_read(principal, found, RequestRead.What.PAGE)
    entries = list(timeline_for_officer(principal, found))
    read = entries[-1].number if entries else 0
    context = {
        **_what_it_is(principal, found),
        **_forms(request, found, read, wrong),
        "refusal": refusal,
        "wrong": wrong if wrong is not None and wrong.errors else None,
        "read": read,
    }
    chosen = request.GET.get("timeline", "")
    chosen = chosen if chosen in dict(FILTERS) else ALL
    context |= {
        "timeline": lines_of(entries, context["files"], chosen),
        "timeline_filters": FILTERS,
        "timeline_chosen": chosen,
    }
    return render(request, "workplace/request.html", context)


def _what_it_is(principal: Principal, found: Request) -> dict[str, Any]:
    answers = answer_rows(found)
    needs = needs_of(principal, found, answers)
    files = list(found.files.select_related("file").order_by("id"))
    return {
        "made": found,
        "state": officer_label(found.state),
        "stage_name": stage_name(found, "en"),
        "their_language": _name_of(found.language),
        "sent_for": organisation_name(found.organisation),
        "needs": needs,
        "needs_language": _language_to_use(needs),
        "answers": answers,
        "facts": fact_rows(found),
        "map_elsewhere": map_elsewhere(found.location),
        "files": files,
        "added_files": [kept for kept in files if not kept.question],
        "letters": every_letter_of(found),
        "from_outside": outside_case_of(found),
        "authority": authority_in_words(found),
        "urgency": urgency_of(found),
        "held_back": is_held_back(found),
        "spam_marks": marks_in_words(found),
        "clocks": clock_rows(found),
        "assigned": assigned_context(principal, found),
        "same": same_context(principal, found),
        "related": related_to(principal, found),
        "coming_back": coming_back(principal, found),
        "contacts": list(contacts_about(principal, found.pk)[:MOST_CONTACTS]),
        **duty_context(principal, found),
        **casework_context(principal, found),
        "may_see_reads": may_see_reads(principal, found),
        "unreachable": open_of(found),
        "feedback": feedback_of(found),
        "deliveries": deliveries_of(OWNER_TYPE, str(found.id)),
        "decisions": decisions_of(OWNER_TYPE, str(found.id)),
        "booking": _shown_booking(principal, found),
        "charge": charge_of(OWNER_TYPE, str(found.id)),
        "fee_total": pounds(found.fee_pence) if found.fee_pence else "",
        "may_take_money": may_take_money(principal),
        "guidance": beside_a_request(principal, found.service.slug, found.title),
    }


def _forms(request: GuildhallRequest, found: Request, read: int, wrong: Form | None) -> dict[str, Any]:
    """Every form of the page: that which was sent and is ``wrong``, and the others as they begin."""
    replies = replies_for(found)
    reply = reply_of(found, replies, request.GET.get("reply", ""))
    shown = {"seen": found.state, "read": read}
    following = next_stage(found, "en")
    forms: dict[str, Any] = {
        "form": decision_form(found),
        "write_form": WriteForm(
            auto_id="write_%s",
            initial={"text": reply.text, "readers": "customer"} if reply and not reply.asks else {},
        ),
        "ask_form": AskForm(
            auto_id="ask_%s",
            initial={**shown, "question": reply.text if reply and reply.asks else ""},
        ),
        "files_form": FilesForm(),
    }
    for name, kind in (
        ("form", DecisionForm),
        ("write_form", WriteForm),
        ("ask_form", AskForm),
        ("files_form", FilesForm),
    ):
        if isinstance(wrong, kind):
            # What was typed on a page that had gone stale is decided on anew, as the request stands now.
            wrong.initial = {**shown, **wrong.initial}
            forms[name] = wrong
    return {
        **forms,
        "replies": replies,
        "reply": reply,
        "may_ask": may_ask(found),
        "may_split": may_split(found),
        "next_stage": following,
        "stage_form": NextStageForm(
            auto_id="stage_%s", initial={"stage": following.number if following else 0}
        ),
        "hand_on_form": HandOnForm(request=found)
        if found.state not in {*FINISHED, *BEFORE_RECEIVED}
        else None,
    }


def decision_form(found: Request, data: Any = None, *, message: str = "") -> DecisionForm:
    """The form with which a request is moved on; with ``message`` where it was typed on a page that had gone stale."""
    return DecisionForm(
        data,
        request=found,
        message=message,
        appointment=finishing.to_come(found),
        outcomes=outcomes_for(found.service_id),
    )


def map_elsewhere(location: Location | None) -> str:
    """Where somebody without our map finds a Location's point; "" where it has none."""
    if location is None or location.latitude is None or location.longitude is None:
        return ""
    return ELSEWHERE.format(latitude=location.latitude, longitude=location.longitude)


def _shown_booking(principal: Principal, found: Request) -> Booking | None:
    """Its appointment, the live one or else the last, for whoever may open its page."""
    booking = booking_of(found)
    return booking_for(principal, booking.uuid) if booking else None


def _name_of(language: str) -> str:
    """A language as an officer calls it; nothing where it is their own."""
    if language in ("", "en"):
        return ""
    try:
        return str(get_language_info(language)["name"])
    except KeyError:
        return language


def _language_to_use(needs: Needs) -> str:
    return _name_of(needs.language)
