"""Finding out what a document is, and importing it."""

from dataclasses import dataclass
from typing import Any

from forms_engine.definition.errors import Finding
from forms_engine.definition.importers.form import is_form, read_form
from forms_engine.definition.importers.journey import JourneyMaker
from forms_engine.definition.importers.notes import Notes
from forms_engine.definition.importers.source import plain, refused
from forms_engine.definition.importers.texts import Texts
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.reading import LANGUAGE
from forms_engine.definition.write import write_definition

OURS = "guildhall-journey/"
# Under which name programs of the family hand a form over, with their own words about it beside.
WRAPPERS = ("configuration", "definition", "values", "form")


@dataclass(frozen=True)
class Imported:
    """A journey document in canonical form, and what there is to say about the import. ``foreign`` where it was made from
    another format."""

    document: dict[str, Any]
    findings: list[Finding]
    foreign: bool = True


def import_document(raw: object, *, slug: str = "", service: str = "", language: str = "") -> Imported:
    """A journey from a decoded document of any format that is known.

    ``slug`` and ``service`` are taken where given; ``language`` says what the texts are written in (``cy``), which a
    Welsh form says itself. A document of ours comes out canonical, with ``slug`` and ``service`` put in. The document of
    a foreign format can always be parsed; what it still lacks is among the findings.

    Raises:
        DefinitionRefused: when no format is recognised, or the document is not what it has to be.
    """
    document = plain(raw)
    if (
        isinstance(document, dict)
        and isinstance(document.get("format"), str)
        and document["format"].startswith(OURS)
    ):
        given = {name: value for name, value in (("slug", slug), ("service", service)) if value}
        return Imported(write_definition(parse_definition({**document, **given})), [], foreign=False)
    form, outer = _unwrapped(document)
    if form is None:
        raise refused(
            "unknown-format",
            "Choose a journey, or a form of digital-form-builder or DEFRA’s forms designer: this is neither.",
        )
    notes = Notes()
    maker = JourneyMaker(read_form(form, outer), Texts(_language(form, language)), notes)
    made = maker.document(slug, service)
    return Imported(write_definition(parse_definition(made)), _once(notes.findings))


def _unwrapped(document: Any) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    if is_form(document):
        return document, {}
    if isinstance(document, dict):
        for name in WRAPPERS:
            if is_form(document.get(name)):
                return document[name], {part: value for part, value in document.items() if part != name}
    return None, {}


def _language(form: dict[str, Any], asked: str) -> str:
    if asked:
        if not LANGUAGE.match(asked):
            raise refused("unknown-word", "Name a language by its code, such as en or cy.", "language")
        return asked
    about = form.get("metadata")
    return "cy" if isinstance(about, dict) and about.get("isWelsh") is True else "en"


def _once(findings: list[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))
