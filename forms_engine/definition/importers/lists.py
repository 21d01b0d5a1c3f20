"""The lists a form offers choices from."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from forms_engine.definition.importers.form import Object, SourceForm
from forms_engine.definition.importers.keys import Keys, slug, slug_of_name
from forms_engine.definition.importers.notes import Notes
from forms_engine.definition.importers.texts import Texts

# Said of an item, and read elsewhere: its name within the source, its texts, and what it reveals.
READ = frozenset({"id", "text", "label", "value", "description", "hint", "conditional", "children"})


@dataclass
class Choices:
    """What a question offers. ``keys`` has the option's key for every value of the source, as text; ``revealed`` the
    components shown once an option is chosen."""

    key: str = ""
    options: list[Object] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    values_by_id: dict[str, str] = field(default_factory=dict)
    revealed: dict[str, list[Object]] = field(default_factory=dict)


def value_text(value: Any) -> str:
    """A value as the source's expressions write it: true, 2, other."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None or isinstance(value, dict | list) else str(value)


class Lists:
    """Every list of a form, under its name and its id."""

    def __init__(self, form: SourceForm, texts: Texts, notes: Notes) -> None:
        self._texts, self._notes = texts, notes
        self._by_reference: dict[str, Choices] = {}
        self._all: list[Choices] = []
        self._uses: Counter[str] = Counter()
        keys = Keys()
        for number, source in enumerate(form.lists):
            wish = slug(value_text(source.get("title"))) or slug_of_name(value_text(source.get("name")))
            choices = self.read(source["items"], f"lists[{number}].items", keys.new(wish, otherwise="list"))
            self._all.append(choices)
            for name in ("name", "id"):
                if reference := value_text(source.get(name)):
                    self._by_reference.setdefault(reference, choices)

    def read(self, items: list[Object], place: str, key: str = "") -> Choices:
        """Choices from a list's items, or from those written at a component (versions 0 and 1 of the format)."""
        found, keys, kept = Choices(key), Keys(), list[str]()
        for number, item in enumerate(items):
            value = (
                value_text(item.get("value")) or value_text(item.get("text")) or value_text(item.get("label"))
            )
            option_key = keys.new(
                slug(value),
                slug(next(iter(self._texts.plain(item.get("text")).values()), "")),
                otherwise=f"option-{number + 1}",
            )
            hint = item.get("hint")
            described = hint.get("text") if isinstance(hint, dict) and "text" in hint else hint
            label = self._texts.plain(item.get("text") or item.get("label")) or {"en": value or option_key}
            option: Object = {"key": option_key, "label": label}
            if words := self._texts.markdown(item.get("description") or described):
                option["hint"] = words
            left = {name: part for name, part in item.items() if name not in READ}
            if item.get("description") and described:
                left["hint"] = hint
            if value.strip() not in {option_key, *label.values()}:
                left["value"] = item.get("value")
            kept += self._notes.put(option, left)
            found.options.append(option)
            found.keys.setdefault(value, option_key)
            if reference := value_text(item.get("id")):
                found.values_by_id[reference] = value
            revealed = _revealed(item)
            if revealed:
                found.revealed[option_key] = revealed
        self._notes.say_kept(kept, f"list {key}" if key else place)
        return found

    def named(self, reference: str) -> Choices | None:
        """The list of that name or id; counts as a use of it."""
        choices = self._by_reference.get(reference)
        if choices is not None:
            self._uses[choices.key] += 1
        return choices

    def value_of(self, list_reference: str, item_id: str) -> str | None:
        """The value of an item named by its id."""
        choices = self._by_reference.get(list_reference)
        return choices.values_by_id.get(item_id) if choices else None

    def stands_at_question(self, choices: Choices) -> bool:
        """Whether the options are best written at the one question that uses them."""
        return not choices.key or self._uses[choices.key] == 1

    def document(self) -> dict[str, list[Object]]:
        """The lists that several questions use, or none: what nobody uses is not lost."""
        return {
            choices.key: choices.options
            for choices in self._all
            if self._uses[choices.key] != 1 and choices.options
        }


def _revealed(item: Object) -> list[Object]:
    conditional = item.get("conditional")
    components = conditional.get("components") if isinstance(conditional, dict) else item.get("children")
    return [one for one in components if isinstance(one, dict)] if isinstance(components, list) else []
