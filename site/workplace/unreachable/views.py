"""What came back of what we sent, for officers."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.models import RequestRead
from forms_engine.requests.reading import note_read
from forms_engine.requests.selectors import is_officer
from forms_engine.requests.states import NotAllowed, StateRefused
from forms_engine.requests.unreachable.seeing_to import LONGEST, NotAnAddress, see_to, unreachable_for
from workplace.request_page.finding import found_for
from workplace.said import SaidForm, words_field


class ReachedForm(SaidForm):
    """A new address, or how they were reached. One of them has to be said (``see_to``)."""

    address = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        required=False,
        max_length=254,
        template_name="components/field/text.html",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    how = words_field(
        "Or how did you reach them?",
        help_text="For example that you rang them, or wrote to them by post.",
        longest=LONGEST,
    )

    def __init__(self, *args: object, is_email: bool) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # a form's data, or nothing
        self.fields["address"].label = "New email address" if is_email else "New mobile number"
        self.fields["address"].help_text = (
            "What we write about this request goes there from now on, and we tell them there how it stands. "
            "Their other requests are not changed."
        )


@require_safe
def unreachable(request: GuildhallRequest) -> HttpResponse:
    """Addresses that came back, of requests that this officer may see, a page at a time."""
    if not is_officer(request.principal):
        raise PermissionDenied
    found = unreachable_for(request.principal, request.GET.get("after", ""))
    return render(
        request, "workplace/unreachable/list.html", {"found": found, "is_first": "after" not in request.GET}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def work_reached(request: GuildhallRequest, reference: str, unreachable_id: int) -> HttpResponse:
    """Say how the customer of a request can be reached."""
    found = found_for(request, reference)
    if not is_officer(request.principal) or unreachable_id > 2**63 - 1:
        raise Http404
    row = found.unreachable.filter(id=unreachable_id).first()
    if row is None:
        raise Http404
    if row.seen_to_at is not None:
        messages.success(request, "Somebody has seen to that already.")
        return redirect("work_request", reference=found.reference)
    form = ReachedForm(*([request.POST] if request.method == "POST" else []), is_email=row.channel == "email")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            see_to(request.principal, found.id, row.pk, how=said["how"], address=said["address"])
        except NotAllowed as error:
            raise PermissionDenied from error
        except (NotAnAddress, StateRefused) as refused:
            form.add_error("address", str(refused))
        else:
            messages.success(request, "It is written down how they can be reached.")
            return redirect("work_request", reference=found.reference)
    note_read(request.principal, found, RequestRead.What.PAGE)
    return render(request, "workplace/unreachable/reached.html", {"made": found, "row": row, "form": form})
