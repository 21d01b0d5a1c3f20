"""The options of a choice: keys for new ones, and lists written as lines."""

from difflib import SequenceMatcher
from typing import Any

from forms_engine.editor.editing.changes.finding import Part, english, objects
from forms_engine.editor.editing.changes.keys import key_from

LONGEST_LINE = 500  # characters: a pasted page is no list
MOST_OPTIONS = 5_000  # as many as the language takes
BAR = "|"


def keyed(options: list[Part], before: list[Any]) -> list[Part]:
    """Options with keys: those that have one keep it, new ones get one made of their English. ``before`` are the
    options there were, whose unknown parts (``kept``) are carried along."""
    known = {option.get("key"): option for option in objects(before)}
    taken = {str(option["key"]) for option in options if option.get("key")}
    finished = []
    for option in options:
        key = option.get("key")
        if not key:
            key = key_from(english(option.get("label")), taken, "option")
            taken.add(key)
        old = {name: value for name, value in known.get(key, {}).items() if name not in {"hint", "exclusive"}}
        finished.append({**old, **option, "key": key})
    return finished


def pasted(lines: str, before: list[Part]) -> list[Part]:
    """``before`` and one more option for every line that none of them has as its English label already."""
    have = {english(option.get("label")).strip().casefold() for option in before}
    new = []
    for label in _labels(lines):
        if label.casefold() not in have:
            have.add(label.casefold())
            new.append({"label": {"en": label}})
    return keyed([*before, *new], before)


def lines_of(options: list[Part], languages: tuple[str, ...]) -> str:
    """Options as text, one a line, translations behind bars."""
    lines = []
    for option in objects(options):
        label = option.get("label")
        words = [str((label if isinstance(label, dict) else {}).get(language, "")) for language in languages]
        while len(words) > 1 and not words[-1]:
            words.pop()
        lines.append(f" {BAR} ".join(words))
    return "\n".join(lines)


def from_lines(lines: str, before: list[Part], languages: tuple[str, ...]) -> list[Part]:
    """Options from text. A line that was only reworded keeps its option's key, wherever it moved to."""
    rows = [[word.strip() for word in line.split(BAR)] for line in _labels(lines)]
    old = [english(option.get("label")).strip() for option in before]
    new = [row[0] for row in rows]
    matched: dict[int, Part] = {}
    free = {label: before[number] for number, label in reversed(list(enumerate(old)))}
    for number, label in enumerate(new):
        if label in free:
            matched[number] = free.pop(label)
    for verb, start, stop, first, last in SequenceMatcher(
        None, old, new, autojunk=len(new) > 500
    ).get_opcodes():
        if verb == "replace" and stop - start == last - first:
            for one, other in zip(range(start, stop), range(first, last), strict=True):
                if other not in matched and old[one] in free and free[old[one]] is before[one]:
                    matched[other] = free.pop(old[one])
    options = []
    for number, row in enumerate(rows):
        option = dict(matched.get(number, {}))
        written: Any = option.get("label")
        words: dict[str, str] = dict(written) if isinstance(written, dict) else {}
        for language in languages:
            words.pop(language, None)
        words |= {language: word for language, word in zip(languages, row, strict=False) if word}
        options.append({**option, "label": words})
    taken = {str(option["key"]) for option in options if "key" in option}
    for option in options:
        if "key" not in option:
            option["key"] = key_from(english(option["label"]), taken, "option")
            taken.add(option["key"])
    return options


def _labels(lines: str) -> list[str]:
    """The lines that say something, without the marks that pasted lists begin with."""
    labels = (line.strip().lstrip("•*–- \t").strip()[:LONGEST_LINE] for line in lines.splitlines())
    return [label for label in labels if label][:MOST_OPTIONS]
