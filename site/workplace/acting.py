"""What an officer does about a request beside deciding on it: writing, noting, cancelling what nobody paid, the next
stage."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audiences.http import GuildhallRequest
from forms_engine.files.refusals import UploadRefused
from forms_engine.requests import cancelling, stages
from forms_engine.requests import messages as writing
from forms_engine.requests.added_files import TooManyFiles
from workplace.doing import do
from workplace.forms import NextStageForm, WriteForm
from workplace.request_page.finding import found_for
from workplace.request_page.showing import show


@require_POST
def work_write(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Write to the customer, or note something for colleagues."""
    found = found_for(request, reference)
    form = WriteForm(request.POST, request.FILES, auto_id="write_%s")
    if not form.is_valid():
        return show(request, found, wrong=form)
    is_note = form.cleaned_data["readers"] == "colleagues"
    text, read = form.cleaned_data["text"], form.cleaned_data["read"]
    try:
        return do(
            request,
            found,
            lambda: writing.write_as_officer(
                request.principal, found.id, text, is_note=is_note, read=read, sent=form.sent()
            ),
            "Your note is on the timeline." if is_note else "Your message is sent.",
        )
    except (TooManyFiles, UploadRefused) as refused:
        form.add_error("attached", str(refused))
        return show(request, found, wrong=form)


@require_POST
def work_cancel_unpaid(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Cancel a request that nobody has paid for, as its customer asked."""
    found = found_for(request, reference)
    return do(
        request,
        found,
        lambda: cancelling.cancel_as_officer(request.principal, found.id, why="", seen="awaiting-payment"),
        f"You have cancelled request {found.reference}. Nobody can pay for it now.",
    )


@require_POST
def work_next_stage(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Begin the next stage, for a customer who asked for it by phone or letter."""
    found = found_for(request, reference)
    form = NextStageForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "The next stage was not begun: say why they are not satisfied.")
        return redirect("work_request", reference=found.reference)
    why, stage = form.cleaned_data["why"], form.cleaned_data["stage"]
    return do(
        request,
        found,
        lambda: stages.begin_next_stage(request.principal, found.id, why=why, stage=stage),
        f"The next stage of request {found.reference} has begun.",
    )
