"""The pages of a journey that are not questions: start, check your answers, paying, confirmation."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from forms_engine.booking.errors import NoPlace, NothingHeld, TooMany
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of, live_version
from forms_engine.journeys import cannot_send, choosing, measures, services
from forms_engine.journeys.availability import Availability, NotOpen, availability, not_practised
from forms_engine.journeys.choosing_views import appointment_context, booked_words, leave
from forms_engine.journeys.context import answer_sections, content_blocks, fee_rows, journey_context
from forms_engine.journeys.cookies import drop_cookie, write_cookie
from forms_engine.journeys.duplicates import NotAsked, possible_duplicates, require_answered
from forms_engine.journeys.helping import may_begin
from forms_engine.journeys.lookups.submissions import FeeNews, refresh_fee
from forms_engine.journeys.models import Submission
from forms_engine.journeys.notes import idle_context, language_context, notes_for
from forms_engine.journeys.officer import shared
from forms_engine.journeys.prefilling import query_wanted
from forms_engine.journeys.selectors import drafts_of, kept_until
from forms_engine.journeys.spam import HONEYPOT, signals_of
from forms_engine.journeys.under_way import draft_waiting_for_sign_in, submission_under_way
from forms_engine.requests import access
from forms_engine.requests.own import own_requests
from forms_engine.requests.paying import PayPage, may_pay, open_pay_page, payers_network, receipt_address
from forms_engine.requests.payload_check import PayloadRefused
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.suspected import is_held_back
from forms_engine.requests.telling import told_by
from forms_engine.requests.urgent import urgent_words
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.fees import worded_line
from forms_engine.runtime.summary import summarise
from forms_engine.runtime.wording import pounds

# In the session, for the page after the redirect: why paying did not start.
PAYMENT_PROBLEM = "payment_did_not_start"
# The same for check-your-answers: of which submission, and what there is to say about its fee.
FEE_NEWS = "fee_news"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_start(request: GuildhallRequest, slug: str) -> HttpResponse:
    """What the journey is for, what it needs and costs; POST starts it (or starts it again)."""
    language = get_language() or "en"
    held = submission_under_way(request, slug)
    version = live_version(request.principal, slug) or (held.version if held else None)
    if version is None:
        raise Http404
    found = availability(version.journey)
    if not found.is_open:
        return _not_open(request, version, found, held)
    definition = definition_of(version.pk)
    if not_practised(request.principal, definition):
        return _not_open(request, version, Availability("not-practised"), held)
    if not may_begin(request.principal, version):
        return _not_open(request, version, Availability("not-helped"), held)
    if request.method == "POST":
        try:
            submission, token = services.start_submission(
                request.principal,
                version,
                language=language,
                query=query_wanted(definition, request.GET.dict()),
            )
        except services.SignInRequired:
            return redirect_to_login(request.get_full_path(), "sign_in")
        except services.ChooseOrganisation:
            return redirect(
                f"{reverse('choose_organisation')}?{urlencode({'next': request.get_full_path()})}"
            )
        except NotOpen as meanwhile:
            return _not_open(request, version, meanwhile.availability, held)
        if held is not None and held.state == Submission.State.DRAFT and definition.booking:
            # Begun anew, it would find its own time taken. Whoever comes back to the first one chooses again.
            choosing.let_go(held)
        first = services.evaluate_submission(submission).path[0]
        response = redirect("journey_page", slug=slug, step=first.step)
        write_cookie(request, response, slug, submission, token)
        return response
    draft = held if held and held.state == Submission.State.DRAFT and held.answers else None
    return render(
        request,
        "journeys/start.html",
        {
            **journey_context(version, language),
            **language_context(request, definition, language),
            **(notes_for(held) if held else {}),
            "blocks": content_blocks(definition.start, language),
            "fees": fee_rows(definition, language),
            "closes": found.closes,
            "draft": draft
            or drafts_of(request.principal).filter(version__journey=version.journey_id).first(),
            "draft_is_held": draft is not None,
            "sign_in_first": definition.sign_in == "required" and not request.principal.is_signed_in,
            "signed_out_of_draft": held is None and draft_waiting_for_sign_in(request, slug) is not None,
            "lost": "lost" in request.GET,
            "here": request.get_full_path(),
        },
    )


def _not_open(
    request: GuildhallRequest, version: JourneyVersion, found: Availability, held: Submission | None
) -> HttpResponse:
    """Why nothing is taken just now, until when, and what has become of answers given so far."""
    language = get_language() or "en"
    draft = held if held and held.state == Submission.State.DRAFT and held.answers else None
    return render(
        request,
        "journeys/saving/not_open.html",
        {
            **journey_context(version, language),
            **language_context(request, definition_of(version.pk), language),
            "availability": found,
            "message": version.journey.paused_message_in(language),
            "draft": draft,
            "kept_until": timezone.localdate(kept_until(draft)) if draft else None,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_check(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Check your answers; POST sends them. Sent twice, it is one request."""
    submission = submission_under_way(request, slug)
    if submission is None:
        return redirect(f"{reverse('journey_start', kwargs={'slug': slug})}?lost")
    if submission.state == Submission.State.FOLLOWED:
        return redirect("journey_following", slug=slug)
    if submission.state == Submission.State.DRAFT and "save_for_later" in request.POST:
        return leave(request, submission)
    if submission.state == Submission.State.DRAFT and request.method == "POST":
        now = services.evaluate_submission(submission)
        if shared.has_changed(submission, request.POST.get("was", ""), shared.mark_of(now.answers)):
            return redirect("journey_check", slug=slug)
        news = _fee_news(request, submission)
        if news:
            request.session[FEE_NEWS] = [str(submission.id), news]
            return redirect("journey_check", slug=slug)
        try:
            require_answered(submission, get_language() or "en")
            with cannot_send.noted(submission):
                services.submit(submission.id, signals_of(request, submission))
        except NotAsked:
            return redirect("journey_duplicates", slug=slug)
        except (NoPlace, NothingHeld):
            return redirect("journey_time", slug=slug)
        except TooMany:
            return redirect(f"{reverse('journey_time', kwargs={'slug': slug})}?most")
        except services.AlreadySubmitted:
            return redirect("journey_following", slug=slug)
        except services.FactsTooOld:
            return redirect("journey_check", slug=slug)
        except NotOpen:
            return redirect("journey_start", slug=slug)
        except services.NotReady as not_ready:
            return _to_unfinished(slug, not_ready.evaluation.first_unfinished)
        except PayloadRefused:
            # Nothing is lost: the answers are kept, and it is said so.
            return render(
                request,
                "journeys/cannot_send.html",
                journey_context(submission.version, get_language() or "en"),
                status=503,
            )
        return _to_payment_or_confirmation(request, slug, submission)
    if submission.state == Submission.State.SUBMITTED:
        return redirect("journey_confirmation", slug=slug)
    if not availability(submission.version.journey).is_open:
        return redirect("journey_start", slug=slug)
    evaluation = services.evaluate_submission(submission)
    if not evaluation.can_submit:
        return _to_unfinished(slug, evaluation.first_unfinished)
    language = get_language() or "en"
    if possible_duplicates(submission, evaluation, language):
        return redirect("journey_duplicates", slug=slug)
    actor = choosing.actor_for(request.principal, submission)
    standing = choosing.standing(submission, evaluation, actor, payers_network(request))
    if not standing.is_ready:
        return redirect("journey_time", slug=slug)
    measures.reached(submission, measures.CHECK)
    definition = definition_of(submission.version_id)
    return render(
        request,
        "journeys/check.html",
        {
            **journey_context(submission.version, language),
            "sections": answer_sections(definition, summarise(evaluation, language), language),
            "declaration": definition.declaration.in_language(language),
            "fee_lines": [
                {"label": worded_line(line, language), "amount": pounds(line.amount_pence)}
                for line in evaluation.fee_lines
            ],
            "fee_total": pounds(evaluation.fee_pence) if evaluation.fee_lines else "",
            "fee_pence": evaluation.fee_pence,
            "was": shared.mark_of(evaluation.answers),
            "fee_news": _said_once(request, submission),
            **appointment_context(standing),
            "was_kept": "kept" in request.GET,
            "back_page": evaluation.path[-1].step,
            "honeypot": HONEYPOT,
            **idle_context(),
            **language_context(request, definition, language),
            **notes_for(submission),
        },
    )


def _fee_news(request: GuildhallRequest, submission: Submission) -> FeeNews:
    """Whether somebody would pay another amount than the page they sent showed: what it comes from is looked up again
    where that is too old, and the page says what it came to (``fee``, which decides nothing else)."""
    try:
        news = refresh_fee(submission, network_of(request))
    except services.AlreadySubmitted:
        return FeeNews.NONE  # sent from another tab: submit() says so
    if news:
        return news
    shown = request.POST.get("fee", "")
    evaluation = services.evaluate_submission(submission)
    changed = bool(shown) and evaluation.can_submit and shown != str(evaluation.fee_pence)
    return FeeNews.CHANGED if changed else FeeNews.NONE


def _said_once(request: GuildhallRequest, submission: Submission) -> str:
    """What is to be said of the fee on the page after the redirect, and on no other: not on a reload, not on Back."""
    kept = request.session.pop(FEE_NEWS, None)
    return kept[1] if kept and kept[0] == str(submission.id) else FeeNews.NONE


def _to_unfinished(slug: str, stop: PageState | None) -> HttpResponse:
    """The page that still has to be answered; from the start where an answer cannot be found."""
    if stop is None:
        return redirect("journey_start", slug=slug)
    return redirect("journey_page", slug=slug, step=stop.step)


def _to_payment_or_confirmation(request: GuildhallRequest, slug: str, submission: Submission) -> HttpResponse:
    submission.refresh_from_db()
    made = submission.request
    pay_page = open_pay_page(made, payers_network(request)) if made else PayPage()
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
            # On the intranet and the extranet there is no page for what is nobody's, and no code that opens one.
            "is_theirs": request.host_audience == PUBLIC
            or own_requests(request.principal).filter(pk=made.pk).exists(),
            "told_by": told_by(made),
            "booked": booked_words(made, language),
            "waiting_for_payment": made.state == RequestState.AWAITING_PAYMENT,
            "is_held_back": is_held_back(made),
            "is_cancelled": made.state == RequestState.CANCELLED,
            "urgent": urgent_words(made.service, language) if made.state not in FINISHED else "",
            "may_pay": may_pay(made),
            "pay_url": reverse("journey_pay", kwargs={"slug": slug}),
            "payment_problem": request.session.pop(PAYMENT_PROBLEM, ""),
            "fee_total": pounds(made.fee_pence) if made.fee_pence else "",
            "receipt_url": receipt_address(made),
            "blocks": content_blocks(definition.outcome, language),
            "sent_before": submission.submitted_at if "already" in request.GET else None,
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
