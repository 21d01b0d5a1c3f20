"""Requests with a booking, sent as a submission sends them."""

from audiences.principal import Principal
from forms_engine.booking import holding
from forms_engine.booking.actors import Owner
from forms_engine.booking.models import Booking
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services
from forms_engine.notices.models import Notice
from payments.models import Charge
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.appointments import ANSWERS, SLUG, office, visit_kind, visits

FEE = {
    "fees": [
        {
            "key": "visit",
            "label": {"en": "Visit", "cy": "Ymweliad"},
            "amount_pence": 2500,
            "ledger_code": "G-1",
            "vat_code": "OUTSIDE",
        }
    ]
}


def open_calendar(fee=False, times=4, capacity=1, **rules):
    """The council, a journey that books (with a fee, or without) and its slots on Monday 7 December 2026."""
    open_council()
    kind = visit_kind(**{"what_to_bring": {"en": "Your boots", "cy": "Eich esgidiau"}, **rules})
    visits(**(FEE if fee else {}))
    return office(kind, times=times, capacity=capacity)


def filled_in(slot, language="en", **answers):
    """A submission with everything answered, which holds this slot."""
    version = live_version(Principal.public(), SLUG)
    draft, _token = services.start_submission(Principal.public(), version, language=language)
    services.answer_page(draft.id, "about", {**ANSWERS, **answers})
    holding.hold(Owner("submission", str(draft.id)), slot.pk, language=language)
    return draft


def sent(slot, language="en", **answers):
    """Its request."""
    return services.submit(filled_in(slot, language, **answers).id)


def booking_of(request):
    return Booking.objects.filter(owner_type="request", owner_id=str(request.id)).latest("id")


def charge_of(request):
    return Charge.objects.get(owner_type="request", owner_id=str(request.id))


def letters(request):
    """What its customer was written, by name, in order."""
    rows = Notice.objects.filter(owner_id=str(request.id)).order_by("created_at", "id")
    return list(rows.values_list("subject", flat=True))


def last_letter(request, subject):
    return Notice.objects.filter(owner_id=str(request.id), subject=subject).latest("created_at")


def kinds(request):
    """Its timeline, by kind."""
    return [entry.kind for entry in request.timeline.all()]
