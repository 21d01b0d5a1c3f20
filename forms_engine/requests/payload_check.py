"""Whether what a back office is to be told is what the published schema says: asked when a submission is sent, before
anything is paid. What is found is a mistake of ours, never a resident's.

The published schema is for receivers. It says of the answers "each is one of these" and "among them is each of those":
done as written, that takes rows times questions. The same is asked here row by row, each of its own question.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from forms_engine.definition.patterns import compiled
from forms_engine.requests.payload_schema import always_asked, asked, def_name, payload_schema
from forms_engine.requests.payload_shapes import Schema

MOST_SAID = 20  # places named of one breach


class PayloadRefused(Exception):
    """What would be sent is not what its schema says. ``places`` names where, never what was answered."""

    def __init__(self, places: list[str]) -> None:
        self.places = places
        super().__init__(", ".join(places))


def require_valid(version_id: int, number: int, body: Mapping[str, Any]) -> None:
    """Hold a body of ``request.received`` against the schema of its journey's version.

    Raises:
        PayloadRefused: with up to twenty places, such as ``data/answers/3/answer: maxLength``.
    """
    check = _compiled(_This(definition_of(version_id)), number)
    places = list(islice(check.breaches(body), MOST_SAID))
    if places:
        raise PayloadRefused(places)


@dataclass(frozen=True, slots=True)
class Check:
    """A version's schema, ready to be asked."""

    frame: Validator
    rows: dict[str, Validator]
    always: frozenset[str]

    def breaches(self, body: Mapping[str, Any]) -> Iterator[str]:
        """Where the body is not what the schema says: the place and the rule that it breaks."""
        for error in self.frame.iter_errors(body):
            yield _place(error)
        data = body.get("data")
        answers = data.get("answers") if isinstance(data, dict) else None
        if not isinstance(answers, list):
            return
        told = Counter(row.get("question") for row in answers if isinstance(row, dict))
        for key in sorted(self.always):
            if told[key] != 1:
                yield f"data/answers: {key} is there {told[key]} times"
        for place, row in enumerate(answers):
            rule = self.rows.get(str(row.get("question"))) if isinstance(row, dict) else None
            if rule is None:
                yield f"data/answers/{place}: of no question"
                continue
            for error in rule.iter_errors(row):
                yield _place(error, f"data/answers/{place}")


def check_for(definition: Definition, number: int) -> Check:
    """The schema of one version, made ready."""
    schema = payload_schema(definition, number)
    rows = {
        question.key: _Validator(_quick(schema["$defs"][def_name(question.key)]))
        for question in asked(definition)
    }
    data = schema["properties"]["data"]
    frame_of_answers = {"answers": {"type": "array"}}
    frame: Schema = {
        **schema,
        "properties": {
            **schema["properties"],
            "data": {**data, "properties": {**data["properties"], **frame_of_answers}},
        },
        "$defs": {},
    }
    return Check(_Validator(frame), rows, frozenset(always_asked(definition)))


class _This:
    """A definition as a cache's key: that very one."""

    __slots__ = ("definition",)

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def __hash__(self) -> int:
        return id(self.definition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other.definition is self.definition


@lru_cache(maxsize=256)
def _compiled(this: _This, number: int) -> Check:
    return check_for(this.definition, number)


def _quick(schema: Any) -> Any:
    """The same schema with every "one of these constants" as a list of them, which takes one look instead of many."""
    if isinstance(schema, list):
        return [_quick(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {name: _quick(part) for name, part in schema.items()}
    choices = parts.get("anyOf")
    if choices and all("const" in choice for choice in choices):
        del parts["anyOf"]
        parts["enum"] = [choice["const"] for choice in choices]
    return parts


def _pattern(validator: Any, pattern: str, text: object, schema: Any) -> Iterator[ValidationError]:
    """By RE2, as the answer itself was judged: Python's own may take for ever over a pattern that an editor wrote."""
    if not isinstance(text, str):
        return
    ready = compiled(pattern)
    if ready is None or ready.search(text) is None:
        yield ValidationError("pattern")


_Validator = extend(Draft202012Validator, {"pattern": _pattern})


def _place(error: ValidationError, before: str = "") -> str:
    way = "/".join([before, *map(str, error.absolute_path)] if before else map(str, error.absolute_path))
    return f"{way or 'body'}: {error.validator}"
