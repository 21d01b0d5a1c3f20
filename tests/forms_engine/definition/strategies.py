"""Hypothesis strategies for journey documents over the whole language: everything that ``definitions()`` gives can be
parsed, and names only what is there, so that it can be published and evaluated too."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

from forms_engine.definition.question_types import ACCEPTED, QUESTION_TYPE, QUESTION_TYPES

keys = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), max_codepoint=0x2FFF),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip())
days = st.dates(min_value=date(1900, 1, 1)).map(date.isoformat)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | words
)
kept = st.dictionaries(
    words,
    st.recursive(
        scalars,
        lambda part: st.lists(part, max_size=3) | st.dictionaries(words, part, max_size=3),
        max_leaves=5,
    ),
    min_size=1,
    max_size=3,
)
PATTERNS = ("[A-Z]{2}[0-9]{4}", "a+b?", r"\d{3,5}", "(north|south)-[a-z]+")


@st.composite
def texts(draw: st.DrawFn) -> dict[str, str]:
    """A text, sometimes in Welsh too."""
    text = {"en": draw(words)}
    if draw(st.booleans()):
        text["cy"] = draw(words)
    return text


@st.composite
def bounds(draw: st.DrawFn) -> Any:
    """A day, or a distance from today."""
    if draw(st.booleans()):
        return draw(days)
    units = draw(st.lists(st.sampled_from(["years", "months", "days"]), min_size=1, max_size=3, unique=True))
    return {unit: draw(st.integers(-40, 40)) for unit in units}


@dataclass
class Asked:
    """What has been asked so far: what a condition at this place may be about."""

    questions: list[dict[str, Any]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def option_keys(self, question: dict[str, Any]) -> list[str]:
        """The keys a question offers."""
        if question["type"] == "yes_no":
            return ["yes", "no"]
        offered = self.lists[question["list"]] if "list" in question else question.get("options", [])
        return [option["key"] for option in offered]


def _comparison_with_option(draw: st.DrawFn, key: str, offered: list[str], several: bool) -> dict[str, Any]:
    option = st.sampled_from(offered)
    if several:
        operator = draw(st.sampled_from(["contains", "at_least", "at_most"]))
        return {
            "question": key,
            operator: draw(option) if operator == "contains" else draw(st.integers(0, 3)),
        }
    operator = draw(st.sampled_from(["is", "is_not", "one_of"]))
    value = (
        draw(st.lists(option, min_size=1, max_size=3, unique=True)) if operator == "one_of" else draw(option)
    )
    return {"question": key, operator: value}


def _number(draw: st.DrawFn, whole: bool) -> int | float:
    if whole:
        return draw(st.integers(-5, 50))
    return draw(st.integers(-50, 500)) / 10


def comparison(draw: st.DrawFn, asked: Asked) -> dict[str, Any]:
    """One comparison that makes sense for the question it is about."""
    if asked.groups and draw(st.integers(0, 4)) == 0:
        operator = draw(st.sampled_from(["greater_than", "less_than", "at_least", "at_most"]))
        return {"question": draw(st.sampled_from(asked.groups)), operator: draw(st.integers(0, 4))}
    question = draw(st.sampled_from(asked.questions))
    key, kind = question["key"], question["type"]
    offered = asked.option_keys(question)
    if draw(st.integers(0, 4)) == 0:
        return {"question": key, "answered": draw(st.booleans())}
    if offered:
        return _comparison_with_option(draw, key, offered, kind == "checkboxes")
    if kind in {"number", "money"}:
        whole = kind == "money" or not question.get("decimals")
        operator = draw(
            st.sampled_from(["greater_than", "less_than", "at_least", "at_most", "between", "is", "is_not"])
        )
        if operator == "between":
            return {"question": key, operator: sorted([_number(draw, whole), _number(draw, whole)])}
        return {"question": key, operator: _number(draw, whole)}
    if kind in {"date", "month_year"}:
        operator = draw(st.sampled_from(["before", "after", "between"]))
        return {
            "question": key,
            operator: [draw(bounds()), draw(bounds())] if operator == "between" else draw(bounds()),
        }
    if kind in {"short_text", "long_text"}:
        operator = draw(st.sampled_from(["is", "is_not", "contains", "matches", "one_of"]))
        value: Any = draw(words)
        if operator == "matches":
            value = draw(st.sampled_from(PATTERNS))
        elif operator == "one_of":
            value = draw(st.lists(words, min_size=1, max_size=3))
        return {"question": key, operator: value}
    return {"question": key, "answered": draw(st.booleans())}


def condition(draw: st.DrawFn, asked: Asked, depth: int = 0) -> dict[str, Any]:
    """A condition about what has been asked."""
    if asked.conditions and draw(st.integers(0, 4)) == 0:
        return {"condition": draw(st.sampled_from(asked.conditions))}
    if depth < 3 and draw(st.integers(0, 2)) == 0:
        word = draw(st.sampled_from(["all", "any", "not"]))
        if word == "not":
            return {"not": condition(draw, asked, depth + 1)}
        return {word: [condition(draw, asked, depth + 1) for _ in range(draw(st.integers(0, 3)))]}
    return comparison(draw, asked)


def _show_when(draw: st.DrawFn, asked: Asked) -> dict[str, Any]:
    if asked.questions and draw(st.integers(0, 2)) == 0:
        return {"show_when": condition(draw, asked)}
    return {}


def _sometimes(draw: st.DrawFn, **parts: st.SearchStrategy[Any]) -> dict[str, Any]:
    return {name: draw(strategy) for name, strategy in parts.items() if draw(st.integers(0, 4)) == 0}


@st.composite
def option_lists(draw: st.DrawFn, *, exclusive: bool = False) -> list[dict[str, Any]]:
    """A few options with keys of their own."""
    found = draw(st.lists(keys, min_size=1, max_size=4, unique=True))
    options = [
        {"key": key, "label": draw(texts()), **_sometimes(draw, hint=texts(), kept=kept)} for key in found
    ]
    if exclusive and len(options) > 1 and draw(st.booleans()):
        options[-1]["exclusive"] = True
    return options


def _own_parts(draw: st.DrawFn, kind: str, asked: Asked) -> dict[str, Any]:
    """The parts that only this type of question has."""
    match kind:
        case "short_text" | "long_text":
            return _sometimes(
                draw,
                max_length=st.integers(20, 200),
                max_words=st.integers(5, 40),
                min_length=st.integers(1, 3),
                pattern=st.sampled_from(PATTERNS),
            )
        case "number":
            return _sometimes(
                draw, min=st.integers(-5, 0), max=st.integers(1, 50), decimals=st.integers(0, 2), unit=texts()
            )
        case "money":
            return _sometimes(draw, min=st.integers(0, 100), max=st.integers(1000, 90_000))
        case "date" | "month_year":
            return _sometimes(draw, earliest=bounds(), latest=bounds())
        case "file":
            return _sometimes(
                draw,
                accept=st.lists(st.sampled_from(sorted(ACCEPTED)), min_size=1, max_size=3, unique=True),
                max_files=st.integers(1, 5),
                max_megabytes=st.integers(1, 25),
            )
        case "hidden":
            return {"prefill": draw(_prefills())}
    if QUESTION_TYPE[kind].offers_options:
        ticks = _sometimes(draw, min=st.integers(1, 2), max=st.integers(2, 3)) if kind == "checkboxes" else {}
        if asked.lists and draw(st.booleans()):
            return {"list": draw(st.sampled_from(sorted(asked.lists))), **ticks}
        return {"options": draw(option_lists(exclusive=kind == "checkboxes")), **ticks}
    return {}


@st.composite
def _prefills(draw: st.DrawFn) -> dict[str, str]:
    source = draw(st.sampled_from(["query", "account", "value"]))
    return {source: draw(st.sampled_from(["name", "email", "mobile"]) if source == "account" else words)}


def question(
    draw: st.DrawFn, key: str, asked: Asked, kinds: tuple[str, ...] = QUESTION_TYPES
) -> dict[str, Any]:
    """A question of any type."""
    kind = draw(st.sampled_from(kinds))
    parts = {
        "key": key,
        "type": kind,
        "label": draw(texts()),
        **_sometimes(
            draw,
            hint=texts(),
            required=st.booleans(),
            sensitive=st.just(True),
            autocomplete=st.sampled_from(["name", "email", "tel", "bday"]),
            errors=st.dictionaries(
                st.sampled_from(["required", "choose", "pattern"]), texts(), min_size=1, max_size=2
            ),
            kept=kept,
        ),
        **_show_when(draw, asked),
    }
    if kind != "hidden":
        parts |= _sometimes(draw, prefill=_prefills())
    return parts | _own_parts(draw, kind, asked)


def content(draw: st.DrawFn, asked: Asked | None) -> dict[str, Any]:
    """Something that asks nothing."""
    kind = draw(st.sampled_from(["text", "inset", "warning", "details", "image", "article"]))
    own: dict[str, Any] = {}
    if kind == "article":
        own["article"] = draw(keys)
    elif kind == "image":
        own |= {"image": draw(st.integers(1, 99)), "alt": draw(texts()), **_sometimes(draw, text=texts())}
    else:
        own["text"] = draw(texts())
    if kind == "details":
        own["title"] = draw(texts())
    return {"type": kind, **own, **_sometimes(draw, kept=kept), **(_show_when(draw, asked) if asked else {})}


def page(draw: st.DrawFn, key: str, free: list[str], asked: Asked, sections: list[str]) -> dict[str, Any]:
    """A page; what it asks is noted in ``asked``. ``free`` are question keys nobody has yet."""
    found = {"key": key, "title": draw(texts()), **_show_when(draw, asked), **_sometimes(draw, kept=kept)}
    if sections and draw(st.booleans()):
        found["section"] = draw(st.sampled_from(sections))
    found["blocks"] = []
    for _ in range(draw(st.integers(0, 3))):
        if free and draw(st.integers(0, 3)):
            asking = question(draw, free.pop(), asked)
            found["blocks"].append(asking)
            asked.questions.append(asking)
        else:
            found["blocks"].append(content(draw, asked))
    return found


def group(
    draw: st.DrawFn, free_pages: list[str], free: list[str], asked: Asked, sections: list[str]
) -> dict[str, Any]:
    """A group of one or two pages, each item with logic of its own."""
    key = free.pop()
    least = draw(st.integers(0, 2))
    counts = [one["key"] for one in asked.questions if one["type"] == "number" and not one.get("decimals")]
    found = {
        "key": key,
        "title": draw(texts()),
        "item": draw(texts()),
        "min": least,
        "max": max(1, least + draw(st.integers(0, 3))),
        **_show_when(draw, asked),
    }
    if counts and draw(st.booleans()):
        found["count"] = draw(st.sampled_from(counts))
    inside = Asked(list(asked.questions), list(asked.groups), list(asked.conditions), asked.lists)
    found["pages"] = [
        page(draw, free_pages.pop(), free, inside, sections) for _ in range(draw(st.integers(1, 2)))
    ]
    asked.groups.append(key)
    asked.questions.extend(one for one in inside.questions if one not in asked.questions)
    return found


def fee_line(draw: st.DrawFn, key: str, asked: Asked) -> dict[str, Any]:
    """A fee line: one amount or rows, multiplied or not, with or without concessions."""
    line: dict[str, Any] = {"key": key, "label": draw(texts()), "ledger_code": "R123", "vat_code": "OS"}
    pence = st.integers(0, 20_000)
    can_ask = bool(asked.questions)
    if can_ask and draw(st.booleans()):
        line["rows"] = [
            {"when": condition(draw, asked), "amount_pence": draw(pence)}
            for _ in range(draw(st.integers(1, 3)))
        ]
        if draw(st.booleans()):
            line["rows"].append({"amount_pence": draw(pence)})
    else:
        line["amount_pence"] = draw(pence)
    counted = [
        one["key"] for one in asked.questions if one["type"] in {"number", "checkboxes"}
    ] + asked.groups
    if counted and draw(st.booleans()):
        line["per"] = draw(st.sampled_from(counted))
    if can_ask:
        line |= {"when": condition(draw, asked)} if draw(st.integers(0, 3)) == 0 else {}
        line["concessions"] = [
            {
                "key": f"less-{number}",
                "label": draw(texts()),
                "when": condition(draw, asked),
                **draw(
                    st.sampled_from(
                        [{"percent_off": 50}, {"percent_off": 100}, {"pence_off": 700}, {"pays_pence": 250}]
                    )
                ),
            }
            for number in range(draw(st.integers(0, 2)))
        ]
    return line | _sometimes(draw, kept=kept)


def _routes(draw: st.DrawFn, asked: Asked) -> list[Any]:
    """A route that is always taken, and sometimes one that depends on the answers."""
    always, sometimes = draw(st.lists(keys, min_size=2, max_size=2, unique=True))
    if not asked.questions or draw(st.booleans()):
        return [always]
    return [always, {"route": sometimes, "when": condition(draw, asked)}]


@st.composite
def definitions(draw: st.DrawFn, *, most_parts: int = 5) -> dict[str, Any]:
    """A whole journey document of at most ``most_parts`` pages and groups."""
    free_pages = [f"page-{key}" for key in draw(st.lists(keys, min_size=12, max_size=12, unique=True))]
    free = draw(st.lists(keys, min_size=20, max_size=20, unique=True))
    sections = draw(st.lists(keys, max_size=2, unique=True))
    asked = Asked(lists={key: draw(option_lists()) for key in draw(st.lists(keys, max_size=2, unique=True))})
    pages: list[dict[str, Any]] = []
    conditions: dict[str, Any] = {}
    for number in range(draw(st.integers(1, most_parts))):
        if number and len(free) > 6 and len(free_pages) > 3 and draw(st.integers(0, 3)) == 0:
            pages.append(group(draw, free_pages, free, asked, sections))
        else:
            pages.append(page(draw, free_pages.pop(), free, asked, sections))
            if number and "show_when" in pages[-1] and draw(st.integers(0, 3)) == 0:
                pages[-1]["exit"] = True
        if asked.questions and draw(st.integers(0, 2)) == 0:
            name = f"known-{number}"
            conditions[name] = condition(draw, asked)
            asked.conditions.append(name)
    document: dict[str, Any] = {
        "format": "guildhall-journey/1",
        "slug": draw(keys),
        "kind": draw(st.sampled_from(["apply", "book", "pay", "report"])),
        "title": draw(texts()),
        "service": draw(keys),
        "routes": _routes(draw, asked),
        "retention_days": draw(st.integers(1, 3650)),
        "sections": {key: draw(texts()) for key in sections},
        "lists": asked.lists,
        # Declared in any order: what a condition is made of may come after it.
        "conditions": dict(draw(st.permutations(sorted(conditions.items())))),
        "pages": pages,
        "fees": [fee_line(draw, f"fee-{number}", asked) for number in range(draw(st.integers(0, 2)))],
        "start": [content(draw, None) for _ in range(draw(st.integers(0, 1)))],
        "outcome": [content(draw, None) for _ in range(draw(st.integers(0, 1)))],
        **_sometimes(
            draw,
            summary=texts(),
            purpose=texts(),
            declaration=texts(),
            lawful_basis=words,
            opens=days,
            closes=days,
            audience=st.sampled_from(["public", "staff", "partner"]),
            sign_in=st.sampled_from(["none", "optional", "required"]),
            translations=st.just({"cy": "awaiting-review"}),
            kept=kept,
        ),
    }
    contact = {
        part: one["key"]
        for part, kind in (("name", "short_text"), ("email", "email"), ("mobile", "phone"))
        for one in asked.questions
        if one["type"] == kind
    }
    written = [one["key"] for one in asked.questions if one["type"] == "short_text"]
    choices = [one["key"] for one in asked.questions if one["type"] == "radios"]
    if written and choices and draw(st.booleans()):
        contact |= {"on_behalf_of": written[0], "authority": choices[0]}
    if contact and draw(st.booleans()):
        document["contact"] = contact
    if draw(st.integers(0, 3)) == 0:
        document["booking"] = {
            "resource_kind": draw(keys),
            "minutes": draw(st.integers(5, 90)),
            **({"when": condition(draw, asked)} if asked.questions else {}),
        }
    return document
