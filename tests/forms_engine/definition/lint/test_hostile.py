"""No document crashes the linter, and hostile ones are answered in bounded time: what would take for ever does not end
within the test's patience, so these tests fail by not ending (or by running out of memory)."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_engine.definition.lint import errors_of, lint
from tests.examples import examples
from tests.forms_engine.definition.strategies import definitions

TEXT = {"en": "x"}


def document(*pages, **parts):
    return {
        "format": "guildhall-journey/1",
        "slug": "hostile",
        "kind": "apply",
        "title": TEXT,
        "service": "s",
        "routes": ["r"],
        "retention_days": 3,
        "pages": list(pages),
        **parts,
    }


def page(key, *blocks, **parts):
    return {"key": key, "title": TEXT, "blocks": list(blocks), **parts}


def ask(key, kind="yes_no", **parts):
    return {"key": key, "type": kind, "label": TEXT, **parts}


def nested(depth, wrap, inner):
    for _ in range(depth):
        inner = wrap(inner)
    return inner


def doubling(count):
    """Written out, the last of these has 2 to the power of ``count`` parts."""
    named = {f"c{n}": {"all": [{"condition": f"c{n - 1}"}] * 2} for n in range(1, count)}
    return {"c0": {"question": "q", "is": "yes"}, **named}


OPTIONS = [{"key": f"o{n}", "label": TEXT} for n in range(5_000)]
MANY = range(4_000)

HOSTILE = {
    "nested lists": lambda: nested(100_000, lambda inner: [inner], []),
    "nested kept": lambda: document(page("a"), kept=nested(50_000, lambda inner: {"a": inner}, {})),
    "nested condition": lambda: document(
        page("a", show_when=nested(50_000, lambda inner: {"not": inner}, {"question": "q", "is": "x"}))
    ),
    "nested groups": lambda: document(nested(5_000, lambda inner: {"key": "a", "pages": [inner]}, page("b"))),
    "a part of the account that there is not": lambda: document(
        page("a", ask("q", "short_text", prefill={"account": "password"}))
    ),
    "a long chain of names": lambda: document(
        page("a", ask("q")), conditions={f"c{n}": {"condition": f"c{n + 1}"} for n in MANY}
    ),
    "a long circle": lambda: document(
        page("a", ask("q")), conditions={f"c{n}": {"condition": f"c{(n + 1) % 4_000}"} for n in MANY}
    ),
    "conditions that double": lambda: document(
        page("a", ask("q")), page("b", ask("r"), show_when={"condition": "c79"}), conditions=doubling(80)
    ),
    "thousands of long conditions": lambda: document(
        page("a", *(ask(f"q{n}") for n in range(1_900))),
        conditions={
            "c": {"any": [{"question": f"q{n}", "is": "yes"} for n in range(1_900)]},
            **{
                f"c{n}": {"all": [{"condition": "c"}, {"question": f"q{n % 1_900}", "is": "no"}]}
                for n in MANY
            },
        },
    ),
    "thousands of exits": lambda: document(
        *(
            part
            for n in range(1_500)
            for part in (
                page(f"a{n}", ask(f"q{n}")),
                page(f"e{n}", exit=True, show_when={"question": f"q{n}", "is": "no"}),
            )
        )
    ),
    "patterns that need memory": lambda: document(
        page("a", *(ask(f"q{n}", "short_text", pattern=f"(x{{{n % 900}}}y?){{1,{n % 900}}}") for n in MANY))
    ),
    "patterns that go back and forth": lambda: document(
        page(
            "a",
            ask("q", "short_text", pattern="(a|aa)+" * 100 + "b"),
            ask("r", "short_text", pattern="(" * 900),
        )
    ),
    "long lists used often": lambda: document(
        page("a", *(ask(f"q{n}", "checkboxes", list="long") for n in range(3_000))), lists={"long": OPTIONS}
    ),
    "long comparisons": lambda: document(
        page("a", ask("q", "select", list="long")),
        *(
            page(f"p{n}", show_when={"question": "q", "one_of": [one["key"] for one in OPTIONS]})
            for n in range(200)
        ),
        lists={"long": OPTIONS},
    ),
    "fee rows like each other": lambda: document(
        page("a", ask("q")),
        fees=[
            {
                "key": "f",
                "label": TEXT,
                "ledger_code": "l",
                "vat_code": "v",
                "rows": [{"when": {"question": "q", "is": "yes"}, "amount_pence": n} for n in MANY],
            }
        ],
    ),
    "texts of brackets": lambda: document(
        page("a", *({"type": "text", "text": {"en": "[a](" * 4_900}} for _ in range(400)))
    ),
    "ten megabytes of unknown keys": lambda: {**document(), **{f"k{n}": "x" * 50 for n in range(150_000)}},
    "thousands of pages": lambda: document(
        *(
            page(f"p{n}", ask(f"q{n}"), show_when={"question": f"q{n - 1}", "is": "yes"} if n else None)
            for n in MANY
        )
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_answered(name):
    assert len(lint(HOSTILE[name]())) < 1_000


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda children: (
        st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4)
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_value_crashes_the_linter(value):
    assert errors_of(lint(value))


def places(value, path=()):
    """Every place in a document."""
    yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from places(part, (*path, index))


def changed(document, path, value):
    """A copy of a document with the value at a place replaced."""
    copied = json.loads(json.dumps(document))
    if not path:
        return value
    at = copied
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return copied


@settings(max_examples=examples(20), deadline=None)
@given(definitions(), st.data())
def test_no_value_anywhere_crashes_the_linter(made, data):
    path = data.draw(st.sampled_from(list(places(made))))
    for finding in lint(changed(made, path, data.draw(json_values))):
        assert str(finding)


@settings(max_examples=examples(10), deadline=None)
@given(definitions())
def test_linting_changes_nothing_and_says_the_same_twice(made):
    before = json.dumps(made)
    assert lint(made) == lint(made)
    assert json.dumps(made) == before
