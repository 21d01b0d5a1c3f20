"""Reading a journey document (already decoded JSON) into the types of ``document``.

Unknown keys, wrong types and missing parts are all reported, each with its place; nothing is dropped in silence.
"""

from forms_engine.definition.document import (
    COLLEAGUES,
    CONTACT_PARTS,
    FORMAT,
    KINDS,
    REVIEW_STATES,
    SIGN_IN,
    BookingNeed,
    Concession,
    Condition,
    Contact,
    Definition,
    Duplicates,
    FeeLine,
    FeeRow,
    Group,
    Page,
)
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.parse_lookups import LookupReader
from forms_engine.definition.question_types import MOST_ITEMS
from forms_engine.definition.reading import LANGUAGE

DOCUMENT_PARTS = frozenset(
    {
        "format", "slug", "kind", "audience", "sign_in", "colleagues", "title", "summary", "translations", "service", "routes",
        "opens", "closes", "retention_days", "purpose", "lawful_basis", "contact", "location", "start", "outcome",
        "declaration", "sections", "lists", "conditions", "pages", "fees", "booking", "duplicates", "kept",
    }
)  # fmt: skip
PAGE_PARTS = frozenset({"key", "title", "blocks", "section", "show_when", "exit", "lookup", "kept"})
GROUP_PARTS = frozenset(
    {"key", "title", "item", "pages", "min", "max", "count", "section", "show_when", "kept"}
)
FEE_PARTS = frozenset(
    {
        "key", "label", "ledger_code", "vat_code", "amount_pence", "rows", "amount_from", "per", "concessions",
        "when", "kept",
    }
)  # fmt: skip
DUPLICATES_PARTS = frozenset({"within_metres", "days", "category"})
CONCESSION_PARTS = frozenset({"key", "label", "when", "percent_off", "pence_off", "pays_pence"})


def parse_definition(document: object) -> Definition:
    """Read one journey document.

    Raises:
        DefinitionRefused: with every fault found, when the document is not a definition.
    """
    definition, findings = read_definition(document)
    if findings:
        raise DefinitionRefused(findings)
    return definition


def read_definition(document: object) -> tuple[Definition, list[Finding]]:
    """What can be read of a document, with harmless stand-ins for what cannot, and every fault found. For the linter:
    with faults, it is not a definition to run."""
    reader = _DocumentReader()
    return reader.definition(document), reader.findings


class _DocumentReader(LookupReader):
    """Walks the whole document."""

    def part(self, value: object, place: str) -> Page | Group:
        """A page or a group: a group is what has pages of its own."""
        return (
            self.group(value, place)
            if isinstance(value, dict) and "pages" in value
            else self.page(value, place)
        )

    def page(self, value: object, place: str) -> Page:
        parts = self.mapping(value, place, PAGE_PARTS)
        return Page(
            key=self.key(parts.get("key"), f"{place}.key"),
            title=self.text(parts.get("title"), f"{place}.title", required=True),
            blocks=self.items(parts.get("blocks"), f"{place}.blocks", self.block),
            section=self.optional_key(parts.get("section"), f"{place}.section"),
            show_when=self.optional_condition(parts.get("show_when"), f"{place}.show_when"),
            exit=self.boolean(parts.get("exit"), f"{place}.exit", False),
            lookup=self.lookup(parts.get("lookup"), f"{place}.lookup"),
            kept=self.kept(parts.get("kept"), f"{place}.kept"),
        )

    def group(self, value: object, place: str) -> Group:
        parts = self.mapping(value, place, GROUP_PARTS)
        pages = self.items(parts.get("pages"), f"{place}.pages", self.page)
        if not pages:
            self.refuse(
                "no-pages", f"{place}.pages", "Give the group at least one page to ask for each item."
            )
        return Group(
            key=self.key(parts.get("key"), f"{place}.key"),
            title=self.text(parts.get("title"), f"{place}.title", required=True),
            item=self.text(parts.get("item"), f"{place}.item", required=True),
            pages=pages,
            min=self.whole(parts.get("min"), f"{place}.min", default=1, most=MOST_ITEMS),
            max=self.whole(parts.get("max"), f"{place}.max", default=10, least=1, most=MOST_ITEMS),
            count=self.optional_key(parts.get("count"), f"{place}.count"),
            section=self.optional_key(parts.get("section"), f"{place}.section"),
            show_when=self.optional_condition(parts.get("show_when"), f"{place}.show_when"),
            kept=self.kept(parts.get("kept"), f"{place}.kept"),
        )

    def route(self, value: object, place: str) -> tuple[str, Condition | None]:
        """A route's slug, or an object that says when it is taken."""
        if not isinstance(value, dict):
            return self.key(value, place), None
        parts = self.mapping(value, place, {"route", "when"})
        return self.key(parts.get("route"), f"{place}.route"), self.condition(
            parts.get("when"), f"{place}.when"
        )

    def fee(self, value: object, place: str) -> FeeLine:
        parts = self.mapping(value, place, FEE_PARTS)
        rows = self.items(parts.get("rows"), f"{place}.rows", self._row)
        has_amount = parts.get("amount_pence") is not None
        amount_from = self.optional_key(parts.get("amount_from"), f"{place}.amount_from")
        if parts and [has_amount, bool(rows), bool(amount_from)].count(True) != 1:
            self.refuse("no-amount", place, "Give the fee one of amount_pence, rows and amount_from.")
        return FeeLine(
            key=self.key(parts.get("key"), f"{place}.key"),
            label=self.text(parts.get("label"), f"{place}.label", required=True),
            ledger_code=self.string(parts.get("ledger_code"), f"{place}.ledger_code"),
            vat_code=self.string(parts.get("vat_code"), f"{place}.vat_code"),
            amount_pence=self.whole(parts["amount_pence"], f"{place}.amount_pence") if has_amount else None,
            rows=rows,
            amount_from=amount_from,
            per=self.optional_key(parts.get("per"), f"{place}.per"),
            concessions=self.items(parts.get("concessions"), f"{place}.concessions", self._concession),
            when=self.optional_condition(parts.get("when"), f"{place}.when"),
            kept=self.kept(parts.get("kept"), f"{place}.kept"),
        )

    def _row(self, value: object, place: str) -> FeeRow:
        parts = self.mapping(value, place, {"when", "amount_pence"})
        if isinstance(value, dict) and parts.get("amount_pence") is None:
            self.refuse("no-amount", place, "Give the row its amount_pence.")
        return FeeRow(
            amount_pence=self.whole(parts.get("amount_pence"), f"{place}.amount_pence"),
            when=self.optional_condition(parts.get("when"), f"{place}.when"),
        )

    def _concession(self, value: object, place: str) -> Concession:
        parts = self.mapping(value, place, CONCESSION_PARTS)
        given = [part for part in ("percent_off", "pence_off", "pays_pence") if parts.get(part) is not None]
        if parts and len(given) != 1:
            self.refuse("bad-concession", place, "Give exactly one of percent_off, pence_off or pays_pence.")

        def amount(part: str, most: int) -> int | None:
            return self.whole(parts[part], f"{place}.{part}", most=most) if part in given else None

        return Concession(
            key=self.key(parts.get("key"), f"{place}.key"),
            label=self.text(parts.get("label"), f"{place}.label", required=True),
            when=self.condition(parts.get("when"), f"{place}.when"),
            percent_off=amount("percent_off", 100),
            pence_off=amount("pence_off", 10**9),
            pays_pence=amount("pays_pence", 10**9),
        )

    def contact(self, value: object, place: str) -> Contact:
        parts = self.mapping({} if value is None else value, place, set(CONTACT_PARTS))
        return Contact(
            **{part: self.optional_key(parts.get(part), f"{place}.{part}") for part in CONTACT_PARTS}
        )

    def booking(self, value: object, place: str) -> BookingNeed | None:
        if value is None:
            return None
        parts = self.mapping(value, place, {"resource_kind", "minutes", "when"})
        return BookingNeed(
            resource_kind=self.key(parts.get("resource_kind"), f"{place}.resource_kind"),
            minutes=self.whole(parts.get("minutes"), f"{place}.minutes", default=30, least=1, most=24 * 60),
            when=self.optional_condition(parts.get("when"), f"{place}.when"),
        )

    def duplicates(self, value: object, place: str) -> Duplicates | None:
        if value is None:
            return None
        parts = self.mapping(value, place, DUPLICATES_PARTS)
        return Duplicates(
            within_metres=self.whole(
                parts.get("within_metres"), f"{place}.within_metres", default=50, least=5, most=2_000
            ),
            days=self.whole(parts.get("days"), f"{place}.days", default=30, least=0, most=365),
            category=self.optional_key(parts.get("category"), f"{place}.category"),
        )

    def translations(self, value: object, place: str) -> dict[str, str]:
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(
            isinstance(code, str) and LANGUAGE.match(code) and code != "en" for code in value
        ):
            self.refuse(
                "wrong-type", place, 'Write the languages besides English: {"cy": "awaiting-review"}.'
            )
            return {}
        return {code: self.one_of(state, f"{place}.{code}", REVIEW_STATES) for code, state in value.items()}

    def definition(self, document: object) -> Definition:
        parts = self.mapping(document, "", DOCUMENT_PARTS)
        if parts.get("format") != FORMAT:
            self.refuse("wrong-format", "format", f"This must say “{FORMAT}”.")
        self.lists = self.by_key(
            parts.get("lists"), "lists", lambda value, place: self.items(value, place, self.option)
        )
        routes = self.items(parts.get("routes"), "routes", self.route)
        pages = self.items(parts.get("pages"), "pages", self.part)
        if not pages:
            self.refuse("no-pages", "pages", "Give the journey at least one page.")
        return Definition(
            slug=self.key(parts.get("slug"), "slug"),
            kind=self.one_of(parts.get("kind"), "kind", KINDS, rule="wrong-kind"),
            title=self.text(parts.get("title"), "title", required=True),
            summary=self.text(parts.get("summary"), "summary"),
            audience=self.string(parts.get("audience"), "audience", default="public"),
            sign_in=self.one_of(parts.get("sign_in"), "sign_in", SIGN_IN, default="optional"),
            colleagues=self.one_of(parts.get("colleagues"), "colleagues", COLLEAGUES, default="as-service"),
            translations=self.translations(parts.get("translations"), "translations"),
            service=self.optional_key(parts.get("service"), "service"),
            routes=tuple(route for route, _ in routes),
            routes_when={route: when for route, when in routes if when is not None},
            opens=self.day(parts.get("opens"), "opens"),
            closes=self.day(parts.get("closes"), "closes"),
            pages=pages,
            conditions=self.by_key(parts.get("conditions"), "conditions", self.condition),
            fees=self.items(parts.get("fees"), "fees", self.fee),
            contact=self.contact(parts.get("contact"), "contact"),
            location=self.optional_key(parts.get("location"), "location"),
            booking=self.booking(parts.get("booking"), "booking"),
            duplicates=self.duplicates(parts.get("duplicates"), "duplicates"),
            start=self.items(parts.get("start"), "start", self.content),
            outcome=self.items(parts.get("outcome"), "outcome", self.content),
            declaration=self.text(parts.get("declaration"), "declaration"),
            sections=self.by_key(
                parts.get("sections"), "sections", lambda value, place: self.text(value, place, required=True)
            ),
            lists=self.lists,
            retention_days=self.whole(parts.get("retention_days"), "retention_days", most=36_525),
            purpose=self.text(parts.get("purpose"), "purpose"),
            lawful_basis=self.string(parts.get("lawful_basis"), "lawful_basis"),
            kept=self.kept(parts.get("kept"), "kept"),
        )
