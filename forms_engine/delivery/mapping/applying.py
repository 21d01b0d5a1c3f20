"""Filling a back office's fields from a request's data. Pure: data in, data out."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from forms_engine.delivery.connectors.interface import CannotRender
from forms_engine.delivery.mapping import language

Data = Mapping[str, Any]

NOTHING: tuple[Any, ...] = (None, "", [], {})
MOST_DIGITS = 30  # before the point
TRUE, FALSE = frozenset({"yes", "true", True}), frozenset({"no", "false", False})


class _Unfit(ValueError):
    """A value cannot be written as its field wants it."""


class _Rows:
    """A request's answers, by question; of a group, by item."""

    def __init__(self, data: Data, item: Mapping[str, Any] | None = None) -> None:
        self.data = data
        self.groups: dict[str, dict[int, dict[str, Any]]] = {}
        self.by_question: dict[str, Any] = {}
        for row in data.get("answers", ()):
            if row.get("group"):
                of_item = self.groups.setdefault(row["group"], {}).setdefault(row["item"], {})
                of_item[row["question"]] = row
            else:
                self.by_question[row["question"]] = row
        if item is not None:
            self.by_question = {**self.by_question, **item}


def apply(document: language.MappingDocument, data: Data) -> dict[str, Any]:
    """The back office's own object for a request. ``data`` is as ``requests.payload`` makes it.

    Raises:
        CannotRender: naming every field that needs a value and has none, or whose value does not fit.
    """
    problems: list[str] = []
    filled = _filled(document.fields_for(str(data["journey"]["slug"])), _Rows(data), problems)
    if problems:
        raise CannotRender("The mapping cannot be filled: " + "; ".join(problems) + ".")
    return filled


def _filled(
    fields: tuple[language.MappedField, ...], rows: _Rows, problems: list[str], place: str = ""
) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for field in fields:
        name = f"{place}{field.to}"
        if isinstance(field.source, language.EachSource):
            items = rows.groups.get(field.source.each, {})
            value: Any = [
                _filled(field.source.fields, _Rows(rows.data, items[number]), problems, f"{name} {number}: ")
                for number in sorted(items)
            ]
        else:
            try:
                value = _written(field, _value(field.source, rows))
            except _Unfit as unfit:
                problems.append(f"{name} {unfit}")
                continue
        if value in NOTHING:
            value = field.otherwise
        if value is None:
            if field.required:
                problems.append(f"{name} has no value")
            continue
        _put(whole, field.to, value)
    return whole


def _put(whole: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    for step in above:
        whole = whole.setdefault(step, {})
    whole[last] = value


def _value(source: Any, rows: _Rows) -> Any:
    data = rows.data
    match source:
        case language.AnswerSource(answer=key, part=part):
            answer = rows.by_question.get(key, {}).get("answer")
            return answer.get(part) if part and isinstance(answer, dict) else None if part else answer
        case language.WordsSource(words=key):
            return "\n".join(rows.by_question.get(key, {}).get("words", ()))
        case language.ContactSource(contact=part):
            return (data.get("contact") or {}).get(part)
        case language.LocationSource(location="ward" | "ward_code" as part):
            ward = (data.get("location") or {}).get("ward") or {}
            return ward.get("name" if part == "ward" else "code")
        case language.LocationSource(location=part):
            return (data.get("location") or {}).get(part)
        case language.RequestSource(request="journey"):
            return data["journey"]["slug"]
        case language.RequestSource(request=part):
            return data.get(part)
        case language.ConstantSource(constant=constant):
            return constant
        case language.FilesSource(files=key, part=part):
            return [
                file[part]
                for file in data.get("files", ())
                if key in {"*", file.get("question")} and file.get(part)
            ]
        case language.JoinedSource(joined=parts, by=by):
            texts = [_as_text(_value(part, rows)) for part in parts]
            return by.join(text for text in texts if text)
        case language.FirstSource(first_of=parts):
            return next((value for part in parts if (value := _value(part, rows)) not in NOTHING), None)
    raise AssertionError(source)


def _written(field: language.MappedField, value: Any) -> Any:
    """The value as the field wants it."""
    if value in NOTHING:
        return None
    if field.table is not None:
        value = (
            [_looked_up(field, one) for one in value] if isinstance(value, list) else _looked_up(field, value)
        )
    if field.date:
        value = _dated(field.date, value)
    match field.as_:
        case "text":
            return _as_text(value)
        case "number" | "whole":
            return _as_number(value, whole=field.as_ == "whole")
        case "true_false":
            if value in TRUE or value in FALSE:
                return value in TRUE
            raise _Unfit("is neither yes nor no")
    return value


def _looked_up(field: language.MappedField, value: Any) -> Any:
    assert field.table is not None
    found = field.table.get(str(value), field.otherwise)
    if found is None:
        raise _Unfit(f"has no entry for “{str(value)[:60]}” in its table")
    return found


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_as_text(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(_as_text(one) for one in value.values() if one not in NOTHING)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _as_number(value: Any, *, whole: bool) -> int | float:
    try:
        number = Decimal(value if isinstance(value, int) else str(value))
    except InvalidOperation:
        raise _Unfit("is not a number") from None
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS:
        raise _Unfit("is not a number that can be written")
    if number == number.to_integral_value() and (whole or isinstance(value, int)):
        return int(number)
    if whole:
        raise _Unfit("is not a whole number")
    return float(number)


def _dated(shape: str, value: Any) -> str:
    """A day, or a moment in our own time zone, in the shape asked for."""
    text = str(value)
    try:
        if "T" in text:
            at: datetime | date = timezone.localtime(datetime.fromisoformat(text))
        else:
            at = date.fromisoformat(text)
    except ValueError:
        raise _Unfit("is not a date") from None
    signs = {"YYYY": f"{at.year:04}", "MM": f"{at.month:02}", "DD": f"{at.day:02}"}
    clock = isinstance(at, datetime)
    for sign, part in (("HH", "hour"), ("mm", "minute"), ("ss", "second")):
        signs[sign] = f"{getattr(at, part):02}" if clock else "00"
    for sign, written in signs.items():
        shape = shape.replace(sign, written)
    return shape
