"""Pages and groups: adding one, changing one, removing one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from forms_engine.editor.editing import overview
from forms_engine.editor.editing.changes import pages
from forms_engine.editor.editing.changes.finding import (
    Document,
    NotThere,
    Part,
    address_of,
    addresses,
    copied,
    english,
    find_part,
    group_of,
    is_group,
)
from forms_engine.editor.editing.changes.references import uses_outside
from forms_engine.editor.editing.forms.page import NewPageForm, PageForm
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.screens import Crumb, EditScreen, Screen
from forms_engine.editor.editing.sentences import name_of
from forms_engine.editor.services import DraftLocked, DraftRefused, StaleDraft


def title_of(part: Part) -> str:
    """What a page or group is called."""
    return english(part.get("title")) or name_of(str(part.get("key", "")))


# Parts of a page or group that have screens of their own.
_ELSEWHERE = frozenset({"blocks", "pages", "show_when", "lookup"})


def _looked_up(part: Part) -> str:
    lookup = part.get("lookup")
    return name_of(str(lookup.get("from"))) if isinstance(lookup, dict) else ""


class PageScreen(EditScreen):
    """One page: its title and what stands on it. Of a group, its title and its pages."""

    template_name = "editor/editing/page.html"

    @property
    def address(self) -> str:
        return str(self.kwargs["address"])

    def page_or_group(self, document: Document) -> Part:
        """What the screen is about."""
        return find_part(document, self.address)

    def part(self, document: Document) -> Any:
        """The page without its blocks, or the group without its pages: those have screens of their own."""
        found = self.page_or_group(document)
        return {name: value for name, value in found.items() if name not in _ELSEWHERE}

    def make_form(self, data: QueryDict | None) -> PageForm:
        """The form over the page."""
        part = self.page_or_group(self.document)
        sections = self.document.get("sections")
        counts = None
        if is_group(part):
            place = next(
                (one.place for one in self.home.known().values() if one.group == part.get("key")), 10**6
            )
            counts = [
                (one.key, one.label)
                for one in self.home.known().values()
                if one.type in {"number", "select", "radios"} and one.place < place and not one.is_fact
            ]
        return PageForm(
            data,
            before=part,
            languages=self.home.languages,
            sections=sections if isinstance(sections, dict) else {},
            counts=counts,
            in_group=group_of(self.document, part) is not None,
        )

    def apply(self, document: Document, form: PageForm) -> Document:
        """The document with the page as the form has it."""
        changed = copied(document)
        part = self.page_or_group(changed)
        inner: Part = {name: part[name] for name in sorted(_ELSEWHERE) if name in part}
        part.clear()
        part.update({**form.part(), **inner})
        return changed

    def next_url(self) -> str:
        """Stay: there is more to do on a page."""
        return self.home.url("page", address=self.address)

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those of the page and of everything on it."""
        return [one for one in found if one.place.page == self.address]

    def get_page_title(self) -> str:
        return title_of(self.page_or_group(self.document))

    def crumbs(self) -> list[Crumb]:
        part = self.page_or_group(self.document)
        group = group_of(self.document, part)
        here: list[Crumb] = [{"url": "", "label": title_of(part)}]
        if group is not None:
            address = address_of(self.document, group)
            here.insert(0, {"url": self.home.url("page", address=address), "label": title_of(group)})
        return here

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        part = self.page_or_group(self.document)
        found = kwargs.get("found", [])
        return super().get_context_data(
            **kwargs,
            address=self.address,
            row=overview.row_of(self.home, self.address, found, with_pages=True),
            is_group=is_group(part),
            lookup=_looked_up(part),
            neighbours=overview.neighbours(self.document, self.address),
            groups=[
                (address, title_of(other))
                for address, other, _group in addresses(self.document)
                if is_group(other)
            ],
        )


class AddPage(Screen):
    """A new page or group, behind another or at the end."""

    template_name = "editor/editing/add_page.html"
    page_title = "Add a page"

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "Add a page"}]

    def where(self) -> tuple[str, str]:
        """The group it goes into, and what it goes behind (both may be empty)."""
        return self.request.GET.get("group", ""), self.request.GET.get("after", "")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for its title."""
        return self.show(NewPageForm(in_group=bool(self.where()[0])))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add it and go to it."""
        group, after = self.where()
        form = NewPageForm(request.POST, in_group=bool(group))
        if not form.is_valid():
            return self.show(form, status=422)
        made: list[str] = []

        def add(document: Document) -> Document:
            title, sort = form.cleaned_data["title"], form.cleaned_data.get("sort")
            if sort == NewPageForm.GROUP:
                item = form.cleaned_data["item"]
                changed, address = pages.add_group(
                    document, title, item, f"About the {item.lower()}", after=after
                )
            else:
                is_exit = sort == NewPageForm.EXIT
                changed, address = pages.add_page(
                    document, title, group=group, after=after, exit_page=is_exit
                )
            made[:] = [address]
            return changed

        try:
            self.home.change(add, lambda document: True)
        except (DraftLocked, DraftRefused, StaleDraft) as refused:
            return self.show(form, problem=str(refused), status=409)
        return redirect(self.home.url("page", address=made[0]))

    def show(self, form: NewPageForm, *, status: int = 200, problem: str = "") -> HttpResponse:
        """The screen with its form."""
        context = self.get_context_data(form=form, problem=problem)
        return render(self.request, self.template_name, context, status=status)


class RemovePart(Screen):
    """Asks before a page or group goes, and says where its answers are used."""

    template_name = "editor/editing/remove.html"

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "Remove"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        part = find_part(self.document, kwargs["address"])
        uses = [self.atlas.place_of(use.place) for use in uses_outside(self.document, part)]
        context = self.get_context_data(
            title=title_of(part),
            kind="group" if is_group(part) else "page",
            uses=list({use.key: use for use in uses}.values()),
            back=self.home.url("page", address=kwargs["address"]),
        )
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it."""
        address = kwargs["address"]
        title = title_of(find_part(self.document, address))
        try:
            self.home.change(lambda document: pages.remove_part(document, address), lambda document: True)
        except pages.LastPage:
            messages.error(request, "Add another page first: this is the only one.")
            return redirect(self.home.url("page", address=address))
        except (DraftLocked, DraftRefused, StaleDraft) as refused:
            messages.error(request, str(refused))
        except NotThere:
            pass
        else:
            messages.success(request, f"“{title}” is removed. “Undo the last change” brings it back.")
        return redirect(self.home.overview_url)
