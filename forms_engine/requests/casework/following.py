"""A councillor follows a request that is there already, writes about one, and stops."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.throttle import Limit, take_slot
from audiences.principal import Principal
from forms_engine.requests.casework.consent import Consent, ConsentRefused, checked
from forms_engine.requests.casework.raising import consent_in_words
from forms_engine.requests.casework.selectors import (
    casework_for,
    councillor_of,
    may_follow,
)
from forms_engine.requests.messages import LONGEST, SAME_CLICK
from forms_engine.requests.models import Casework, Request, TimelineEntry
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import is_officer, may_decide
from forms_engine.requests.states import FINISHED, NotAllowed, StateRefused
from forms_engine.requests.telling import write_entry

ASKS = Limit(attempts=20, seconds=24 * 60 * 60)
LONGEST_WHY = 500

Kind = TimelineEntry.Kind


class TooManyAsks(ValueError):
    """A councillor has asked about as many references as one may in a day."""


def ask_to_follow(principal: Principal, typed_reference: str, said: Consent) -> None:
    """Ask the officers of a request to let a councillor follow it, with the resident's consent. Answers the same whether
    there is such a request or not: a reference opens nothing, and proves nothing.

    Raises:
        NotAllowed: for whoever is no councillor in office.
        ConsentRefused: where it is not enough, or where it is said that none is needed.
        TooManyAsks: after ``ASKS`` in a day.
    """
    councillor = councillor_of(principal)
    if councillor is None:
        raise NotAllowed("Only councillors follow casework.")
    said = checked(said)
    if said.consent == Casework.Consent.NOT_NEEDED:
        raise ConsentRefused("To follow somebody’s request you need their consent.")
    if take_slot(f"casework-asks:{councillor.pk}", ASKS) is None:
        raise TooManyAsks("You have asked about as many requests as you can in a day. Ask again tomorrow.")
    reference = read_reference(typed_reference) or ""
    with transaction.atomic():
        request = (
            Request.objects.select_for_update(of=("self",))
            .filter(reference=reference, is_practice=False)
            .first()
        )
        if request is None:
            return
        try:
            with transaction.atomic():
                made = Casework.objects.create(
                    councillor=councillor,
                    request=request,
                    resident=said.resident,
                    consent=said.consent,
                    consent_on=said.on,
                    consent_words=said.words,
                    raised=False,
                )
        except IntegrityError:
            return  # they have asked already, or follow it
        write_entry(
            request,
            Kind.CASEWORK,
            shown=False,
            actor=principal.user,
            message=f"{councillor} asks to follow this as a councillor. {consent_in_words(made)}",
        )


@transaction.atomic
def answer_ask(principal: Principal, casework_id: UUID, *, let: bool) -> Casework:
    """An officer lets a councillor follow a request, or does not. Said again, it changes nothing.

    Raises:
        NotAllowed: when the principal may not decide on that request.
    """
    casework, request = _locked(casework_id)
    if not is_officer(principal) or not may_decide(principal, request):
        raise NotAllowed("You may not decide on this request.")
    if casework.ended_at is not None or casework.agreed_at is not None:
        return casework
    now, who = timezone.now(), casework.councillor
    if let:
        casework.agreed_at, casework.agreed_by = now, principal.user
        casework.save(update_fields=["agreed_at", "agreed_by"])
    else:
        casework.ended_at, casework.ended_why = now, "An officer did not agree to it."
        casework.save(update_fields=["ended_at", "ended_why"])
    said = f"{who} may follow this." if let else f"{who} may not follow this."
    write_entry(request, Kind.CASEWORK, shown=False, actor=principal.user, message=said)
    return casework


@transaction.atomic
def end(principal: Principal, casework_id: UUID, *, why: str) -> Casework:
    """A councillor's casework is over, or the resident took the consent back: the councillor sees nothing of it any more.
    Its councillor may say so, and the officers of its request. Said again, it changes nothing.

    Raises:
        NotAllowed: for anybody else.
        ConsentRefused: without a reason.
    """
    why = why.strip()[:LONGEST_WHY]
    if not why:
        raise ConsentRefused("Say why it ends.")
    if casework_for(principal).filter(pk=casework_id, request=None).exists():
        # Looked at again as it is written: it may be sent, and a request, this very moment.
        unsent = Casework.objects.filter(pk=casework_id, request=None, ended_at=None)
        if unsent.update(ended_at=timezone.now(), ended_why=why):
            return Casework.objects.get(pk=casework_id)
    casework, request = _locked(casework_id)
    own = casework.councillor.user_id == (principal.user.pk if principal.user else None)
    if not (own and councillor_of(principal)) and not (
        is_officer(principal) and may_decide(principal, request)
    ):
        raise NotAllowed("This is not your casework.")
    if casework.ended_at is None:
        casework.ended_at, casework.ended_why = timezone.now(), why
        casework.save(update_fields=["ended_at", "ended_why"])
        said = f"Casework of {casework.councillor} has ended: {why}"
        write_entry(request, Kind.CASEWORK, shown=False, actor=principal.user, message=said)
    return casework


@transaction.atomic
def write(principal: Principal, casework_id: UUID, text: str) -> Casework:
    """A councillor writes to the officers of a request that they follow; it waits for an answer like a message of its
    customer's. A click repeated says nothing a second time.

    Raises:
        NotAllowed: where they do not follow it.
        StateRefused: where nobody works on it any more.
        ValueError: without words, or with too many.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise ValueError("Write something." if not text else f"Write {LONGEST} letters at most.")
    if not casework_for(principal).filter(pk=casework_id, request__isnull=False).exists():
        raise NotAllowed("This is not your casework.")
    casework, request = _locked(casework_id)
    if not may_follow(casework):
        raise NotAllowed("You do not follow this request.")
    last = request.timeline.order_by("-number").first()
    if (
        last is not None
        and (last.kind, last.message, last.actor_id) == (Kind.CASEWORK, text, casework.councillor.user_id)
        and timezone.now() - last.at < SAME_CLICK
    ):
        return casework
    if request.state in FINISHED:
        raise StateRefused("This request is finished. Raise a new one, or ring the service.")
    write_entry(request, Kind.CASEWORK, shown=False, actor=principal.user, message=text)
    if request.customer_wrote_at is None:
        request.customer_wrote_at = timezone.now()
        request.save(update_fields=["customer_wrote_at"])
    return casework


def _locked(casework_id: UUID) -> tuple[Casework, Request]:
    """A casework with a request, and the request's row locked before it."""
    found = Casework.objects.filter(pk=casework_id, request__isnull=False).values_list(
        "request_id", flat=True
    )
    request_id = found.first()
    if request_id is None:
        raise NotAllowed("This is not your casework.")
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    casework = (
        Casework.objects.select_for_update(of=("self",))
        .select_related("councillor__user")
        .get(pk=casework_id)
    )
    return casework, request
