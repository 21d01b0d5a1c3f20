"""Components of a page as blocks."""

from collections.abc import Iterator
from typing import Any

from forms_engine.definition.importers.answers import AnswerParts, markdown_hint, options_of
from forms_engine.definition.importers.form import Object
from forms_engine.definition.importers.lists import Lists, value_text
from forms_engine.definition.importers.named_conditions import NamedConditions
from forms_engine.definition.importers.notes import Notes
from forms_engine.definition.importers.questions import KINDS, REPEATED, Asked, Questions
from forms_engine.definition.importers.texts import ByLanguage, Texts
from forms_engine.definition.reading import LONGEST_TEXT
from forms_engine.definition.write import write_condition

CONTENT: dict[str, str] = {
    "Para": "text",
    "Html": "text",
    "Markdown": "text",
    "InsetText": "inset",
    "NotificationBanner": "inset",
    "WarningText": "warning",
    "Details": "details",
    "List": "text",
    "FlashCard": "text",
}
PAYMENT = "PaymentField"
# What is read of every component. ``id``, ``subType`` and ``nameHasError`` are its designer's own.
READ = frozenset(
    {
        "id",
        "subType",
        "nameHasError",
        "type",
        "name",
        "title",
        "hint",
        "options",
        "schema",
        "list",
        "values",
        "content",
    }
)
AGREED = "I understand and agree"


class Components:
    """Turns components into blocks, one or several each."""

    def __init__(
        self, questions: Questions, lists: Lists, conditions: NamedConditions, texts: Texts, notes: Notes
    ) -> None:
        self._questions, self._lists, self._conditions = questions, lists, conditions
        self._texts, self._notes = texts, notes
        self._parts = AnswerParts(texts)
        self._asked_already: set[str] = set()
        # Payment components met, with the key of the page they stand on: ``fees`` makes fee lines of them.
        self.payments: list[tuple[Object, str]] = []

    def blocks(self, components: list[Object], page: Object, key: str) -> list[Object]:
        """The blocks of a page's components; what is none of ours is kept at ``page``."""
        return [block for component in components for block in self._blocks(component, page, key)]

    def _blocks(self, component: Object, page: Object, key: str) -> Iterator[Object]:
        source_type = value_text(component.get("type"))
        asked = self._questions.of(component)
        if asked is not None:
            yield from self._question(component, asked, page, key)
        elif source_type in CONTENT:
            yield from self._content(component, CONTENT[source_type], page, key)
        elif source_type == PAYMENT:
            self.payments.append((component, key))
            words = options_of(component).get("description") or component.get("title")
            if text := self._texts.markdown(words):
                yield {"type": "text", "text": text}
        elif source_type != REPEATED:
            self._notes.error(
                "unknown-component",
                f"page {key}",
                f"Build this again: “{source_type[:60]}” has no equal, and is kept.",
            )
            self._notes.keep(page, {"components": [component]}, f"page {key}")

    # -- questions ---------------------------------------------------------------------------------------

    def _question(self, component: Object, asked: Asked, page: Object, key: str) -> Iterator[Object]:
        if asked.key in self._asked_already:
            # Revealed by an item of a list that two questions use.
            self._notes.keep(page, {"components": [component]}, f"page {key}")
            return
        self._asked_already.add(asked.key)
        place = f"question {asked.key}"
        if asked.kind == "declaration":
            yield from self._before_declaration(component)
        block: Object = {"key": asked.key, "type": asked.kind, "label": self._label(component, asked)}
        lost: set[str] = set()
        if hint := markdown_hint(self._texts, component, lost):
            block["hint"] = hint
        options, schema = dict(options_of(component)), dict(_object(component.get("schema")))
        self._parts.fill(block, asked, component, options, schema)
        self._offer(block, asked)
        left: Object = {name: part for name, part in component.items() if name not in READ}
        left |= {"options": options, "schema": schema if schema else _not_an_object(component.get("schema"))}
        if asked.source_type not in KINDS or asked.kind == "location":
            left["type"] = asked.source_type
        if asked.kind == "short_text" and asked.source_type not in {"TextField"}:
            self._notes.error(
                "unknown-component",
                place,
                f"Choose a type: “{asked.source_type[:60]}” was imported as a short text.",
            )
            left |= {
                "type": asked.source_type,
                "list": component.get("list"),
                "values": component.get("values"),
            }
        elif isinstance(component.get("values"), dict) and component["values"].get("type") not in {
            "listRef",
            "static",
        }:
            left["values"] = component["values"]
        if lost:
            left["hint"] = component.get("hint")
        if asked.kind != "declaration":
            left["content"] = component.get("content")
        self._notes.keep(block, left, place)
        yield block
        if asked.time_key:
            yield {"key": asked.time_key, "type": "time", "label": block["label"]} | (
                {} if asked.required else {"required": False}
            )
        for option, shown in asked.choices.revealed.items():
            operator = "contains" if asked.kind == "checkboxes" else "is"
            for inner in shown:
                for block in self._blocks(inner, page, key):
                    when = {"question": asked.key, operator: option}
                    own = block.get("show_when")
                    yield {**block, "show_when": when if own is None else {"all": [when, own]}}

    def _label(self, component: Object, asked: Asked) -> ByLanguage:
        if asked.kind == "declaration":
            return self._texts.plain(options_of(component).get("declarationConfirmationLabel") or AGREED)
        for words in (component.get("title"), component.get("shortDescription"), asked.name):
            if label := self._texts.plain(words):
                return label
        return self._texts.plain(asked.key)

    def _before_declaration(self, component: Object) -> Iterator[Object]:
        title = self._texts.markdown(component.get("title"))
        content = self._texts.as_written(component.get("content"))
        if title:
            yield {"type": "text", "text": {code: f"## {words}" for code, words in title.items()}}
        yield from _in_pieces({"type": "text", "text": content})

    def _offer(self, block: Object, asked: Asked) -> None:
        if not asked.choices.options or block["type"] not in {
            "radios",
            "select",
            "autocomplete",
            "checkboxes",
        }:
            return
        if self._lists.stands_at_question(asked.choices):
            block["options"] = asked.choices.options
        else:
            block["list"] = asked.choices.key

    # -- content -----------------------------------------------------------------------------------------

    def _content(self, component: Object, kind: str, page: Object, key: str) -> Iterator[Object]:
        source_type, lost = value_text(component.get("type")), set[str]()
        title = self._texts.plain(component.get("title"))
        if source_type in {"List", "FlashCard"}:
            text = self._bullets(component, title)
        elif source_type == "Markdown":
            text = self._texts.as_written(component.get("content"))
        else:
            text = self._texts.markdown(component.get("content"), lost)
        block: Object = {"type": kind, "text": text}
        if kind == "details":
            block["title"] = title or {code: words.split("\n")[0][:100] for code, words in text.items()}
        options = dict(options_of(component))
        named = options.pop("condition", None) or component.get("condition")
        condition = self._conditions.reference(named, f"page {key}")
        if condition is not None:
            block["show_when"] = write_condition(condition)
        left: Object = {name: part for name, part in component.items() if name not in READ | {"condition"}}
        left |= {"options": options, "schema": component.get("schema"), "values": component.get("values")}
        if source_type == "NotificationBanner" and title:
            left["title"] = component.get("title")
        if source_type not in {"List", "FlashCard"}:
            left |= {"hint": component.get("hint"), "list": component.get("list")}
        if lost:
            left["content"] = component.get("content")
        if not text:
            left["content"] = component.get("content")
            if left := {name: part for name, part in left.items() if part not in (None, "", {}, [])}:
                self._notes.keep(page, {"components": [component]}, f"page {key}")
            return
        self._notes.keep(block, left, f"page {key}")
        yield from _in_pieces(block)

    def _bullets(self, component: Object, title: ByLanguage) -> ByLanguage:
        """A list's items as a bulleted list, under its title where that is shown."""
        options = options_of(component)
        choices = self._lists.named(value_text(component.get("list")) or value_text(options.get("list")))
        intro = self._texts.markdown(component.get("hint") or component.get("content"))
        languages = dict.fromkeys(
            code for option in (choices.options if choices else []) for code in option["label"]
        ) or dict.fromkeys(intro)
        mark = "1." if options.get("type") == "numbered" else "-"
        found: ByLanguage = {}
        for code in languages:
            lines = [words for words in (_heading(options, title, code), _in(intro, code)) if words]
            items = [
                f"{mark} {self._texts.markdown(_in(option['label'], code)).get('en', '')}"
                + (f": {_in(option['hint'], code)}" if "hint" in option else "")
                for option in (choices.options if choices else [])
            ]
            lines.append("\n".join(items))
            found[code] = "\n\n".join(line for line in lines if line)
        return {code: words for code, words in found.items() if words}


def _heading(options: Object, title: ByLanguage, code: str) -> str:
    return "" if options.get("hideTitle") or not title else f"**{_in(title, code)}**"


def _in(text: ByLanguage, code: str) -> str:
    return text.get(code) or text.get("en", "")


def _object(value: Any) -> Object:
    return value if isinstance(value, dict) else {}


def _not_an_object(value: Any) -> Any:
    return None if isinstance(value, dict) else value


def _in_pieces(block: Object) -> Iterator[Object]:
    """A content block; several where its text is longer than one may be."""
    if not block["text"]:
        return
    if all(len(words) <= LONGEST_TEXT for words in block["text"].values()):
        yield block
        return
    pieces = {code: _pieces(words) for code, words in block["text"].items()}
    for number in range(max(map(len, pieces.values()))):
        text = {code: parts[number] for code, parts in pieces.items() if number < len(parts)}
        text.setdefault("en", next(iter(text.values())))
        piece = {**block, "text": text}
        if number:
            piece.pop("kept", None)
        yield piece


def _pieces(words: str) -> list[str]:
    found = [""]
    for paragraph in words.split("\n\n"):
        for part in (
            paragraph[place : place + LONGEST_TEXT - 2]
            for place in range(0, len(paragraph), LONGEST_TEXT - 2)
        ):
            if found[-1] and len(found[-1]) + len(part) + 2 > LONGEST_TEXT:
                found.append(part)
            else:
                found[-1] = f"{found[-1]}\n\n{part}" if found[-1] else part
    return found
