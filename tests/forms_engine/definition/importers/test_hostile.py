"""Whatever a file holds, importing it ends with a journey or with findings: no crash, and in bounded time."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.definition.errors import DefinitionRefused
from forms_engine.definition.importers.detect import import_document
from forms_engine.definition.importers.source import read_source
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.write import canonical_bytes, write_definition
from tests.examples import examples
from tests.forms_engine.definition.importers.test_paths import case, graphs

RELAXED = settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def imported_or_refused(raw):
    """What an import must come to: a document that parses and is canonical, or findings that say what to do."""
    try:
        found = import_document(raw)
    except DefinitionRefused as refused:
        assert refused.findings
        assert all(one.message.endswith((".", "…")) for one in refused.findings)
        return None
    assert write_definition(parse_definition(found.document)) == found.document
    assert canonical_bytes(import_document(found.document).document) == canonical_bytes(found.document)
    return found


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=6), part, max_size=3),
    max_leaves=8,
)


@RELAXED
@given(anything)
def test_anything_at_all(raw):
    imported_or_refused(raw)


CASES = ["06_defra_county-parish-holding-number.json", "09_defra_fishing-permit-conditional-payment.yaml", "11_xgov_dynamic-fees-repeat-webhook.json"]  # fmt: skip


def spots(value, trail=()):
    if isinstance(value, dict):
        for name, part in value.items():
            yield (*trail, name)
            yield from spots(part, (*trail, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield (*trail, number)
            yield from spots(part, (*trail, number))


@RELAXED
@given(st.sampled_from(CASES).map(case), st.data(), st.lists(anything, min_size=1, max_size=3))
def test_a_real_form_with_parts_replaced_by_anything(form, data, values):
    form = copy.deepcopy(form)
    for value in values:
        trail = data.draw(st.sampled_from(list(spots(form))))
        owner = form
        for part in trail[:-1]:
            owner = owner[part]
        if data.draw(st.booleans()) and isinstance(owner, dict):
            del owner[trail[-1]]
        else:
            owner[trail[-1]] = value
    imported_or_refused(form)


@RELAXED
@given(graphs(), st.data())
def test_links_anywhere_even_back(graph, data):
    form, _, _ = graph
    for page in form["pages"]:
        for link in page["next"]:
            if data.draw(st.integers(0, 2)) == 0:
                link["path"] = data.draw(st.sampled_from([page["path"] for page in form["pages"]]))
    assert imported_or_refused(form) is not None


def test_what_was_imported_and_exported_imports_to_the_same_bytes():
    for name in [*CASES, "03b_cof-r3w2_asset-information.cy.json", "05_hsra-r1_eligibility.json"]:
        assert imported_or_refused(case(name)) is not None


def a_form(**more):
    page = {"path": "/a", "title": "A", "components": [], "next": []}
    return {"startPage": "/a", "pages": [page], "lists": [], "sections": [], "conditions": [], **more}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)}\n  <<: [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "unknown-format"),
        (b"\xff\xfe\x00", "not-text"),
        (b"{", "not-json"),
        (b'{"a": NaN}', "not-json"),
        (b'{"a": 1, "a": 2}', "duplicate-key"),
        (b"a: 1\na: 2\n", "duplicate-key"),
        (b"[" * 100_000, "too-deep"),
        (b"- " * 100_000, "too-deep"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "too-deep"),
        (b"9" * 100_000, "not-json"),
        (BOMB.encode(), "too-large"),
        (MERGES.encode(), None),
        (b"a: &a [*a]", "too-deep"),
        (b"!!python/object/apply:os.system ['true']", "not-yaml"),
        (b"a: b: c: [", "not-yaml"),
        (b"%PDF-1.4 \x01\x02", "not-yaml"),
        (b'{"format": "guildhall-journey/9"}', None),
        (b'{"pages": {}}', "unknown-format"),
        (b'{"pages": []}', "no-pages"),
        (b'{"pages": [1]}', "wrong-type"),
        (b'{"pages": [{"path": 1}]}', "wrong-type"),
        (json.dumps(a_form(pages=[{"path": f"/{n}"} for n in range(2000)])).encode(), "too-many"),
        (json.dumps({"pages": [{"path": "/a", "next": [{"path": "/a"}] * 50}]}).encode(), "too-many"),
    ],
)
def test_a_bad_file_is_refused_for_what_it_is(content, rule):
    with pytest.raises(DefinitionRefused) as refused:
        import_document(read_source(content))
    assert rule is None or refused.value.findings[0].rule == rule


@pytest.mark.parametrize(
    "words",
    [
        "(" * 5_000,
        "not " * 5_000 + "a",
        " and ".join(["a"] * 3_000),
        "'" + "\\" * 3_000,
        "a == " * 2_000,
        "a == 'x' or " * 900 + "a == 'y'",
        "1 == 1",
        "a == b",
        "a ? b : c",
        "length(length(a)) > 2",
        "dateForComparison(1, 'days') > dateForComparison(2, 'days')",
        "a in [b]",
        "9" * 400 + " == a",
    ],
)
def test_an_expression_nobody_wrote_never_holds_and_is_reported(words):
    form = a_form(conditions=[{"name": "c", "value": words}])
    form["pages"][0]["components"] = [{"type": "YesNoField", "name": "a", "title": "A"}]
    found = imported_or_refused(form)
    if found is not None and "condition-not-understood" in {one.rule for one in found.findings}:
        assert found.document["conditions"]["c"] == {"any": []}
        assert found.document["kept"]["conditions"]["c"]["value"] == words


def test_conditions_that_go_round_in_a_circle_are_imported_for_the_linter():
    form = a_form(conditions=[{"name": "a", "value": "b"}, {"name": "b", "value": "not a"}])
    assert imported_or_refused(form).document["conditions"] == {
        "a": {"condition": "b"},
        "b": {"not": {"condition": "a"}},
    }


@pytest.mark.parametrize(
    "html",
    [
        "<a " * 6_000,
        "<b>" * 6_000,
        "<ul><li>" * 3_000,
        "<" * 19_000,
        "&" * 19_000,
        "<!--" * 4_000,
        "</p>" * 4_000,
    ],
)
def test_html_that_is_never_closed_takes_no_time(html):
    form = a_form()
    form["pages"][0]["components"] = [{"type": "Html", "content": html} for _ in range(20)]
    assert imported_or_refused(form) is not None


def test_a_chain_of_eight_hundred_branching_pages():
    pages, conditions = [], []
    for n in range(800):
        asks = [{"type": "YesNoField", "name": f"q{n}", "title": f"Q{n}"}]
        conditions.append({"name": f"c{n}", "value": f"q{n} == true"})
        links = [{"path": f"/{min(n + 2, 799)}", "condition": f"c{n}"}, {"path": f"/{min(n + 1, 799)}"}]
        pages.append(
            {"path": f"/{n}", "title": f"P{n}", "components": asks, "next": links if n < 799 else []}
        )
    found = imported_or_refused(a_form(startPage="/0", pages=pages, conditions=conditions))
    assert len(found.document["pages"]) == 800


def test_conditions_made_of_conditions_many_times_over():
    conditions = [{"name": "c0", "value": "a == true"}]
    for n in range(1, 300):
        conditions.append({"name": f"c{n}", "value": f"(c{n - 1} and a == true) or (c{n - 1} and b == true)"})
    ask = {"type": "YesNoField", "name": "a", "title": "A"}
    later = {"type": "YesNoField", "name": "b", "title": "B"}
    pages = [
        {
            "path": "/a",
            "title": "A",
            "components": [ask],
            "next": [{"path": "/c", "condition": "c299"}, {"path": "/b"}],
        },
        {"path": "/b", "title": "B", "components": [later], "next": [{"path": "/c"}]},
        {"path": "/c", "title": "C", "components": [], "next": []},
    ]
    assert imported_or_refused(a_form(pages=pages, conditions=conditions)) is not None


def test_two_pages_of_one_path_the_second_is_kept():
    pages = [{"path": "/a", "title": "First", "next": []}, {"path": "a/", "title": "Second", "next": []}]
    found = imported_or_refused(a_form(pages=pages))
    assert [page["title"] for page in found.document["pages"]] == [{"en": "First"}]
    assert found.document["kept"]["pages"]["a (again)"]["title"] == "Second"
    assert "duplicate-page" in {one.rule for one in found.findings}
