"""Adding a line, and changing one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.lines.access import may_import
from forms_engine.requests.lines.keeping import LineExists, add_line, change_line
from forms_engine.requests.lines.selectors import lines_for
from workplace.lines.forms import LineForm, NewLineForm


@require_http_methods(["GET", "HEAD", "POST"])
def new_line(request: GuildhallRequest) -> HttpResponse:
    """Add a line."""
    if not may_import(request.principal):
        raise PermissionDenied
    form = NewLineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            line = add_line(request.principal, form.cleaned_data["slug"], form.said())
        except LineExists as refused:
            form.add_error("slug", str(refused))
        else:
            messages.success(request, f"{line.name} is added.")
            return redirect("call_totals")
    return render(request, "workplace/lines/line.html", {"form": form, "line": None})


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Change a line, or take it out of use."""
    if not may_import(request.principal):
        raise PermissionDenied
    found = lines_for(request.principal).filter(slug=slug).first()
    if found is None:
        raise Http404
    form = LineForm(request.POST or None, line=found)
    if request.method == "POST" and form.is_valid():
        changed = change_line(request.principal, found.slug, form.said())
        messages.success(request, f"{changed.name} is changed.")
        return redirect("call_totals")
    return render(request, "workplace/lines/line.html", {"form": form, "line": found})
