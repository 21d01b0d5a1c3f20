"""Whether a journey has what a mapping reads: asked when either of them is published."""

from collections.abc import Iterable, Iterator, Mapping

from forms_engine.definition.document import Definition, Page, Question
from forms_engine.definition.errors import Finding, Severity
from forms_engine.delivery.mapping import language

DATED = frozenset({"date", "month_year"})
PARTS: dict[str, frozenset[str]] = {
    "address": frozenset({"line1", "line2", "town", "county", "postcode", "uprn"}),
    "location": frozenset({"description", "postcode", "uprn", "latitude", "longitude", "grid_reference"}),
    "bank_details": frozenset({"account_name", "sort_code", "account_number", "roll_number"}),
}
NUMBERS = frozenset({"number", "money"})

Expected = Mapping[str, str]


def needs(document: language.MappingDocument) -> dict[str, frozenset[str]]:
    """By journey, the keys of the questions that the mapping reads."""
    return {slug: frozenset(_questions(journey.fields)) for slug, journey in document.journeys.items()}


def expected_types(document: language.MappingDocument, definition: Definition) -> dict[str, str]:
    """The type that each question read has now, by its key."""
    wanted = needs(document).get(definition.slug, frozenset())
    asked = definition.questions_by_key
    return {key: asked[key].type for key in sorted(wanted) if key in asked}


def problems_with(
    document: language.MappingDocument,
    definition: Definition,
    expected: Expected | None = None,
    name: str = "",
) -> list[Finding]:
    """Why requests of the journey could not be put into the mapping's fields; nothing where they can.

    Args:
        expected: the types that the questions had when the mapping was published.
        name: the destination's, for the findings.
    """
    journey = document.journeys.get(definition.slug)
    if journey is None:
        return []
    check = _Check(definition, expected or {}, name)
    return list(check.fields(journey.fields, group=""))


class _Check:
    def __init__(self, definition: Definition, expected: Expected, name: str) -> None:
        self.definition, self.expected, self.name = definition, expected, name
        self.always = frozenset(_always_answered(definition))

    def fields(
        self, fields: Iterable[language.MappedField], group: str, above: str = ""
    ) -> Iterator[Finding]:
        for field in fields:
            to = above + field.to
            if isinstance(field.source, language.EachSource):
                key = field.source.each
                if key not in self.definition.groups:
                    yield self._finding("mapping-question-missing", to, f"the journey has no group “{key}”")
                    continue
                yield from self.fields(field.source.fields, key, f"{to}.")
                continue
            for source in language.sources_in(field.source):
                yield from self._source(field, to, source, group)
            if field.required and field.otherwise is None and not self._has_value(field.source, group):
                yield self._finding(
                    "mapping-may-be-empty",
                    to,
                    "needs a value, but it can be left unanswered: make the question required and always asked, "
                    "give the field an “otherwise”, or make it not required",
                )

    def _source(self, field: language.MappedField, to: str, source: object, group: str) -> Iterator[Finding]:
        key = getattr(source, "answer", "") or getattr(source, "words", "")
        if isinstance(source, language.FilesSource) and source.files != "*":
            key = source.files
        if not key or isinstance(source, language.EachSource):
            return
        question = self.definition.questions_by_key.get(key)
        if question is None or self.definition.group_of.get(key, "") not in {"", group}:
            yield self._finding("mapping-question-missing", to, f"the journey does not ask “{key}”")
            return
        was = self.expected.get(key, question.type)
        if was != question.type:
            yield self._finding(
                "mapping-type-changed",
                to,
                f"“{key}” is a {question.type} now; the mapping was made for a {was}",
            )
            return
        yield from self._fit(field, to, source, question)

    def _fit(
        self, field: language.MappedField, to: str, source: object, question: Question
    ) -> Iterator[Finding]:
        if isinstance(source, language.FilesSource):
            if question.type != "file":
                yield self._finding("mapping-does-not-fit", to, f"“{question.key}” takes no files")
            return
        if not isinstance(source, language.AnswerSource):
            return
        if source.part and source.part not in PARTS.get(question.type, frozenset()):
            yield self._finding(
                "mapping-does-not-fit", to, f"“{question.key}” ({question.type}) has no part “{source.part}”"
            )
        if field.date and question.type not in DATED:
            yield self._finding("mapping-does-not-fit", to, f"“{question.key}” is no date")
        if field.as_ in {"number", "whole"} and field.table is None and question.type not in NUMBERS:
            yield self._finding("mapping-does-not-fit", to, f"“{question.key}” is no number")
        if field.table is not None and field.otherwise is None and not source.part:
            missing = sorted(question.option_keys - set(field.table))
            if missing:
                yield self._finding(
                    "mapping-option-missing",
                    to,
                    f"its table has no entry for {_listed(missing)} of “{question.key}”",
                )
        if field.table is not None and question.option_keys:
            gone = sorted(set(field.table) - question.option_keys)
            if gone:
                what = f"its table has entries that “{question.key}” does not offer any more: {_listed(gone)}"
                yield self._finding("mapping-option-gone", to, what, severity="warning")

    def _has_value(self, source: object, group: str) -> bool:
        match source:
            case language.AnswerSource(answer=key, part=part):
                return key in self.always and not part
            case language.WordsSource(words=key):
                return key in self.always
            case language.ConstantSource():
                return True
            case language.RequestSource():
                return True
            case language.ContactSource(contact=part):
                return getattr(self.definition.contact, part) in self.always
            case language.JoinedSource(joined=parts) | language.FirstSource(first_of=parts):
                return any(self._has_value(part, group) for part in parts)
        return False

    def _finding(self, rule: str, to: str, what: str, severity: Severity = "error") -> Finding:
        return Finding(rule, f"mapping of {self.name}", f"{to}: {what}.", severity)


def _always_answered(definition: Definition) -> Iterator[str]:
    """The questions that no request of the journey is without; those of groups too, for each item."""
    for part in definition.pages:
        pages = (part,) if isinstance(part, Page) else part.pages
        for page in pages:
            if part.show_when is None and page.show_when is None and not page.exit:
                yield from (
                    question.key
                    for question in page.questions
                    if question.required and question.show_when is None
                )


def _questions(fields: Iterable[language.MappedField]) -> Iterator[str]:
    for field in fields:
        for source in language.sources_in(field.source):
            if isinstance(source, language.AnswerSource):
                yield source.answer
            elif isinstance(source, language.WordsSource):
                yield source.words
            elif isinstance(source, language.FilesSource) and source.files != "*":
                yield source.files


def _listed(keys: list[str]) -> str:
    shown = ", ".join(f"“{key}”" for key in keys[:5])
    return shown if len(keys) <= 5 else f"{shown} and {len(keys) - 5} more"
