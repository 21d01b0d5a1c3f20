"""When people are away, and who covers: one's own days and, for those who lead a team, the team's; for administrators
everybody's."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.staff.administrators import is_administrator
from audiences.http import GuildhallRequest
from forms_engine.catalogue import cover
from forms_engine.catalogue.selectors import absences_for, people_to_enter_for, staff_to_choose
from forms_engine.requests.selectors import is_officer
from themes.fields import DatePartsField

EARLIEST, LATEST = 2000, 2199
NOBODY = "Nobody in particular: the team lead"


class AbsenceForm(forms.Form):
    """Who is away, from when to when, and who covers."""

    use_required_attribute = False
    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who is away?",
        template_name="components/field/select.html",
        error_messages={"required": "Choose who is away"},
    )
    starts = DatePartsField(label="First day away", required=True)
    ends = DatePartsField(label="Last day away", required=True)
    covered_by = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who covers?",
        required=False,
        empty_label=NOBODY,
        help_text="They hear of what is urgent meanwhile. It gives them no right to see more than they do now.",
        template_name="components/field/select.html",
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("person", people), ("covered_by", staff_to_choose())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = offered
            field.label_from_instance = _name_of  # type: ignore[assignment,method-assign]

    def _day(self, name: str) -> date:
        typed = str(self.cleaned_data.get(name) or "")
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            raise ValidationError("Enter a day, such as 27 3 2027") from None
        if not EARLIEST <= day.year <= LATEST:
            raise ValidationError("Enter a day of these years")
        return day

    def clean_starts(self) -> date:
        """The first day."""
        return self._day("starts")

    def clean_ends(self) -> date:
        """The last day."""
        return self._day("ends")


def _name_of(user: User) -> str:
    return user.name


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: GuildhallRequest) -> HttpResponse:
    """Who is away of those this person may enter, and a form for another absence."""
    principal = request.principal
    _require_officer(request)
    people = people_to_enter_for(principal)
    form = AbsenceForm(request.POST or None, people=people, initial={"person": request.user.pk})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            cover.enter_absence(
                principal,
                given["person"],
                starts=given["starts"],
                ends=given["ends"],
                covered_by=given["covered_by"],
            )
        except ValidationError as refused:
            for name, words in refused.message_dict.items():
                form.add_error(name, words)
        else:
            messages.success(request, "The absence has been saved.")
            return redirect("absences")
    return render(
        request,
        "workplace/absences.html",
        {"form": form, "absences": absences_for(principal, timezone.now())},
        status=422 if form.errors else 200,
    )


@require_POST
def remove_absence(request: GuildhallRequest, absence_id: int) -> HttpResponse:
    """Take one back."""
    _require_officer(request)
    try:
        if cover.remove_absence(request.principal, absence_id):
            messages.success(request, "The absence has been removed.")
    except cover.NotYours as error:
        raise PermissionDenied from error
    return redirect("absences")


def _require_officer(request: GuildhallRequest) -> None:
    user = request.principal.user
    if user is None or not (is_officer(request.principal) or is_administrator(user)):
        raise PermissionDenied
