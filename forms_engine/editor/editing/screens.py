"""What all editing screens share: finding the draft, saving one part of it, and never losing what was typed."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms_engine.editor.editing.changes.finding import Document, NotThere
from forms_engine.editor.editing.homes import Home, PartChanged, open_home
from forms_engine.editor.editing.memory import digest
from forms_engine.editor.editing.places import Atlas, Found
from forms_engine.editor.services import DraftLocked, DraftRefused, StaleDraft

# What a form's button asks for besides saving.
CHECK, REFRESH, MORE = "check", "refresh", "more"

Crumb = dict[str, Any]


class Screen(WagtailAdminTemplateMixin, View):
    """One screen about one draft (or question set), in the admin's own frame."""

    header_icon = "clipboard-list"
    home: Home

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the draft; whoever may not change it gets no further."""
        self.home = open_home(request, kwargs)
        super().setup(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; where the part is gone, say so on the overview."""
        try:
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except NotThere:
            messages.warning(request, "That part is not there any more: somebody has moved or removed it.")
            return redirect(self.home.overview_url)
        return answer

    @property
    def document(self) -> Document:
        """The newest draft."""
        return self.home.document

    @cached_property
    def atlas(self) -> Atlas:
        """Where everything is in the newest draft."""
        return Atlas(self.document, self.home.sets)

    def crumbs(self) -> list[Crumb]:
        """The way here from the draft's overview."""
        return []

    def get_breadcrumbs_items(self) -> list[Crumb]:
        """The way here from the admin's first page."""
        listing = {"url": self.home.listing_url, "label": self.home.listing_name}
        return [
            *self.breadcrumbs_items,
            listing,
            {"url": self.home.overview_url, "label": self.home.title},
            *self.crumbs(),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What every screen's template may use."""
        return super().get_context_data(home=self.home, **kwargs)


class EditScreen(Screen):
    """A screen with a form over one part of the draft.

    The form carries a fingerprint of the part as it was shown. Where somebody else has changed that part meanwhile
    nothing is saved: what was typed is shown again with what changed, and saving once more is a decision.
    """

    saved = "Saved."

    def part(self, document: Document) -> Any:
        """The part that the form is over, as JSON.

        Raises:
            NotThere: when the document has no such part.
        """
        raise NotImplementedError

    def make_form(self, data: QueryDict | None) -> Any:
        """The form, bound to what was sent or not."""
        raise NotImplementedError

    def apply(self, document: Document, form: Any) -> Document:
        """The document with what the (valid) form says."""
        raise NotImplementedError

    def next_url(self) -> str:
        """Where to go once it is saved."""
        return self.home.overview_url

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those that this screen can mend."""
        return []

    def lint(self, document: Document | None = None) -> list[Found]:
        """What the linter says about this screen's part, of the draft or of ``document`` in its place."""
        if document is None:
            return self.findings_here(self.atlas.findings(self.home.findings()))
        return self.findings_here(Atlas(document, self.home.sets).findings(self.home.findings(document)))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        self.part(self.document)
        return self.show(self.make_form(None), self.lint())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; or, for the scripts that ask, say what the linter would."""
        asked = request.POST.get("do", "")
        if asked.startswith((REFRESH, MORE)):
            return self.show(unjudged(self.make_form(grown(request.POST, asked))), [])
        self.part(self.document)
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show_check([]) if asked == CHECK else self.show(form, [], status=422)
        if asked == CHECK:
            return self.show_check(self.lint(self.apply(self.document, form)))
        return self.save(form)

    def save(self, form: Any) -> HttpResponse:
        """Save the valid form, or show it again with why not."""
        seen = self.request.POST.get("seen", "")
        try:
            self.home.change(
                lambda document: self.apply(document, form),
                lambda document: digest(self.part(document)) == seen,
            )
        except (PartChanged, StaleDraft):
            return self.show_stale()
        except (DraftLocked, DraftRefused) as refused:
            return self.show(form, [], problem=str(refused), status=409)
        messages.success(self.request, self.saved)
        return redirect(self.next_url())

    def show_stale(self) -> HttpResponse:
        """What was typed, once more, with what somebody else changed meanwhile."""
        self.__dict__.pop("atlas", None)
        revision = self.request.POST.get("revision", "")
        stale = self.home.what_changed(int(revision) if revision.isdecimal() else None)
        return self.show(self.make_form(self.request.POST), [], stale=stale, is_stale=True, status=409)

    def show(self, form: Any, found: list[Found], *, status: int = 200, **more: Any) -> HttpResponse:
        """The screen with a form."""
        context = self.get_context_data(
            form=form,
            found=found,
            seen=digest(self.part(self.document)),
            revision=self.home.revision or "",
            **more,
        )
        return render(self.request, self.get_template_names(), context, status=status)

    def show_check(self, found: list[Found]) -> HttpResponse:
        """Only the findings, for the script that lints while somebody types."""
        context = {"found": found, "home": self.home}
        return render(self.request, "editor/editing/_findings.html", context)


def grown(data: QueryDict, asked: str) -> QueryDict:
    """What was sent, with one more row in the rows named by ``more:<prefix>``."""
    changed = data.copy()
    prefix = asked.partition(":")[2]
    name = f"{prefix}-TOTAL_FORMS"
    total = str(changed.get(name, ""))
    if asked.startswith(MORE) and total.isdecimal():
        changed[name] = str(int(total) + 1)
    return changed


def unjudged(form: Any) -> Any:
    """A bound form that says nothing about what is not finished yet."""
    form._errors = ErrorDict()
    form.cleaned_data = {}
    options = getattr(form, "options", None)
    for rows in (
        *(getattr(one, "rows", None) for one in (form, options)),
        getattr(form, "concessions", None),
    ):
        for row in getattr(rows, "forms", ()):
            row._errors = ErrorDict()
            row.cleaned_data = {}
        if rows is not None:
            rows._errors, rows._non_form_errors = [{} for _row in rows.forms], rows.error_class()
    return form
