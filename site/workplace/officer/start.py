"""Beginning a journey for somebody: finding it, and saying how they are in touch."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from forms_engine.catalogue.selectors import definition_of
from forms_engine.catalogue.words import words_of
from forms_engine.definition.document import Definition
from forms_engine.journeys.availability import NotOpen, availability
from forms_engine.journeys.context import content_blocks, fee_rows, journey_context
from forms_engine.journeys.officer.own import offered_to, taken_drafts, version_to_take
from forms_engine.journeys.officer.taking import CHANNELS, customer_of_call, take
from forms_engine.journeys.prefilling import query_wanted
from forms_engine.requests.contacts import under_way
from forms_engine.requests.needs import needs_of_customer
from forms_engine.requests.selectors import is_officer
from workplace.said import SaidForm

LONGEST = 60
LANGUAGES = {"en": "English", "cy": "Welsh"}


class HowForm(SaidForm):
    """How an officer is in touch with somebody, and in which language they speak with them."""

    channel = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How are you in touch with them?",
        choices=list(CHANNELS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you are in touch with them."},
        template_name="components/field/radios.html",
    )
    language = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Which language do you speak with them?",
        choices=list(LANGUAGES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the language you speak with them."},
        template_name="components/field/radios.html",
    )

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "cy" not in definition.translations:
            del self.fields["language"]


@require_safe
def officer_journeys(request: GuildhallRequest) -> HttpResponse:
    """Every journey that can be taken for somebody, service by service; ``begins`` keeps those whose name, or whose
    service's, has a word that begins so. Below, what the officer has begun and not sent."""
    if not is_officer(request.principal):
        raise PermissionDenied
    begins = request.GET.get("begins", "").replace("\0", "").strip()[:LONGEST]
    versions = list(offered_to(request.principal))
    said = words_of([version.journey.service for version in versions], "en")
    services: dict[str, list[dict[str, str]]] = {}
    for version in versions:
        definition, service = definition_of(version.pk), said[version.journey.service_id].name
        title = definition.title.in_language("en")
        if _fits(begins, f"{title} {service}"):
            summary = definition.summary.in_language("en")
            services.setdefault(service, []).append(
                {"slug": definition.slug, "title": title, "summary": summary}
            )
    return render(
        request,
        "journeys/officer/journeys.html",
        {
            "begins": begins,
            "services": [
                (name, sorted(found, key=lambda one: one["title"]))
                for name, found in sorted(services.items())
            ],
            "customer_id": _customer_id(request),
            "contact": under_way.current(request.principal),
            "drafts": [
                (draft, definition_of(draft.version_id).title.in_language("en"))
                for draft in taken_drafts(request.principal)
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def officer_journey(request: GuildhallRequest, slug: str) -> HttpResponse:
    """What the journey is for; POST begins it for the customer named (``customer``), or of the contact under way."""
    if not is_officer(request.principal):
        raise PermissionDenied
    version = version_to_take(request.principal, slug)
    if version is None:
        raise Http404
    definition, contact = definition_of(version.pk), under_way.current(request.principal)
    customer_id = _customer_id(request)
    customer = customer_of_call(request.principal, customer_id)
    if customer_id is not None and customer is None:
        raise Http404
    found = availability(version.journey)
    spoken = contact.language if contact else customer.language if customer else ""
    form = HowForm(
        request.POST or None,
        definition=definition,
        initial={
            "channel": contact.channel if contact and contact.channel in CHANNELS else "phone",
            "language": spoken if spoken in LANGUAGES else "en",
        },
    )
    if request.method == "POST" and found.is_open and form.is_valid():
        try:
            submission = take(
                request.principal,
                version,
                channel=form.cleaned_data["channel"],
                language=form.cleaned_data.get("language") or "en",
                customer=customer,
                query=query_wanted(definition, request.GET.dict()),
            )
            return redirect("officer_screen", slug=slug, submission_id=submission.id)
        except NotOpen as closed:
            found = closed.availability
    return render(
        request,
        "journeys/officer/start.html",
        {
            **journey_context(version, "en"),
            "form": form,
            "customer": customer,
            "needs": needs_of_customer(request.principal, customer),
            "contact": contact,
            "availability": found,
            "paused_message": version.journey.paused_message_in("en"),
            "blocks": content_blocks(definition.start, "en"),
            "fees": fee_rows(definition, "en"),
        },
    )


def _customer_id(request: GuildhallRequest) -> UUID | None:
    said = request.POST.get("customer") or request.GET.get("customer", "")
    if not said:
        return None
    try:
        return UUID(said)
    except ValueError as error:
        raise Http404 from error


def _fits(begins: str, words: str) -> bool:
    """Whether every word said begins one of these."""
    named = words.lower().replace("-", " ").split()
    return all(any(one.startswith(said) for one in named) for said in begins.lower().split())
