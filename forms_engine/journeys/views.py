"""The pages of a journey that are not questions: start, check your answers, paying, confirmation."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from forms_engine.catalogue.selectors import definition_of, live_version
from forms_engine.delivery.services import NoDestination
from forms_engine.journeys import services
from forms_engine.journeys.context import content_blocks, fee_rows, journey_context
from forms_engine.journeys.cookies import drop_cookie, write_cookie
from forms_engine.journeys.models import Submission
from forms_engine.journeys.under_way import submission_under_way
from forms_engine.requests import access
from forms_engine.requests.paying import PayPage, may_pay, open_pay_page
from forms_engine.requests.services import pounds
from forms_engine.requests.states import RequestState
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.summary import summarise

logger = logging.getLogger(__name__)

# In the session, for the page after the redirect: why paying did not start.
PAYMENT_PROBLEM = "payment_did_not_start"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_start(request: GuildhallRequest, slug: str) -> HttpResponse:
    """What the journey is for, what it needs and costs; POST starts it (or starts it again)."""
    language = get_language() or "en"
    version = live_version(request.principal, slug)
    if version is None:
        raise Http404
    definition = definition_of(version.pk)
    if request.method == "POST":
        submission, token = services.start_submission(
            request.principal,
            version,
            language=language,
        )
        response = redirect("journey_page", slug=slug, step=definition.pages[0].key)
        write_cookie(request, response, slug, submission, token)
        return response
    under_way = submission_under_way(request, slug)
    return render(
        request,
        "journeys/start.html",
        {
            **journey_context(version, language),
            "blocks": content_blocks(definition.start, language),
            "fees": fee_rows(definition, language),
            "continue_from": _continue_from(under_way) if under_way and under_way.answers else None,
        },
    )


def _continue_from(submission: Submission) -> str | None:
    """The page to go on from, where a draft with answers is held."""
    if submission.state != Submission.State.DRAFT:
        return None
    evaluation = services.evaluate_submission(submission)
    stop = evaluation.first_unfinished or evaluation.path[-1]
    return stop.page.key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_check(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Check your answers; POST sends them. Sent twice, it is one request."""
    submission = submission_under_way(request, slug)
    if submission is None:
        return redirect("journey_start", slug=slug)
    if submission.state == Submission.State.DRAFT and request.method == "POST":
        try:
            services.submit(submission.id)
        except services.NotReady as not_ready:
            return _to_unfinished(slug, not_ready.evaluation.first_unfinished)
        except NoDestination:
            # Somebody took its back offices away. Nothing is lost: the answers are kept, and it is said so.
            logger.exception("submission %s has nowhere to go", submission.id)
            return render(
                request,
                "journeys/cannot_send.html",
                journey_context(submission.version, get_language() or "en"),
                status=503,
            )
        return _to_payment_or_confirmation(request, slug, submission)
    if submission.state == Submission.State.SUBMITTED:
        return redirect("journey_confirmation", slug=slug)
    evaluation = services.evaluate_submission(submission)
    if not evaluation.can_submit:
        return _to_unfinished(slug, evaluation.first_unfinished)
    language = get_language() or "en"
    definition = definition_of(submission.version_id)
    sections: list[dict[str, object]] = []
    rows = summarise(evaluation, language)
    for state in evaluation.path:
        own = [row for row in rows if row.page == state.page.key]
        if own:
            sections.append(
                {"page": state.page.key, "title": state.page.title.in_language(language), "rows": own}
            )
    return render(
        request,
        "journeys/check.html",
        {
            **journey_context(submission.version, language),
            "sections": sections,
            "declaration": definition.declaration.in_language(language),
            "fee_lines": [
                {"label": line.label.in_language(language), "amount": pounds(line.amount_pence)}
                for line in evaluation.fee_lines
            ],
            "fee_total": pounds(evaluation.fee_pence) if evaluation.fee_lines else "",
            "back_page": evaluation.path[-1].page.key,
        },
    )


def _to_unfinished(slug: str, stop: PageState | None) -> HttpResponse:
    """The page that still has to be answered; from the start where an answer cannot be found."""
    if stop is None:
        return redirect("journey_start", slug=slug)
    return redirect("journey_page", slug=slug, step=stop.page.key)


def _to_payment_or_confirmation(request: GuildhallRequest, slug: str, submission: Submission) -> HttpResponse:
    submission.refresh_from_db()
    made = submission.request
    pay_page = open_pay_page(made) if made else PayPage()
    if pay_page.url:
        return redirect(pay_page.url)
    if pay_page.problem:
        request.session[PAYMENT_PROBLEM] = pay_page.problem
    return redirect("journey_confirmation", slug=slug)


@never_cache
@require_POST
def journey_pay(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Pay what is owed, again or for the first time."""
    submission = submission_under_way(request, slug)
    if submission is None or submission.state != Submission.State.SUBMITTED:
        return redirect("journey_start", slug=slug)
    return _to_payment_or_confirmation(request, slug, submission)


@never_cache
@require_safe
def journey_confirmation(request: GuildhallRequest, slug: str) -> HttpResponse:
    """The reference, what happens next, and paying where that is still to be done."""
    submission = submission_under_way(request, slug)
    if submission is None:
        # The browser has lost its cookie (or never had it): the request is safe, and can be looked up.
        if request.host_audience != PUBLIC:
            return redirect("journey_start", slug=slug)
        return redirect(f"{reverse('find_request')}?lost")
    made = submission.request
    if made is None:
        return redirect("journey_check", slug=slug)
    language = get_language() or "en"
    definition = definition_of(submission.version_id)
    return render(
        request,
        "journeys/confirmation.html",
        {
            **journey_context(submission.version, language),
            "made": made,
            "waiting_for_payment": made.state == RequestState.AWAITING_PAYMENT,
            "may_pay": may_pay(made),
            "pay_url": reverse("journey_pay", kwargs={"slug": slug}),
            "payment_problem": request.session.pop(PAYMENT_PROBLEM, ""),
            "fee_total": pounds(made.fee_pence) if made.fee_pence else "",
            "blocks": content_blocks(definition.outcome, language),
        },
    )


@never_cache
@require_POST
def journey_forget(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Leave nothing on a shared computer: the browser forgets the submission, which itself is kept."""
    access.forget(request.session)
    response = redirect("journey_start", slug=slug)
    drop_cookie(response, slug)
    return response
