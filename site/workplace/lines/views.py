"""Which totals there are of each line, and importing more from the telephone system's file."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.lines.access import may_import
from forms_engine.requests.lines.importing import COLUMNS, MOST_BYTES, ImportRefused, import_totals
from forms_engine.requests.lines.selectors import lines_for, lines_with_last_day
from forms_engine.requests.lines.totals import Kept
from workplace.said import SaidForm


class TotalsForm(SaidForm):
    """The file."""

    totals = forms.FileField(
        label="The telephone system’s file (CSV)",
        error_messages={
            "required": "Choose the file",
            "empty": "The file is empty. Choose another one",
            "invalid": "Choose the file",
        },
    )

    def clean_totals(self) -> UploadedFile:
        """Not larger than any such file is.

        Raises:
            ValidationError: when it is.
        """
        totals: UploadedFile = self.cleaned_data["totals"]
        if totals.size is not None and totals.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 2 MB. Split it into several")
        return totals


@require_http_methods(["GET", "HEAD", "POST"])
def call_totals(request: GuildhallRequest) -> HttpResponse:
    """The lines in use, and the form; a POST imports a file, the whole of it or nothing."""
    if not may_import(request.principal):
        raise PermissionDenied
    form, refused = TotalsForm(), None
    if request.method == "POST":
        form = TotalsForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                kept = import_totals(request.principal, form.cleaned_data["totals"].read())
            except ImportRefused as error:
                refused = error
                form.add_error("totals", "Nothing was imported: correct the file, then choose it again")
            else:
                messages.success(request, _in_words(kept))
                return redirect("call_totals")
    context = {
        "form": form,
        "refused": refused,
        "columns": COLUMNS,
        "lines": lines_with_last_day(request.principal),
        "closed": lines_for(request.principal).filter(is_live=False),
    }
    status = 422 if form.errors else 200
    return render(request, "workplace/lines/call_totals.html", context, status=status)


def _in_words(kept: Kept) -> str:
    added = f"{kept.added} {'day was' if kept.added == 1 else 'days were'} imported"
    if not kept.replaced:
        return f"{added}."
    replaced = f"{kept.replaced} {'was' if kept.replaced == 1 else 'were'} there already and replaced"
    return f"{added}, {replaced}."
