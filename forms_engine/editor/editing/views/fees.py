"""What a journey costs: the fee lines, and one line with what it comes to."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from forms_engine.definition.document import NO_TEXT, All, Concession
from forms_engine.editor.editing import overview
from forms_engine.editor.editing.changes import money
from forms_engine.editor.editing.changes.finding import Document, Part, english, entry_at, objects
from forms_engine.editor.editing.forms.fees import FeeForm
from forms_engine.editor.editing.memory import digest
from forms_engine.editor.editing.names import VAT
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.screens import MORE, Crumb, EditScreen, Screen
from forms_engine.editor.editing.sentences import GROUP, Subject, sentence
from forms_engine.runtime.fees import reduced
from forms_engine.runtime.wording import pounds

_COUNTABLE = frozenset({"number", "checkboxes", GROUP})


def amounts(line: Part, known: dict[str, Subject]) -> list[dict[str, Any]]:
    """What one unit costs: a row for every amount there can be, with what each concession makes of it."""
    rows = objects(line.get("rows")) or [{"amount_pence": line.get("amount_pence")}]
    shown = []
    for row in rows:
        pence = row.get("amount_pence")
        if not isinstance(pence, int) or isinstance(pence, bool):
            continue
        when = row.get("when")
        shown.append(
            {
                "when": f"when {sentence(when, known)}"
                if isinstance(when, dict)
                else "otherwise"
                if len(rows) > 1
                else "",
                "amount": pounds(pence),
                "reduced": [
                    pounds(reduced(pence, _concession(one))) for one in objects(line.get("concessions"))
                ],
            }
        )
    return shown


def _concession(one: Part) -> Concession:
    ways = {
        way: value
        for way in ("percent_off", "pence_off", "pays_pence")
        if isinstance(value := one.get(way), int) and not isinstance(value, bool)
    }
    return Concession("", NO_TEXT, All(()), **ways)


class Fees(Screen):
    """Every fee line with what it comes to."""

    template_name = "editor/editing/fees.html"
    page_title = "Fees"

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "Fees"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The lines in order."""
        known, found = self.home.known(), self.atlas.findings(self.home.findings())
        lines = [
            {
                "number": number,
                "label": english(line.get("label")),
                "when": overview.shown_when(line.get("when"), known),
                "per": known[line["per"]].label if line.get("per") in known else "",
                "amounts": amounts(line, known),
                "concessions": [english(one.get("label")) for one in objects(line.get("concessions"))],
                "url": self.home.url("fee", number=number),
                "found": [
                    one
                    for one in found
                    if one.place.screen == "fee" and one.place.parts.get("number") == number
                ],
            }
            for number, line in enumerate(objects(self.document.get("fees")))
        ]
        context = self.get_context_data(lines=lines, seen=digest(self.document.get("fees")))
        return render(request, self.template_name, context)


class _FeeScreen(EditScreen):
    template_name = "editor/editing/fee.html"

    def line(self, document: Document) -> Part:
        """The line the form is over."""
        raise NotImplementedError

    def make_form(self, data: QueryDict | None) -> FeeForm:
        """The form over the line."""
        known = self.home.known().values()
        return FeeForm(
            data,
            before=self.line(self.document),
            languages=self.home.languages,
            units=[(one.key, one.label) for one in known if one.type in _COUNTABLE and not one.is_fact],
            amounts=[(one.key, one.label) for one in known if one.is_fact and one.type == "money"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line, known = self.line(self.document), self.home.known()
        number = self.kwargs.get("number")
        rows, concessions = objects(line.get("rows")), objects(line.get("concessions"))
        return super().get_context_data(
            **kwargs,
            number=number,
            is_new=number is None,
            when=overview.shown_when(line.get("when"), known),
            row_words=[_row_words(row, known) for row in rows],
            concession_words=[_row_words(one, known) for one in concessions],
            amounts=amounts(line, known),
            concession_names=[english(one.get("label")) for one in concessions],
            vat=VAT,
            more_rows=f"{MORE}:rows",
            more_concessions=f"{MORE}:concessions",
        )


def _row_words(row: Part, known: dict[str, Subject]) -> str:
    when = row.get("when")
    if not isinstance(when, dict):
        return "otherwise"
    nobody = when == {"any": []}
    return "nobody yet: say when" if nobody else f"when {sentence(when, known)}"


class NewFee(_FeeScreen):
    """A fee line that is not there yet."""

    page_title = "Add a fee"
    saved = "Added."

    def line(self, document: Document) -> Part:
        """An empty line."""
        return {}

    def part(self, document: Document) -> Any:
        """Nothing that could change."""
        return None

    def apply(self, document: Document, form: FeeForm) -> Document:
        """The document with the line at the end."""
        changed, self.number = money.add_fee(document, form.line())
        return changed

    def next_url(self) -> str:
        """The line, where its conditions are set."""
        return self.home.url("fee", number=self.number)

    def crumbs(self) -> list[Crumb]:
        return [{"url": self.home.url("fees"), "label": "Fees"}, {"url": "", "label": "Add a fee"}]


class FeeScreen(_FeeScreen):
    """One fee line."""

    def line(self, document: Document) -> Part:
        return entry_at(document, "fees", int(self.kwargs["number"]))

    def part(self, document: Document) -> Any:
        """The whole line: its rows belong together."""
        return self.line(document)

    def apply(self, document: Document, form: FeeForm) -> Document:
        """The document with the line as the form has it."""
        return money.replace_fee(document, int(self.kwargs["number"]), form.line())

    def next_url(self) -> str:
        """Stay, to see what it comes to."""
        return self.home.url("fee", number=self.kwargs["number"])

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those of the line."""
        number = int(self.kwargs["number"])
        return [one for one in found if one.place.screen == "fee" and one.place.parts.get("number") == number]

    def get_page_title(self) -> str:
        return english(self.line(self.document).get("label")) or "Fee"

    def crumbs(self) -> list[Crumb]:
        return [
            {"url": self.home.url("fees"), "label": "Fees"},
            {"url": "", "label": self.get_page_title()},
        ]


class RemoveFee(Screen):
    """Asks before a fee line goes."""

    template_name = "editor/editing/remove.html"

    def crumbs(self) -> list[Crumb]:
        return [{"url": self.home.url("fees"), "label": "Fees"}, {"url": "", "label": "Remove"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        line = entry_at(self.document, "fees", kwargs["number"])
        context = self.get_context_data(
            title=english(line.get("label")),
            kind="fee",
            uses=[],
            back=self.home.url("fee", number=kwargs["number"]),
            seen=digest(line),
        )
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it."""
        number, seen = kwargs["number"], request.POST.get("seen", "")
        return overview.carry_out(
            request, self.home, lambda document: money.remove_fee(document, number),
            lambda document: digest(entry_at(document, "fees", number)) == seen,
            done="Removed. “Undo the last change” brings it back.", to=self.home.url("fees"),
        )  # fmt: skip
