"""What a question of each type may be answered with: lengths, bounds, patterns, files and messages."""

import re
from collections.abc import Callable
from typing import Any

from forms_engine.definition.importers.form import Object
from forms_engine.definition.importers.lists import value_text
from forms_engine.definition.importers.questions import Asked
from forms_engine.definition.importers.texts import ByLanguage, Texts
from forms_engine.definition.question_types import ACCEPTED, MISSING_CODE, MOST_FILES, MOST_MEGABYTES

MOST_NUMBER = 10**12
TEXTS = frozenset({"short_text", "long_text"})

# The code of the message that a type's wrong form gets, and of a missing answer.
_WRONG = {
    "email": "bad-email",
    "phone": "bad-phone",
    "website": "bad-website",
    "number": "bad-number",
    "money": "bad-money",
    "date": "bad-date",
    "month_year": "bad-month",
    "time": "bad-time",
    "address": "address-required",
    "location": "location",
}
# Joi's names of what may be wrong.
_CODES = {
    "string.max": "too-long",
    "string.min": "too-short",
    "string.maxWords": "too-many-words",
    "string.pattern.base": "pattern",
    "string.email": "bad-email",
    "number.base": "bad-number",
    "number.min": "too-low",
    "number.max": "too-high",
    "number.integer": "not-whole",
    "number.precision": "too-many-decimals",
    "date.base": "bad-date",
    "date.format": "bad-date",
    "date.min": "too-early",
    "date.max": "too-late",
    "array.min": "too-few-choices",
    "array.max": "too-many-choices",
    "any.only": "bad-option",
}
_REQUIRED = frozenset({"any.required", "string.empty", "any.empty", "array.includesRequiredUnknowns"})
# What a browser calls the files of each kind that may be sent.
_KIND_OF_FILE: dict[str, str] = {
    **{mime: kind for kind in ("spreadsheet", "document", "pdf", "photo") for mime in ACCEPTED[kind]},
    "application/msword": "document",
    "application/rtf": "document",
    "application/vnd.ms-excel": "spreadsheet",
    "image/*": "photo",
    "image/gif": "photo",
    "image/jpg": "photo",
    ".pdf": "pdf",
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".heic", ".webp"), "photo"),
    **dict.fromkeys((".doc", ".docx", ".odt", ".txt", ".rtf"), "document"),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".csv"), "spreadsheet"),
}
_KIND_OF_FILE["application/pdf"] = "pdf"


def options_of(component: Object) -> Object:
    """A component's options, where it has any."""
    options = component.get("options")
    return options if isinstance(options, dict) else {}


def markdown_hint(texts: Texts, component: Object, lost: set[str]) -> ByLanguage:
    """The hint as Markdown."""
    return texts.markdown(component.get("hint"), lost)


def whole(value: Any, least: int = 0, most: int = 100_000) -> int | None:
    """A whole number from a source that writes numbers as texts, too; None for anything else."""
    text = value_text(value).strip()
    if not re.fullmatch(r"-?\d{1,12}", text) or isinstance(value, bool):
        return None
    return int(text) if least <= int(text) <= most else None


def number(value: Any) -> int | float | None:
    """A number of any kind that the language takes."""
    if isinstance(value, bool):
        return None
    try:
        found = float(value_text(value))
    except ValueError:
        return None
    if not abs(found) <= MOST_NUMBER:
        return None
    return int(found) if found.is_integer() else found


class AnswerParts:
    """Fills a question block from a component's options and schema, and takes from them what it has used."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._by_kind: dict[str, Callable[[Object, Asked, Object, Object], None]] = {
            "short_text": self._text,
            "long_text": self._text,
            "number": self._number,
            "money": self._money,
            "date": self._date,
            "month_year": self._date,
            "checkboxes": self._ticks,
            "file": self._file,
        }

    def fill(self, block: Object, asked: Asked, component: Object, options: Object, schema: Object) -> None:
        """Everything but the options offered."""
        if options.get("required") is False:
            block["required"] = False
        if isinstance(options.get("required"), bool):
            del options["required"]
        if asked.choices.options:
            options.pop("list", None)
            options.pop("conditionallyRevealedComponents", None)
        if asked.kind in self._by_kind:
            self._by_kind[asked.kind](block, asked, options, schema)
        if asked.kind == "hidden":
            block["prefill"] = {"query": asked.name[:200]}
            options.pop("required", None)
        token = options.get("autocomplete")
        if isinstance(token, str) and token and asked.kind != "autocomplete":
            block["autocomplete"] = options.pop("autocomplete")
        if asked.kind == "declaration":
            options.pop("declarationConfirmationLabel", None)
        self._messages(block, asked, options)

    def _text(self, block: Object, asked: Asked, options: Object, schema: Object) -> None:
        for name, part in (("min", "min_length"), ("max", "max_length")):
            if (length := whole(schema.get(name))) is not None:
                block[part] = length
                del schema[name]
        if (length := whole(schema.get("length"), least=1)) is not None:
            block["min_length"] = block["max_length"] = length
            del schema["length"]
        if (words := whole(options.get("maxWords"), least=1, most=20_000)) is not None:
            block["max_words"] = words
            del options["maxWords"]
        if isinstance(schema.get("regex"), str) and schema["regex"]:
            block["pattern"] = whole_pattern(schema.pop("regex"))

    def _number(self, block: Object, asked: Asked, options: Object, schema: Object) -> None:
        for name in ("min", "max"):
            if (bound := number(schema.get(name))) is not None:
                block[name] = bound
                del schema[name]
        decimals = whole(schema.get("precision"), most=6)
        if decimals is not None:
            block["decimals"] = decimals
            del schema["precision"]
        if schema.get("integer") is True:
            del schema["integer"]
        if suffix := self._texts.plain(options.get("suffix")):
            block["unit"] = suffix
            del options["suffix"]

    def _money(self, block: Object, asked: Asked, options: Object, schema: Object) -> None:
        options.pop("prefix", None)
        for name in ("min", "max"):
            bound = number(schema.get(name))
            if bound is not None and 0 <= bound <= 10**9 and round(bound * 100) == round(bound * 100, 6):
                block[name] = round(bound * 100)
                del schema[name]
        if whole(schema.get("precision"), least=2, most=2) is not None:
            del schema["precision"]

    def _date(self, block: Object, asked: Asked, options: Object, schema: Object) -> None:
        for name, part, sign in (("maxDaysInPast", "earliest", -1), ("maxDaysInFuture", "latest", 1)):
            if (days := whole(options.get(name), most=99_999)) is not None:
                block[part] = {"days": sign * days}
                del options[name]

    def _ticks(self, block: Object, asked: Asked, options: Object, schema: Object) -> None:
        for name in ("min", "max"):
            if (ticked := whole(schema.get(name), least=1, most=500)) is not None:
                block[name] = ticked
                del schema[name]
        if (ticked := whole(schema.get("length"), least=1, most=500)) is not None:
            block["min"] = block["max"] = ticked
            del schema["length"]

    def _file(self, block: Object, asked: Asked, options: Object, schema: Object) -> None:
        zone = options.get("dropzoneConfig")
        zone = dict(zone) if isinstance(zone, dict) else {}
        files = whole(zone.get("maxFiles"), least=1) or whole(schema.get("length"), least=1)
        files = files or whole(schema.get("max"), least=1)
        if files is None and options.get("multiple") is True:
            files = MOST_FILES
        if files is not None:
            block["max_files"] = min(files, MOST_FILES)
            if files <= MOST_FILES:
                zone.pop("maxFiles", None)
                schema.pop("max", None)
        megabytes = whole(zone.get("maxFilesize"), least=1, most=10_000)
        if megabytes is not None:
            block["max_megabytes"] = min(megabytes, MOST_MEGABYTES)
            if megabytes <= MOST_MEGABYTES:
                del zone["maxFilesize"]
        named = value_text(zone.get("acceptedFiles")) or value_text(options.get("accept"))
        block["accept"], exact = accepted(named)
        if exact:
            zone.pop("acceptedFiles", None)
            options.pop("accept", None)
        if options.get("multiple") in {True, False}:
            del options["multiple"]
        fewest = whole(options.get("minimumRequiredFiles"), most=1)
        if fewest is not None:
            del options["minimumRequiredFiles"]
        if fewest == 0:
            block["required"] = False
        if zone:
            options["dropzoneConfig"] = zone
        else:
            options.pop("dropzoneConfig", None)

    def _messages(self, block: Object, asked: Asked, options: Object) -> None:
        errors: dict[str, ByLanguage] = {}
        missing = MISSING_CODE.get(asked.kind, "required")
        said = options.get("customValidationMessage")
        if isinstance(said, str) and "{" not in said and (words := self._texts.plain(said)):
            wrong = "pattern" if block.get("pattern") else _WRONG.get(asked.kind, missing)
            errors[wrong] = words
            del options["customValidationMessage"]
        several = options.get("customValidationMessages")
        if isinstance(several, dict):
            left = {}
            for name, said in several.items():
                code = missing if name in _REQUIRED else _CODES.get(name)
                words = self._texts.plain(said) if isinstance(said, str) and "{" not in said else {}
                if code and words and code not in errors:
                    errors[code] = words
                else:
                    left[name] = said
            options["customValidationMessages"] = left
        if errors:
            block["errors"] = errors


def whole_pattern(regex: str) -> str:
    """A pattern for the whole answer from one that only has to be found in it."""
    inside = regex[1:-1]
    ends = regex.startswith("^") and regex.endswith("$") and not regex.endswith("\\$")
    if ends and not _alternates(inside):
        return inside
    return f"(?s:.*)(?:{regex})(?s:.*)"


def _alternates(pattern: str) -> bool:
    """Whether a pattern is made of alternatives outside any brackets."""
    depth, in_set, place = 0, False, 0
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 1
        elif in_set:
            in_set = sign != "]"
        elif sign == "[":
            in_set = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            return True
        place += 1
    return False


def accepted(named: str) -> tuple[list[str], bool]:
    """The kinds of files that a list of types means, and whether it means just what those kinds take."""
    types = [part.strip().lower() for part in named.split(",") if part.strip()]
    if not types:
        return ["photo", "pdf", "document", "spreadsheet"], True
    kinds = [kind for kind in ACCEPTED if any(_KIND_OF_FILE.get(one) == kind for one in types)]
    exact = set(types) == {mime for kind in kinds for mime in ACCEPTED[kind]}
    return kinds or ["document"], exact
