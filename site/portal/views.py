"""A resident's own corner: their requests, and one request for whoever may see it."""

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from forms_engine.catalogue.selectors import definition_of
from forms_engine.files.serving import file_response
from forms_engine.journeys.models import Submission
from forms_engine.journeys.selectors import drafts_of, kept_until
from forms_engine.notices.asking_browser import asking_browser, keep_mark
from forms_engine.notices.forms import CodeForm
from forms_engine.requests import access
from forms_engine.requests.added_files import files_for_customer
from forms_engine.requests.paying import open_pay_page, payers_network
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import requests_for
from forms_engine.requests.wording import with_state_words
from portal.forms import FindRequestForm
from portal.showing import PAYMENT_PROBLEM, found_for, show_request

SHOWN_AT_ONCE = 50


@never_cache
@require_safe
def account(request: GuildhallRequest) -> HttpResponse:
    """The signed-in person's journeys under way, the last touched first, and requests, newest first."""
    principal = request.principal
    if not principal.is_signed_in:
        return redirect_to_login(request.get_full_path(), "sign_in")
    own = requests_for(principal).select_related("service").order_by("-created_at")[:SHOWN_AT_ONCE]
    in_words = with_state_words(own, get_language() or "en")
    drafts = [draft_row(draft) for draft in drafts_of(principal)[:SHOWN_AT_ONCE]]
    return render(request, "portal/account.html", {"requests": in_words, "drafts": drafts})


def draft_row(draft: Submission) -> dict[str, object]:
    """What a list of drafts says of one."""
    until = timezone.localdate(kept_until(draft))
    title = definition_of(draft.version_id).title.in_language(get_language() or "en")
    return {
        "id": draft.id,
        "slug": draft.version.journey.slug,
        "title": title,
        "kept_until": until,
        "days_left": max((until - timezone.localdate()).days, 0),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_request(request: GuildhallRequest) -> HttpResponse:
    """Where somebody with a reference begins."""
    form = FindRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("request", reference=form.cleaned_data["reference"])
    return render(request, "portal/find_request.html", {"form": form, "lost": "lost" in request.GET})


@never_cache
@require_safe
def request_page(request: GuildhallRequest, reference: str) -> HttpResponse:
    """One request: its state, its messages, what was sent. For its owner, or after a code."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    return show_request(request, found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_code(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Ask for a code, and enter it. Says the same whether or not there is such a request."""
    if read_reference(reference) is None:
        raise Http404
    mark, browser = asking_browser(request)
    if "send" in request.POST:
        asked = access.ask_for_code(reference, browser=browser, network=network_of(request))
        response = redirect(f"{request.path}?{'sent' if asked else 'wait'}")
        keep_mark(request, response, mark)
        return response
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = access.use_code(reference, form.cleaned_data["code"], browser=browser)
        if opened is not None:
            access.remember(request.session, opened)
            return redirect("request", reference=opened.reference)
        form.add_error("code", _("That code is not right, or is too old. Check it, or ask for a new one."))
    shown = {
        "form": form,
        "reference": reference,
        "asked": request.method == "POST" or "sent" in request.GET or "wait" in request.GET,
        "too_often": "wait" in request.GET,
    }
    return render(request, "portal/request_code.html", shown)


@never_cache
@require_POST
def request_pay(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Pay what the request owes, for whoever may see it, on any device."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    pay_page = open_pay_page(found, payers_network(request))
    if pay_page.url:
        return redirect(pay_page.url)
    if pay_page.problem:
        request.session[PAYMENT_PROBLEM] = pay_page.problem
    return redirect("request", reference=found.reference)


@never_cache
@require_safe
def request_file(request: GuildhallRequest, reference: str, file_id: UUID) -> FileResponse:
    """A file that came with a request, for whoever may see the request."""
    found = found_for(request, reference)
    kept = next((one for one in files_for_customer(found) if one.file_id == file_id), None) if found else None
    if kept is None:
        raise Http404
    return file_response(kept.file)
