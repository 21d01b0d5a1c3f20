"""One question compared with one value, for each kind of question."""

from collections.abc import Callable
from datetime import date, timedelta

from forms_engine.definition.document import Comparison, Condition, DateBound, Not, Number
from forms_engine.definition.importers.expressions import Compared, Distance, NotUnderstood, Value
from forms_engine.definition.importers.keys import slug_of_name
from forms_engine.definition.importers.lists import value_text
from forms_engine.definition.importers.logic import NEVER, all_of
from forms_engine.definition.importers.questions import Asked
from forms_engine.definition.reading import is_day

DAY_UNITS = ("years", "months", "days")
LONGEST_LENGTH = 100_000

_NUMBERS: dict[str, tuple[str, Callable[[Number, Number], bool]]] = {
    "<": ("less_than", lambda left, right: left < right),
    ">": ("greater_than", lambda left, right: left > right),
    "<=": ("at_most", lambda left, right: left <= right),
    ">=": ("at_least", lambda left, right: left >= right),
}


def truthy(asked: Asked) -> Condition:
    """That a question was answered with something JavaScript takes for true."""
    if asked.kind == "yes_no":
        return Comparison(asked.key, "is", "yes")
    if asked.kind in {"number", "money"}:
        return all_of([Comparison(asked.key, "answered", True), Not(Comparison(asked.key, "is", 0))])
    return Comparison(asked.key, "answered", True)


def flat(value: Value) -> str | int | float | bool:
    """A value as it can be written; nothing for a distance."""
    return "" if isinstance(value, Distance) else value


def null_fulfils(compared: Compared) -> bool:
    """Whether an unanswered question fulfils a comparison. JavaScript's null is 0 beside a number, no number beside
    anything else; its length is that of the word."""
    if compared.operator not in _NUMBERS or isinstance(compared.right, Distance):
        return compared.left.length and compared.operator == "==" and _as_number(compared.right) == 4
    number = _as_number(compared.right)
    left = len("null") if compared.left.length else 0
    return number is not None and _NUMBERS[compared.operator][1](left, number)


def _as_number(value: Value) -> Number | None:
    if isinstance(value, Distance):
        return None
    if isinstance(value, bool | int | float):
        return int(value) if isinstance(value, bool) else value
    try:
        number = float(value.strip() or 0)
    except ValueError:
        return None
    if not -1e12 < number < 1e12:
        return None
    return int(number) if number.is_integer() else number


def holds(asked: Asked, compared: Compared) -> Condition:
    """The comparison for one question, true only where that is answered."""
    operator, value = compared.operator, compared.right
    if compared.left.length:
        return _length(asked, operator, value)
    if isinstance(value, Distance) or asked.kind in {"date", "month_year"}:
        return _day(asked, operator, value)
    if asked.kind == "yes_no":
        return _yes_no(asked, operator, value)
    if asked.choices.options:
        return _choice(asked, operator, value)
    if asked.kind in {"number", "money"} or operator in _NUMBERS:
        return _number(asked, operator, value)
    if operator == "in":
        return Comparison(asked.key, "contains", value_text(value))
    return Comparison(asked.key, "is", value_text(value))


def _yes_no(asked: Asked, operator: str, value: Value) -> Condition:
    said = value_text(flat(value)).strip().lower()
    answer = {"true": "yes", "yes": "yes", "false": "no", "no": "no"}.get(said)
    if operator != "==" or answer is None:
        return NEVER
    return Comparison(asked.key, "is", answer)


def _choice(asked: Asked, operator: str, value: Value) -> Condition:
    several = asked.kind == "checkboxes"
    if operator in _NUMBERS:
        number = _as_number(value)
        fitting = [
            key
            for said, key in asked.choices.keys.items()
            if number is not None
            and (own := _as_number(said)) is not None
            and _NUMBERS[operator][1](own, number)
        ]
        return _one_of(asked, fitting) if not several else NEVER
    said = value_text(value)
    key = asked.choices.keys.get(said) or asked.choices.keys.get(said.strip())
    if key is None:
        # Not offered; kept, so that the linter says so.
        key = slug_of_name(said) or "unknown"
    return Comparison(asked.key, "contains" if several else "is", key)


def _one_of(asked: Asked, keys: list[str]) -> Condition:
    if not keys:
        return NEVER
    return (
        Comparison(asked.key, "is", keys[0])
        if len(keys) == 1
        else Comparison(asked.key, "one_of", tuple(keys))
    )


def _number(asked: Asked, operator: str, value: Value) -> Condition:
    number = _as_number(value)
    if number is None or operator == "in":
        return NEVER
    if asked.kind == "money":
        number = round(number * 100, 4)
        number = int(number) if float(number).is_integer() else number
    word = _NUMBERS[operator][0] if operator in _NUMBERS else "is"
    return Comparison(asked.key, word, number)


def _length(asked: Asked, operator: str, value: Value) -> Condition:
    number = _as_number(value)
    if number is None or asked.kind not in {"short_text", "long_text", "email", "phone", "website", "hidden"}:
        raise NotUnderstood("only the length of a text can be compared")
    least, most = {
        "==": (number, number),
        ">": (int(number) + 1, None),
        ">=": (number, None),
        "<": (0, int(number) - (1 if float(number).is_integer() else 0)),
        "<=": (0, int(number)),
    }.get(operator, (None, None))
    if least is None or (most is not None and most < least) or least > LONGEST_LENGTH:
        return NEVER
    if operator == "==" and not float(number).is_integer():
        return NEVER
    return Comparison(asked.key, "matches", f"(?s){_repeated(int(-(-least // 1)), most)}")


def _repeated(least: int, most: Number | None) -> str:
    """Any characters, so many of them: RE2 repeats nothing more than a thousand times."""
    thousands, rest = divmod(least, 1000)
    begin = ".{1000}" * thousands + (f".{{{rest}}}" if rest else "")
    if most is None:
        return begin + ".*"
    more, rest = divmod(int(most) - least, 1000)
    return begin + ".{0,1000}" * more + (f".{{0,{rest}}}" if rest else "")


def _day(asked: Asked, operator: str, value: Value) -> Condition:
    if asked.kind not in {"date", "month_year"}:
        raise NotUnderstood("a date is compared with a question that asks for none")
    if isinstance(value, Distance):
        if value.unit not in DAY_UNITS or asked.time_key or not -100_000 < value.number < 100_000:
            raise NotUnderstood("days are the smallest unit there is")
        distance = {value.unit: value.number}
        bound = DateBound(
            years=distance.get("years", 0), months=distance.get("months", 0), days=distance.get("days", 0)
        )
        before, after = _days_from(bound, -1), _days_from(bound, 1)
    else:
        said = value_text(value).strip()[:10]
        said = f"{said}-01" if len(said) == 7 and asked.kind == "month_year" else said
        if not is_day(said):
            return NEVER
        bound = DateBound(date=said)
        before, after = _days_from(bound, -1), _days_from(bound, 1)
    if asked.kind == "month_year" and operator in {"<=", ">="}:
        # A month has no day before it within the month.
        word = "after" if operator == "<=" else "before"
        return all_of([Comparison(asked.key, "answered", True), Not(Comparison(asked.key, word, bound))])
    match operator:
        case "==":
            return Comparison(asked.key, "between", (bound, bound))
        case "<":
            return Comparison(asked.key, "before", bound)
        case ">":
            return Comparison(asked.key, "after", bound)
        case "<=":
            return Comparison(asked.key, "before", after)
        case ">=":
            return Comparison(asked.key, "after", before)
    raise NotUnderstood(f"days cannot be compared with “{operator}”")


def _days_from(bound: DateBound, days: int) -> DateBound:
    if not bound.date:
        return DateBound(years=bound.years, months=bound.months, days=bound.days + days)
    day = date.fromisoformat(bound.date)
    if day in {date.min, date.max}:
        return bound
    return DateBound(date=(day + timedelta(days=days)).isoformat())
