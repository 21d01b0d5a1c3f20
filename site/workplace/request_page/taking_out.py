"""Taking a part out of a request that holds two matters."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.answers import answer_rows
from forms_engine.requests.models import Request, RequestRead, TimelineEntry
from forms_engine.requests.reading import note_read
from forms_engine.requests.selectors import request_for
from forms_engine.requests.splitting import may_split, split
from forms_engine.requests.states import NotAllowed, StateRefused
from workplace.request_page.finding import found_for
from workplace.request_page.forms import SplitForm

Kind = TimelineEntry.Kind
FROM_THEM = (Kind.FROM_CUSTOMER, Kind.BEGUN_OUTSIDE, Kind.SPLIT, Kind.STAGE)


@require_http_methods(["GET", "HEAD", "POST"])
def work_split(request: GuildhallRequest, reference: str) -> HttpResponse:
    """What goes into the new request, beside what was told; then the new one's page, where the officer may see it."""
    principal = request.principal
    found = found_for(request, reference)
    if not may_split(found):
        messages.warning(request, "It was never received: there is nothing to take out of it.")
        return redirect("work_request", reference=found.reference)
    files = list(found.files.select_related("file").order_by("id"))
    form = SplitForm(request.POST or None, principal=principal, request=found, files=files)
    if request.method == "POST" and form.is_valid():
        try:
            made = split(principal, found.id, form.part(), seen=form.cleaned_data["seen"])
        except NotAllowed as error:
            raise PermissionDenied from error
        except StateRefused as refused:
            found = found_for(request, reference)
            form.data = {
                **request.POST.dict(),
                "with_files": request.POST.getlist("with_files"),
                "seen": found.state,
            }
            form.add_error(None, str(refused))
        else:
            if request_for(principal, made.reference) is None:
                messages.success(
                    request,
                    "A request of its own was made of it. You may not see it: its team has it now.",
                )
                return redirect("work_request", reference=found.reference)
            messages.success(request, f"{made.reference} was made of it. It is in {_where(made)} now.")
            return redirect("work_request", reference=made.reference)
    note_read(principal, found, RequestRead.What.PAGE)
    context = {"made": found, "form": form, "answers": answer_rows(found), "wrote": _messages_of(found)}
    return render(request, "workplace/request_page/split.html", context)


def _where(made: Request) -> str:
    return made.queue.name if made.queue else "no queue"


def _messages_of(found: Request) -> list[str]:
    """What its customer wrote, and what it began with where nobody answered a journey."""
    wrote = found.timeline.filter(kind__in=FROM_THEM).exclude(message="")
    return list(wrote.order_by("number").values_list("message", flat=True))
