"""Two customers who may be one person: side by side, merged with a reason, and parted again."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.requests.customers.merging import LONGEST_WHY, MergeRefused, merge, undo_merge
from forms_engine.requests.customers.selectors import customer_for, family_of
from forms_engine.requests.models import Customer
from workplace.desk.entering import enter
from workplace.desk.history import Counts, counts_of, owners_in
from workplace.said import SaidForm, words_field


class MergeForm(SaidForm):
    """Which of two stands for both, and how it is known that they are one."""

    keep = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Whose details are right?",
        help_text="They are shown first. Nothing is lost: the others’ stay, and this can be undone.",
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Choose whose details are right"},
    )
    why = words_field(
        "How do you know that they are one person?",
        "Say how you know that they are one person",
        "For example: they told you so, and knew the date of the older request.",
        rows=2,
        longest=LONGEST_WHY,
    )


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: their details, and how much there is of theirs."""

    customer: Customer
    letter: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Row:
    """One detail of both."""

    label: str
    first: str
    second: str

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return bool(self.first) and self.first.casefold() == self.second.casefold()


@require_http_methods(["GET", "HEAD", "POST"])
def desk_compare(request: GuildhallRequest, customer_id: UUID, other_id: UUID) -> HttpResponse:
    """Both side by side, and by POST that they are one person."""
    enter(request)
    principal = request.principal
    first, second = customer_for(principal, customer_id), customer_for(principal, other_id)
    if first is None or second is None or first.pk == second.pk:
        raise Http404
    form = MergeForm(request.POST or None, initial={"keep": "a"})
    field = form.fields["keep"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("a", f"A: {_name(first)}"), ("b", f"B: {_name(second)}")]
    if request.method == "POST" and form.is_valid():
        kept, merged = (first, second) if form.cleaned_data["keep"] == "a" else (second, first)
        try:
            merge(principal, kept.pk, merged.pk, form.cleaned_data["why"])
        except MergeRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "They are one customer now. You can undo that on this page.")
            return redirect("desk_customer", kept.pk)
    context = {
        "sides": [_side(principal, first, "A"), _side(principal, second, "B")],
        "rows": _rows(first, second),
        "customer": first,
        "form": form,
    }
    return render(request, "workplace/desk/compare.html", context)


@require_POST
def desk_undo_merge(request: GuildhallRequest, merge_id: UUID) -> HttpResponse:
    """Part two who are not one person after all."""
    enter(request)
    try:
        undone = undo_merge(request.principal, merge_id)
    except MergeRefused as refused:
        raise Http404 from refused
    messages.success(request, "They are two customers again, each with what was theirs.")
    return redirect("desk_customer", undone.kept_id)


def _side(principal: Principal, customer: Customer, letter: str) -> Side:
    return Side(customer, letter, counts_of(principal, owners_in(Customer, family_of(customer)), "customer"))


def _rows(first: Customer, second: Customer) -> list[Row]:
    languages = {"en": "English", "cy": "Welsh"}
    return [
        Row(label, read(first), read(second))
        for label, read in (
            ("Name", lambda one: one.name),
            ("Email address", lambda one: one.email),
            ("Mobile", lambda one: one.mobile),
            ("Other phone", lambda one: one.phone),
            ("Lives at", lambda one: _where(one)),
            ("Language", lambda one: languages.get(one.language, one.language)),
            ("Needs", lambda one: one.needs),
            ("Account", lambda one: "Signs in" if one.user_id else "None"),
        )
    ]


def _name(customer: Customer) -> str:
    return customer.name or "Somebody without a name"


def _where(customer: Customer) -> str:
    where = customer.location
    if where is None:
        return ""
    return ", ".join(dict.fromkeys(part for part in (str(where), where.postcode) if part))
