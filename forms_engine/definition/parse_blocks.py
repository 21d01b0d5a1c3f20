"""Reading what stands on a page: content and questions."""

from typing import Any

from forms_engine.definition.document import (
    ACCOUNT_PARTS,
    CONTENT_TYPES,
    PREFILL_SOURCES,
    Block,
    Content,
    Option,
    Prefill,
    Question,
)
from forms_engine.definition.parse_conditions import ConditionReader
from forms_engine.definition.question_types import (
    COMMON_PARTS,
    MOST_FILES,
    MOST_MEGABYTES,
    QUESTION_TYPE,
    QUESTION_TYPES,
)

CONTENT_PARTS: dict[str, frozenset[str]] = {
    kind: frozenset({"type", "show_when", "kept", *own})
    for kind, own in {
        "text": ("text",),
        "inset": ("text",),
        "warning": ("text",),
        "details": ("text", "title"),
        "image": ("text", "image", "alt"),
        "article": ("article",),
    }.items()
}
QUESTION_PARTS: dict[str, frozenset[str]] = {
    kind: frozenset({*COMMON_PARTS, *about.parts}) for kind, about in QUESTION_TYPE.items()
}
MOST_DECIMALS = 6


class BlockReader(ConditionReader):
    """Reads blocks. The document's named lists are read first, as questions take their options from them."""

    def __init__(self) -> None:
        super().__init__()
        self.lists: dict[str, tuple[Option, ...]] = {}

    def block(self, value: object, place: str) -> Block:
        """A question or content."""
        kind = value.get("type") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind in QUESTION_TYPES:
            return self.question(value, place, kind)
        return self.content(value, place)

    def content(self, value: object, place: str) -> Content:
        """Something that asks nothing."""
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in CONTENT_TYPES:
            self._unknown(value, kind, place)
            return Content(type="text")
        parts = self.mapping(value, place, CONTENT_PARTS[kind])
        return Content(
            type=kind,
            text=self.text(
                parts.get("text"), f"{place}.text", required=kind in {"text", "inset", "warning", "details"}
            ),
            title=self.text(parts.get("title"), f"{place}.title", required=kind == "details"),
            show_when=self.optional_condition(parts.get("show_when"), f"{place}.show_when"),
            image=self.whole(parts.get("image"), f"{place}.image", least=1),
            alt=self.text(parts.get("alt"), f"{place}.alt"),
            article=self.optional_key(parts.get("article"), f"{place}.article"),
            kept=self.kept(parts.get("kept"), f"{place}.kept"),
        )

    def _unknown(self, value: object, kind: object, place: str) -> None:
        if not isinstance(value, dict):
            self.refuse("wrong-type", place, "This must be an object with named parts.")
        elif kind == "question_set":
            self.refuse("set-not-copied", place, "Publish from the editor: it copies this question set in.")
        else:
            known = ", ".join((*CONTENT_TYPES, *QUESTION_TYPES))
            self.refuse(
                "unknown-type", f"{place}.type", f"“{str(kind)[:40]}” is not a type: use one of {known}."
            )

    def question(self, value: Any, place: str, kind: str) -> Question:
        """One question, with the parts its type has."""
        parts = self.mapping(value, place, QUESTION_PARTS[kind])
        options, named = self._options(parts, place, kind)
        number = self._amount if kind == "money" else self.number
        least_most = self._count if kind == "checkboxes" else number
        return Question(
            key=self.key(parts.get("key"), f"{place}.key"),
            type=kind,
            label=self.text(parts.get("label"), f"{place}.label", required=True),
            hint=self.text(parts.get("hint"), f"{place}.hint"),
            required=self.boolean(parts.get("required"), f"{place}.required", True),
            sensitive=self.boolean(parts.get("sensitive"), f"{place}.sensitive", False),
            ask_again=self.boolean(parts.get("ask_again"), f"{place}.ask_again", False),
            show_when=self.optional_condition(parts.get("show_when"), f"{place}.show_when"),
            options=options,
            list=named,
            min_length=self.whole(parts.get("min_length"), f"{place}.min_length", most=100_000),
            max_length=self.whole(parts.get("max_length"), f"{place}.max_length", most=100_000),
            max_words=self.whole(parts.get("max_words"), f"{place}.max_words", most=20_000),
            pattern=self.string(parts.get("pattern"), f"{place}.pattern"),
            min=least_most(parts.get("min"), f"{place}.min"),
            max=least_most(parts.get("max"), f"{place}.max"),
            decimals=self.whole(parts.get("decimals"), f"{place}.decimals", most=MOST_DECIMALS),
            unit=self.text(parts.get("unit"), f"{place}.unit"),
            earliest=self.bound(parts.get("earliest"), f"{place}.earliest"),
            latest=self.bound(parts.get("latest"), f"{place}.latest"),
            max_files=self.whole(
                parts.get("max_files"), f"{place}.max_files", default=1, least=1, most=MOST_FILES
            ),
            max_megabytes=self.whole(
                parts.get("max_megabytes"), f"{place}.max_megabytes", default=15, least=1, most=MOST_MEGABYTES
            ),
            accept=self.items(parts.get("accept"), f"{place}.accept", self.string),
            autocomplete=self.string(parts.get("autocomplete"), f"{place}.autocomplete"),
            prefill=self._prefill(parts.get("prefill"), f"{place}.prefill"),
            errors=self.by_code(parts.get("errors"), f"{place}.errors"),
            kept=self.kept(parts.get("kept"), f"{place}.kept"),
        )

    def by_code(self, value: object, place: str) -> dict[str, Any]:
        """Error messages by the code of the problem."""
        return self.by_key(value, place, self.text)

    def _amount(self, value: object, place: str) -> int | None:
        return None if value is None else self.whole(value, place)

    def _count(self, value: object, place: str) -> int | None:
        return None if value is None else self.whole(value, place, least=1, most=500)

    def _options(self, parts: dict[str, Any], place: str, kind: str) -> tuple[tuple[Option, ...], str]:
        """The options offered, and the named list they come from where they do."""
        if "list" not in parts:
            options = self.items(parts.get("options"), f"{place}.options", self.option)
            if not options and QUESTION_TYPE[kind].offers_options:
                self.refuse("no-options", place, "Give at least one option to choose from.")
            return options, ""
        named = self.key(parts["list"], f"{place}.list")
        if "options" in parts:
            self.refuse("two-lists", place, "Give the options here or name a list, not both.")
        if named and named not in self.lists:
            self.refuse(
                "missing-list", f"{place}.list", f"There is no list “{named}”: add it or correct the name."
            )
        return self.lists.get(named, ()), named

    def option(self, value: object, place: str) -> Option:
        """One choice."""
        parts = self.mapping(value, place, {"key", "label", "hint", "exclusive", "kept"})
        return Option(
            key=self.key(parts.get("key"), f"{place}.key"),
            label=self.text(parts.get("label"), f"{place}.label", required=True),
            hint=self.text(parts.get("hint"), f"{place}.hint"),
            exclusive=self.boolean(parts.get("exclusive"), f"{place}.exclusive", False),
            kept=self.kept(parts.get("kept"), f"{place}.kept"),
        )

    def _prefill(self, value: object, place: str) -> Prefill | None:
        if value is None:
            return None
        if isinstance(value, dict) and len(value) == 1:
            ((source, name),) = value.items()
            if source in PREFILL_SOURCES and isinstance(name, str) and len(name) <= 200:
                if source == "account":
                    self.one_of(name, f"{place}.account", ACCOUNT_PARTS)
                return Prefill(source, name)
        self.refuse(
            "bad-prefill",
            place,
            'Write where it comes from: {"query": name}, {"account": "email"} or {"value": text}.',
        )
        return None
