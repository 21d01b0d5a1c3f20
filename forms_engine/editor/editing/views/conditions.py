"""When something is shown or charged: the condition builder, and conditions with a name of their own."""

from typing import Any

from django.http import QueryDict

from forms_engine.editor.editing.changes.finding import (
    Document,
    copied,
)
from forms_engine.editor.editing.forms.conditions import ALL, ANY, ConditionForm, subject_choices
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.screens import MORE, Crumb, EditScreen
from forms_engine.editor.editing.sentences import sentence
from forms_engine.editor.editing.views.condition_sites import inside, kept_not, site_of, with_inside

NEST = "nest"  # a button: save, and open a new part inside


class ConditionScreen(EditScreen):
    """The builder over one level of one condition. ``?part=0.2`` opens what nests."""

    template_name = "editor/editing/condition.html"

    @property
    def where(self) -> str:
        return str(self.kwargs["where"])

    @property
    def path(self) -> list[int]:
        """The way to the part that is open."""
        given = self.request.GET.get("part", "")
        return [int(one) for one in given.split(".") if one.isdecimal()][:20]

    def part(self, document: Document) -> Any:
        """The whole condition: what nests belongs together."""
        site = site_of(self, document, self.where)
        return site.holder.get(site.name)

    def _inner(self, document: Document) -> Any:
        inner = inside(self.part(document), self.path)
        while self.path and isinstance(inner, dict) and isinstance(inner.get("not"), dict):
            inner = inner["not"]
        return inner

    def make_form(self, data: QueryDict | None) -> ConditionForm:
        """The rows of the open level."""
        site = site_of(self, self.document, self.where)
        known = self.home.known()
        conditions = self.document.get("conditions")
        names = [
            key
            for key in (conditions if isinstance(conditions, dict) else {})
            if self.where != f"named/{key}"
        ]
        return ConditionForm(
            data,
            before=self._inner(self.document),
            known=known,
            choices=subject_choices(known, names, before=site.before),
            needed=site.needed or bool(self.path),
        )

    def apply(self, document: Document, form: ConditionForm) -> Document:
        """The document with the condition as the form has it."""
        changed = copied(document)
        site = site_of(self, changed, self.where)
        whole = site.holder.get(site.name)
        new = form.condition()
        asked = self.request.POST.get("do", "")
        if asked.startswith(NEST):
            join, parts = _joined(new, form.cleaned_data["join"])
            self.opened = [*self.path, len(parts)]
            new = {join: [*parts, {ANY if join == ALL else ALL: []}]}
        if self.path:
            new = kept_not(whole, self.path, new)
            new = with_inside(whole, self.path, new)
        if new is None and not site.needed:
            site.holder.pop(site.name, None)
        else:
            site.holder[site.name] = {ANY: []} if new is None else new
        return changed

    def next_url(self) -> str:
        """What nests opens; after it the level above; after all what the condition is of."""
        here = self.home.url("condition_at", where=self.where)
        if self.request.POST.get("do", "").startswith(NEST):
            return f"{here}?part={'.'.join(map(str, self.opened))}"
        if self.path:
            above = ".".join(map(str, self.path[:-1]))
            return f"{here}?part={above}" if above else here
        return site_of(self, self.document, self.where).back

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those that name a condition and are about what has this one."""
        site = self.where.split("/")
        if site[0] == "named":
            return [
                one
                for one in found
                if one.place.screen == "condition" and one.place.parts.get("key") == site[1]
            ]
        wanted = {"page": "page", "block": "block", "fee": "fee"}.get(site[0])
        return [
            one
            for one in found
            if one.place.screen == wanted and _same(one.place.parts, site) and _about_conditions(one)
        ]

    def get_page_title(self) -> str:
        site = site_of(self, self.document, self.where)
        return f"When {site.title} is {site.verb}"

    def crumbs(self) -> list[Crumb]:
        site = site_of(self, self.document, self.where)
        above = {"url": site.back, "label": site.title.strip("“”")}
        return [above, {"url": "", "label": f"When it is {site.verb}"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whole, known = self.part(self.document), self.home.known()
        site = site_of(self, self.document, self.where)
        form = kwargs["form"]
        return super().get_context_data(
            **kwargs,
            site=site,
            path=self.path,
            part_prefix="".join(f"{one}." for one in self.path),
            words=sentence(whole, known) if isinstance(whole, dict) else "",
            inner_words=sentence(self._inner(self.document), known) if self.path else "",
            more=f"{MORE}:{form.rows.prefix}",
            named=self.where.removeprefix("named/") if self.where.startswith("named/") else "",
        )


def _joined(condition: Any, join: str) -> tuple[str, list[Any]]:
    """A condition as a join and its parts; one alone is joined as the form says."""
    join = ANY if join == ANY else ALL
    if condition is None:
        return join, []
    if isinstance(condition, dict) and isinstance(condition.get(join), list):
        return join, condition[join]
    return join, [condition]


def _same(parts: Any, site: list[str]) -> bool:
    if site[0] == "page":
        return str(parts.get("address")) == site[1]
    if site[0] == "block":
        return str(parts.get("holder")) == site[1] and str(parts.get("number")) == site[2]
    return str(parts.get("number")) == site[1]


def _about_conditions(one: Found) -> bool:
    rule = one.finding.rule
    return any(
        word in rule
        for word in (
            "condition",
            "question",
            "operator",
            "value",
            "option",
            "cycle",
            "ends",
            "unreachable",
            "later",
            "ask",
        )
    )
