"""Correcting what was answered, page by page, with the journey's own questions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from forms_engine.journeys.forms import PageForm
from forms_engine.requests.after_sending import may_correct
from forms_engine.requests.after_sending.correcting import (
    LeadsElsewhere,
    Standing,
    Unacceptable,
    correct,
    standing_of,
)
from forms_engine.requests.models import Request
from forms_engine.requests.states import StateRefused
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.summary import summarise
from portal.showing import found_for


@never_cache
@require_safe
def request_correct(request: GuildhallRequest, reference: str) -> HttpResponse:
    """What can be corrected, page by page."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    if not may_correct(found):
        return _over(request, found)
    language = get_language() or "en"
    standing = standing_of(found)
    pages = standing.pages()
    asked = {(page.step, question.key) for page in pages for question in page.questions}
    rows = [row for row in summarise(standing.evaluation, language) if (row.step, row.question) in asked]
    shown = [
        (_titled(page, language), page.step, [row for row in rows if row.step == page.step]) for page in pages
    ]
    return render(request, "portal/correct.html", {"made": found, "pages": shown})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_correct_page(request: GuildhallRequest, reference: str, step: str) -> HttpResponse:
    """One page of questions, with what stands now; sent, what is new of it is kept."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    if not may_correct(found):
        return _over(request, found)
    standing = standing_of(found)
    page = standing.page(step)
    if page is None:
        return redirect("request_correct", reference=found.reference)
    form = _form(request, standing, page)
    if request.method == "POST" and form.is_valid():
        try:
            made = correct(found.id, step, form.answers(), seen=_seen(request), user=request.principal.user)
        except StateRefused:
            messages.warning(request, _("It was changed meanwhile. Look at it again, then correct it."))
            return redirect("request_correct", reference=found.reference)
        except (LeadsElsewhere, Unacceptable):
            form.add_error(
                None,
                _(
                    "We cannot change that here: with this answer we would have to ask you something else, or it would "
                    "go another way. Call us and we will put it right."
                ),
            )
        else:
            if made is not None:
                messages.success(request, _("You have corrected it. We have told the team."))
            return redirect("request", reference=found.reference)
    language = get_language() or "en"
    return render(
        request,
        "portal/correct_page.html",
        {
            "made": found,
            "form": form,
            "blocks": form.blocks,
            "seen": standing.newest if request.method != "POST" else _seen(request),
            "page_title": _titled(page, language),
            "heading_is_label": len(page.blocks) == 1,
            "said_in": language,
            "help_phone": found.service.phone,
        },
    )


def _form(request: GuildhallRequest, standing: Standing, page: PageState) -> PageForm:
    return PageForm(
        request.POST if request.method == "POST" else None,
        state=page,
        language=get_language() or "en",
        answers=page.answers,
        judge=lambda answers: standing.problems(page.step, answers),
        asker=network_of(request),
    )


def _titled(page: PageState, language: str) -> str:
    title = page.page.title.in_language(language)
    return f"{page.group.item.in_language(language)} {page.item}: {title}" if page.group else title


def _seen(request: GuildhallRequest) -> int:
    """The number that a form of ours carried; one that nothing has, where somebody changed it."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1


def _over(request: GuildhallRequest, found: Request) -> HttpResponse:
    messages.warning(request, _("It cannot be corrected here any more. Write to the team, or call us."))
    return redirect("request", reference=found.reference)
