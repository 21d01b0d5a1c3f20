"""The whole of a form as a journey document."""

from forms_engine.definition.document import FORMAT
from forms_engine.definition.importers.components import Components
from forms_engine.definition.importers.fees import Fees
from forms_engine.definition.importers.form import Object, SourceForm
from forms_engine.definition.importers.keys import Keys, slug, slug_of_name
from forms_engine.definition.importers.lists import Lists, value_text
from forms_engine.definition.importers.named_conditions import NamedConditions
from forms_engine.definition.importers.notes import Notes
from forms_engine.definition.importers.pages import Pages
from forms_engine.definition.importers.questions import Questions
from forms_engine.definition.importers.texts import ByLanguage, Texts
from forms_engine.definition.write import write_condition

# What is read of a form; the rest is kept. ``version``, ``schema`` and ``engine`` only say which format it is.
READ = frozenset(
    {
        "pages", "lists", "conditions", "sections", "fees", "name", "startPage", "declaration", "version", "schema",
        "engine", "specialPages",
    }
)  # fmt: skip
# Off is what a journey is without them.
OFF = frozenset({"skipSummary", "markAsComplete", "authentication", "showFilenamesOnSummaryPage", "toggle"})
SAID_OF_OUTCOME = ("nextSteps",)


class JourneyMaker:
    """Reads one form; ``document`` is made once."""

    def __init__(self, form: SourceForm, texts: Texts, notes: Notes) -> None:
        self._form, self._texts, self._notes = form, texts, notes
        self._lists = Lists(form, texts, notes)
        self._questions = Questions(form, self._lists)
        self._conditions = NamedConditions(form, self._questions, self._lists, notes)
        self._components = Components(self._questions, self._lists, self._conditions, texts, notes)

    def document(self, wished_slug: str, service: str) -> Object:
        """The journey."""
        form, notes = self._form, self._notes
        title = self._title(wished_slug)
        document: Object = {
            "format": FORMAT,
            "slug": slug(wished_slug) or slug(title.get("en", "")) or "imported-journey",
            "kind": _kind(title.get("en", "")),
            "title": title,
        }
        if self._texts.language != "en":
            document["translations"] = {self._texts.language: "awaiting-review"}
        if service:
            document["service"] = service
        section_keys = self._sections(document)
        pages = Pages(
            form, self._questions, self._conditions, self._components, section_keys, self._texts, notes
        )
        laid_out = pages.laid_out()
        document["pages"] = laid_out.parts
        document["conditions"] = {
            key: write_condition(condition)
            for key, condition in {**self._conditions.conditions, **laid_out.conditions}.items()
        }
        document["lists"] = self._lists.document()
        document["fees"] = Fees(self._questions, self._conditions, self._texts, notes).lines(
            form, self._components.payments, laid_out.shown
        )
        document["declaration"] = self._declaration(laid_out.summary_texts)
        document["contact"] = self._contact()
        document["outcome"] = self._outcome(document)
        self._keep_rest(document, laid_out.kept)
        self._ask_for_the_rest(document)
        return document

    def _title(self, wished_slug: str) -> ByLanguage:
        title = self._texts.plain(self._form.raw.get("name"))
        if not title:
            words = slug(wished_slug).replace("-", " ").capitalize()
            title = self._texts.plain(words) or self._texts.plain("Imported journey")
            self._notes.warn("no-title", "title", "Give the journey a title: the form has no name.")
        return title

    def _sections(self, document: Object) -> dict[str, str]:
        """Names the sections; answers their keys by the source's names and ids."""
        keys, by_reference, kept = Keys(), dict[str, str](), list[Object]()
        named: dict[str, ByLanguage] = {}
        for source in self._form.sections:
            name, words = value_text(source.get("name")), self._texts.plain(source.get("title"))
            key = keys.new(slug(words.get("en", "")), slug_of_name(name), otherwise="section")
            if words and source.get("hideTitle") is not True:
                named[key] = words
                for reference in (name, value_text(source.get("id"))):
                    if reference:
                        by_reference.setdefault(reference, key)
                left = {
                    part: value
                    for part, value in source.items()
                    if part not in {"id", "name", "title", "hideTitle"}
                }
            else:
                left = {part: value for part, value in source.items() if part != "id"}
            if left:
                kept.append({"name": source.get("name"), **left})
        document["sections"] = named
        self._notes.keep(document, {"sections": kept}, "sections")
        return by_reference

    def _declaration(self, summary_texts: list[ByLanguage]) -> ByLanguage:
        lost: set[str] = set()
        texts = [self._texts.markdown(self._form.raw.get("declaration"), lost), *summary_texts]
        codes = dict.fromkeys(code for text in texts for code in text)
        return {
            code: "\n\n".join(words for text in texts if (words := text.get(code) or text.get("en", "")))
            for code in codes
        }

    def _outcome(self, document: Object) -> list[Object]:
        """The words of the page that says it is done."""
        special = self._form.raw.get("specialPages")
        if not isinstance(special, dict):
            self._notes.keep(document, {"specialPages": special}, "outcome")
            return []
        special = dict(special)
        blocks: list[Object] = []
        done = special.get("confirmationPage")
        if isinstance(done, dict):
            done, words = dict(done), done.get("customText")
            if isinstance(words, dict):
                words = dict(words)
                for name in SAID_OF_OUTCOME:
                    if text := self._texts.markdown(words.get(name)):
                        blocks.append({"type": "text", "text": text})
                        del words[name]
                done["customText"] = words
            components = done.get("components")
            if isinstance(components, list) and all(isinstance(one, dict) for one in components):
                holder: Object = {}
                blocks += self._components.blocks(components, holder, "confirmation")
                # What a journey is done with says the same to everybody.
                for block in blocks:
                    self._notes.keep(block, {"show_when": block.pop("show_when", None)}, "outcome")
                done["components"] = holder.get("kept", {}).get("components", [])
            special["confirmationPage"] = {name: part for name, part in done.items() if part not in ({}, [])}
        special = {name: part for name, part in special.items() if part not in ({}, [], None)}
        self._notes.keep(document, {"specialPages": special}, "outcome")
        return blocks

    def _contact(self) -> dict[str, str]:
        """Whom to write to: the one question that asks for an address or number. With several, only a person knows."""
        found = {}
        for part, kind in (("email", "email"), ("mobile", "phone")):
            asked = [one for one in self._questions.all if one.kind == kind and not one.in_group]
            if len(asked) == 1:
                found[part] = asked[0].key
                self._notes.warn(
                    "contact-guessed",
                    f"contact.{part}",
                    f"Check that “{asked[0].key}” reaches the one who asks.",
                )
        return found

    def _keep_rest(self, document: Object, kept_pages: Object) -> None:
        raw = self._form.raw
        left = {
            name: part
            for name, part in raw.items()
            if name not in READ and not (name in OFF and part is False)
        }
        start = value_text(raw.get("startPage"))
        if start and "://" in start:
            left["startPage"] = start
        self._notes.keep(document, left, "")
        self._notes.keep(document, {"file": self._form.outer}, "")
        self._notes.keep(document, {"conditions": self._conditions.kept}, "conditions")
        self._notes.keep(document, kept_pages, "pages")

    def _ask_for_the_rest(self, document: Object) -> None:
        """What every journey needs and no form of this family says."""
        if "service" not in document:
            self._notes.error("no-service", "service", "Say which service this belongs to.")
        self._notes.error("no-route", "routes", "Name at least one route, so that somebody gets the request.")
        self._notes.error(
            "no-retention", "retention_days", "Say for how many days a finished request is kept."
        )
        for line in document["fees"]:
            self._notes.error(
                "no-cost-code",
                f"fee {line['key']}",
                "Give the fee its ledger code and VAT code, as finance needs both.",
            )
        if self._texts.language != "en":
            self._notes.warn(
                "not-english",
                "title",
                "Translate every English text: they are the source’s own words for now.",
            )


def _kind(title: str) -> str:
    first = title.split(" ", 1)[0].lower()
    return first if first in {"book", "pay", "report"} else "apply"
