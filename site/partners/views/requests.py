"""What an organisation has sent and begun, for its members. One request has the pages that its sender has (``portal``)."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import services as journeys
from forms_engine.journeys.availability import NotOpen
from forms_engine.journeys.cookies import write_cookie
from forms_engine.journeys.copying import CannotCopy, copy_request, may_copy
from forms_engine.requests.organisations import organisations_to_choose, request_of_organisation
from forms_engine.requests.own import own_request
from forms_engine.requests.wording import with_state_words
from partners import services
from partners.authority import NotAllowed, authority, organisations_of
from partners.forms import RequestsForm
from partners.listing import begun_by_colleagues, page_of


@never_cache
@require_safe
def organisation_requests(request: GuildhallRequest) -> HttpResponse:
    """What was sent for the organisation that they act for, the newest first, and what colleagues have begun. With a
    reference, straight to that request."""
    principal = request.principal
    if not principal.organisation:
        if not organisations_to_choose(principal):
            raise Http404
        return redirect(f"{reverse('choose_organisation')}?{urlencode({'next': request.get_full_path()})}")
    form = RequestsForm(request.GET or None)
    chosen = (
        form.cleaned_data if form.is_bound and form.is_valid() else {"show": "", "whose": "", "reference": ""}
    )
    if reference := chosen["reference"]:
        found = own_request(principal, reference) or request_of_organisation(principal, reference)
        if found is not None:
            return redirect("request", reference=found.reference)
        form.add_error("reference", _("There is no such request here. Check the reference."))
    organisation = organisations_of(principal).get(slug=principal.organisation)
    page = page_of(principal, chosen["show"], chosen["whose"], request.GET.get("after", ""))
    kept = {name: chosen[name] for name in ("show", "whose") if chosen[name]}
    return render(
        request,
        "partners/requests.html",
        {
            "organisation": organisation,
            "form": form,
            "requests": with_state_words(page.rows, get_language() or "en"),
            "older": urlencode({**kept, "after": page.older}) if page.older else "",
            "is_first": page.is_first,
            "is_narrowed": bool(kept),
            "drafts": begun_by_colleagues(principal, organisation) if page.is_first and not kept else [],
            "may_take_over": authority(principal, organisation) is not None,
        },
    )


@never_cache
@require_POST
def take_over_draft(request: GuildhallRequest, draft_id: UUID) -> HttpResponse:
    """A manager goes on with what somebody who has left had begun."""
    try:
        taken = services.take_over(request.principal, draft_id)
    except NotAllowed:
        raise Http404 from None
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        title = definition_of(taken.version_id).title.in_language(get_language() or "en")
        messages.success(
            request, _("“%(title)s” is yours now: it is among your requests.") % {"title": title}
        )
    return redirect("organisation_requests")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copy_earlier(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Begin again with what an earlier request said, after a page that says what is taken over and what is not: on the first
    page of its journey, as everything is to be checked."""
    language = get_language() or "en"
    if request.method != "POST":
        earlier = request_of_organisation(request.principal, reference)
        if earlier is None or not may_copy(request.principal, earlier):
            raise Http404
        return render(request, "partners/copy.html", {"made": earlier})
    try:
        submission, token = copy_request(request.principal, reference, language=language)
    except CannotCopy:
        raise Http404 from None
    except NotOpen:
        messages.error(request, _("This takes no requests just now, so there is nothing to begin."))
        return redirect("request", reference=reference)
    first = journeys.evaluate_submission(submission).path[0]
    slug = submission.version.journey.slug
    response = redirect("journey_page", slug=slug, step=first.step)
    write_cookie(request, response, slug, submission, token)
    return response
