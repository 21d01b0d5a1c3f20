"""What a page looks up: choosing it, saying what it is asked with and what is taken, and trying it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.throttle import Limit, take_slot
from forms_engine.editor.editing.changes.finding import Document, addresses, copied, find_part, is_group
from forms_engine.editor.editing.forms.lookup import LookupForm
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.screens import Crumb, EditScreen
from forms_engine.editor.editing.views.pages import title_of
from forms_engine.journeys.lookups.asking import Said, try_out
from forms_engine.runtime.facts import DOWN

TRY = "try"
TRIED_BY_EDITOR = Limit(attempts=20, seconds=60 * 60)


class LookupScreen(EditScreen):
    """One page's look-up."""

    template_name = "editor/editing/lookup.html"
    page_title = "Look something up"

    @property
    def address(self) -> str:
        return str(self.kwargs["address"])

    def part(self, document: Document) -> Any:
        """The look-up; nothing of a page that has none."""
        return find_part(document, self.address).get("lookup")

    def make_form(self, data: QueryDict | None) -> LookupForm:
        """The form over it."""
        before = self.part(self.document)
        place = 0
        for address, part, _group in addresses(self.document):
            if address == self.address:
                break
            place += not is_group(part)
        page = find_part(self.document, self.address)
        known = self.home.known()
        here = [one.place for one in known.values() if one.page == title_of(page)]
        return LookupForm(
            data,
            before=before if isinstance(before, dict) else {},
            languages=self.home.languages,
            known=known,
            place=max([place, *here]),
        )

    def apply(self, document: Document, form: LookupForm) -> Document:
        """The document with the page's look-up."""
        changed = copied(document)
        page, lookup = find_part(changed, self.address), form.part()
        page.pop("lookup", None)
        if lookup is not None:
            page["lookup"] = lookup
        return changed

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or ask the chosen look-up once with what was typed to try it."""
        if request.POST.get("do") != TRY:
            return super().post(request, *args, **kwargs)
        form = self.make_form(request.POST)
        tried: Said | None = None
        if form.source is not None:
            given = {name: request.POST.get(f"try_{name}", "").strip() for name in form.inputs}
            # What it answers is about people: trying it is for seeing that it works, not for reading it.
            if take_slot(f"lookup:tried:{request.user.pk}", TRIED_BY_EDITOR) is None:
                tried = Said(DOWN, why="you have tried too often: wait an hour")
            else:
                tried = try_out(form.source, given)
        return self.show(form, [], tried=tried, typed=request.POST)

    def next_url(self) -> str:
        """Back to the page."""
        return self.home.url("page", address=self.address)

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those of the page."""
        return [
            one
            for one in found
            if one.place.page == self.address
            and one.finding.rule.startswith(("lookup", "missing-lookup", "fee-not"))
        ]

    def crumbs(self) -> list[Crumb]:
        page = find_part(self.document, self.address)
        return [
            {"url": self.home.url("page", address=self.address), "label": title_of(page)},
            {"url": "", "label": "Look something up"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the boxes to try it in, and what came of that."""
        form, typed = kwargs["form"], kwargs.pop("typed", {})
        return super().get_context_data(
            **kwargs,
            address=self.address,
            boxes=[(name, typed.get(f"try_{name}", "")) for name in form.inputs],
        )
