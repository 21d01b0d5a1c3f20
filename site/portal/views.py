"""One request, for whoever may see it: its owner, or whoever opened it with a code."""

from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from forms_engine.files.serving import file_response
from forms_engine.notices.asking_browser import asking_browser, keep_mark
from forms_engine.notices.forms import CodeForm
from forms_engine.requests import access
from forms_engine.requests.added_files import files_for_customer
from forms_engine.requests.paying import open_pay_page, payers_network
from forms_engine.requests.references import read_reference
from portal.forms import FindRequestForm
from portal.looking import note_look
from portal.showing import PAYMENT_PROBLEM, found_for, show_request


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
    shown = show_request(request, found)
    note_look(request.principal.user, found)
    return shown


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_code(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Ask for a code, and enter it. Says the same whether or not there is such a request."""
    if read_reference(reference) is None:
        raise Http404
    mark, browser = asking_browser(request)
    if "send" in request.POST:
        by_sms = request.POST["send"] == "sms"
        asked = access.ask_for_code(reference, browser=browser, network=network_of(request), by_sms=by_sms)
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
        "sends_texts": bool(settings.SMS_PROVIDER),
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
