"""What is known of one request, as its customer is shown it, or as everybody at work knows it."""

from collections.abc import Iterator
from typing import Any

from forms_engine.booking.models import Booking
from forms_engine.delivery.models import Delivery
from forms_engine.files.models import StoredFile
from forms_engine.notices.models import Notice
from forms_engine.requests.answers import answer_rows
from forms_engine.requests.models import FileRead, LegalHold, Request
from forms_engine.requests.models.customer import LAST_DIGITS
from forms_engine.requests.owner import OWNER_TYPE
from payments.models import Charge

# Of a timeline, what officers wrote for each other: a person reads it before it is handed out.
REVIEW = "review_before_handing_out"


def request(one: Request, *, everything: bool) -> dict[str, Any]:
    """A request as data. With ``everything``, what its customer is not shown, too, and marked."""
    language = one.language if not everything else "en"
    said: dict[str, Any] = {
        "reference": one.reference,
        "title": one.title,
        "service": one.service.name,
        "state": one.get_state_display(),
        "sent_at": one.created_at,
        "finished_at": one.finished_at,
        "name": one.name,
        "email": one.email,
        "mobile": one.mobile,
        "on_behalf_of": one.on_behalf_of,
        "location": str(one.location) if one.location else "",
        "answers": [
            {"question": f"{row.item_name} {row.label}".strip(), "answer": ", ".join(row.lines)}
            | ({"before": ", ".join(row.before)} if row.before else {})
            for row in answer_rows(one, language)
        ],
        "timeline": list(_timeline(one, everything=everything)),
        "appointments": list(_appointments(one)),
        "payments": list(_payments(one)),
        "messages_sent": list(_notices(one)),
        "feedback": _feedback(one),
    }
    return said | _at_work(one) if everything else said


def files(one: Request, *, everything: bool) -> Iterator[StoredFile]:
    """The request's files and letters; those for colleagues only with ``everything``."""
    for kept in one.files.select_related("file").order_by("id"):
        if everything or kept.shown_to_customer:
            yield kept.file
    for letter in one.letters.select_related("file"):
        yield letter.file


def _timeline(one: Request, *, everything: bool) -> Iterator[dict[str, Any]]:
    for entry in one.timeline.select_related("actor"):
        if entry.shown_to_customer:
            yield {"at": entry.at, "what": entry.get_kind_display(), "message": entry.message}
        elif everything:
            by = entry.actor.name if entry.actor else ""
            said = {"at": entry.at, "what": entry.get_kind_display(), "message": entry.message, "by": by}
            yield said | ({REVIEW: True} if entry.message or by else {})


def _appointments(one: Request) -> Iterator[dict[str, Any]]:
    booked = Booking.objects.filter(owner_type=OWNER_TYPE, owner_id=str(one.pk))
    for booking in booked.select_related("slot__resource").order_by("id"):
        yield {
            "begins": booking.slot.starts_at,
            "where": booking.slot.resource.address or booking.slot.resource.name,
            "state": booking.get_state_display(),
        }


def _payments(one: Request) -> Iterator[dict[str, Any]]:
    charges = Charge.objects.filter(owner_type=OWNER_TYPE, owner_id=str(one.pk))
    for charge in charges.prefetch_related("lines", "refunds"):
        yield {
            "amount": f"£{charge.total_pence / 100:.2f}",
            "state": charge.get_state_display(),
            "paid_at": charge.paid_at,
            "lines": [
                {"what": line.label, "amount": f"£{line.amount_pence / 100:.2f}"}
                for line in charge.lines.all()
            ],
            "refunds": [
                {"amount": f"£{refund.amount_pence / 100:.2f}", "state": refund.get_state_display()}
                for refund in charge.refunds.all()
            ],
        }


def _notices(one: Request) -> Iterator[dict[str, Any]]:
    told = Notice.objects.filter(owner_type=OWNER_TYPE, owner_id=str(one.pk), state=Notice.State.SENT)
    for notice in told.order_by("created_at", "id"):
        # One to an officer about the request is not the customer's.
        if _is_theirs(notice.recipient, one) and not notice.secret:
            yield {
                "at": notice.sent_at,
                "to": notice.recipient,
                "heading": notice.heading,
                "message": notice.body,
            }


def _is_theirs(recipient: str, one: Request) -> bool:
    digits = [sign for sign in recipient if sign.isdigit()][-LAST_DIGITS:]
    mobile = [sign for sign in one.mobile if sign.isdigit()][-LAST_DIGITS:]
    return bool(recipient) and (
        recipient.lower() == one.email.lower() or ("@" not in recipient and digits == mobile)
    )


def hold_said(hold: LegalHold) -> dict[str, Any]:
    """A legal hold, of a request or of a person."""
    return {
        "at": hold.at,
        "who": hold.by.name,
        "message": hold.why,
        "until": hold.lifted_at,
        REVIEW: True,
    }


def _feedback(one: Request) -> dict[str, Any]:
    found = getattr(one, "feedback", None)
    if found is None or found.answered_at is None:
        return {}
    return {"satisfaction": found.satisfaction, "effort": found.effort, "comment": found.comment}


def _at_work(one: Request) -> dict[str, Any]:
    told = Delivery.objects.filter(owner_type=OWNER_TYPE, owner_id=str(one.pk), delivered_at__isnull=False)
    return {
        "looked_up": one.facts,
        "given_to": [
            {"who": delivery.destination.name, "at": delivery.delivered_at}
            for delivery in told.select_related("destination").order_by("delivered_at")
        ],
        "said_by_back_offices": [
            {
                "who": said.destination.name,
                "at": said.at,
                "state": said.status,
                "message": said.words,
                "comment": said.seen_to_note,
            }
            | ({REVIEW: True} if said.seen_to_note else {})
            for said in one.inbound.select_related("destination").order_by("at")
        ],
        "contacts": [
            {"at": contact.started_at, "by": contact.channel, "message": contact.note, REVIEW: True}
            for contact in one.contacts.exclude(note="").order_by("started_at")
        ],
        "decisions": [
            {
                "at": decision.decided_at,
                "what": decision.get_result_display(),
                "message": decision.why,
                "comment": decision.agreed_words,
                REVIEW: True,
            }
            for decision in one.threshold_decisions.all()
        ],
        "casework": [
            {
                "at": casework.at,
                "name": casework.resident,
                "message": casework.consent_words,
                "comment": casework.ended_why,
                REVIEW: True,
            }
            for casework in one.casework.all()
        ],
        "came_back": [
            {"at": came.since, "to": came.address, "message": came.why, "comment": came.how, REVIEW: True}
            for came in one.unreachable.order_by("since")
        ],
        "holds": [hold_said(hold) for hold in one.legal_holds.select_related("by").order_by("at")],
        "broken_glass": [
            {
                "at": glass.at,
                "who": glass.by.name,
                "message": glass.reason,
                "comment": glass.words,
                REVIEW: True,
            }
            for glass in one.broken_glass.select_related("by").order_by("at")
        ],
        "read_by": [
            {"at": read.at, "who": read.reader.name, "what": read.get_what_display()}
            for read in one.reads.select_related("reader").order_by("at")
        ]
        + [
            {"at": read.at, "who": read.reader.name if read.reader else "", "what": read.file.name}
            for read in FileRead.objects.filter(request=one).select_related("reader", "file").order_by("at")
        ],
    }
