"""A graph of links becomes pages in a row that give exactly the same paths: compared with an interpreter of the source, over
the real cases and over made-up forms and answers."""

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from forms_engine.definition.importers.source import read_source
from tests.examples import examples
from tests.forms_engine.definition.importers.answering import Made
from tests.forms_engine.definition.importers.source_walk import Walk

HERE = Path(__file__).parent
RELAXED = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def case(name):
    return read_source((HERE / "cases" / name).read_bytes())


def same_path(walk, made, answers):
    theirs = walk.path(answers)
    ours = made.path({name: answers.get(name) for name in walk.components if name in made.questions})
    assert ours == [made.page_keys[path] for path in theirs], (theirs, answers)
    return theirs, ours


# -- made-up forms -------------------------------------------------------------------------------------------------

KINDS = [
    "YesNoField",
    "RadiosField",
    "SelectField",
    "CheckboxesField",
    "NumberField",
    "TextField",
    "DatePartsField",
]
VALUES = ["red", "Dark green", "blue/black"]
DAYS = ["2020-01-01", "2026-11-22", "2027-02-28"]


def component(name, kind, required):
    found = {
        "name": name,
        "type": kind,
        "title": f"Question {name}",
        "options": {} if required else {"required": False},
    }
    return found | ({"list": "colours"} if kind in {"RadiosField", "SelectField", "CheckboxesField"} else {})


def answer_to(draw, one):
    if one["options"].get("required") is False and draw(st.integers(0, 2)) == 0:
        return None
    match one["type"]:
        case "YesNoField":
            return draw(st.booleans())
        case "NumberField":
            return draw(st.integers(0, 4))
        case "TextField":
            return draw(st.sampled_from(["red", "x"]))
        case "DatePartsField":
            return draw(st.sampled_from(DAYS))
        case "CheckboxesField":
            return draw(st.lists(st.sampled_from(VALUES), min_size=1, max_size=3, unique=True))
    return draw(st.sampled_from(VALUES))


def literal(draw, kind):
    """An operator and a value that the designer offers for a type."""
    match kind:
        case "YesNoField":
            return draw(st.sampled_from(["is", "is not"])), draw(st.sampled_from(["true", "false"]))
        case "NumberField":
            operators = ["is", "is not", "is at least", "is at most", "is less than", "is more than"]
            return draw(st.sampled_from(operators)), str(draw(st.integers(0, 4)))
        case "CheckboxesField":
            return draw(st.sampled_from(["contains", "does not contain"])), draw(st.sampled_from(VALUES))
        case "DatePartsField":
            return draw(st.sampled_from(["is", "is not", "is before", "is after"])), draw(
                st.sampled_from(DAYS)
            )
        case "TextField":
            return draw(st.sampled_from(["is", "is not"])), draw(st.sampled_from(["red", "x"]))
    return draw(st.sampled_from(["is", "is not"])), draw(st.sampled_from(VALUES))


def simple(draw, one):
    """A comparison as the designer's object, for a question."""
    field = {"name": one["name"], "type": one["type"], "display": one["title"]}
    if one["type"] == "DatePartsField" and draw(st.booleans()):
        operator = draw(st.sampled_from(["is at least", "is at most", "is less than", "is more than"]))
        value = {
            "type": "RelativeDate",
            "period": str(draw(st.integers(0, 3))),
            "unit": draw(st.sampled_from(["days", "months", "years"])),
            "direction": draw(st.sampled_from(["in the past", "in the future"])),
        }
        return {"field": field, "operator": operator, "value": value}
    operator, value = literal(draw, one["type"])
    return {
        "field": field,
        "operator": operator,
        "value": {"type": "Value", "value": value, "display": value},
    }


def joined(draw, questions, earlier, depth=0):
    """Conditions as the designer joins them."""
    found = []
    for place in range(draw(st.integers(1, 3))):
        if earlier and draw(st.integers(0, 4)) == 0:
            part = {"conditionName": draw(st.sampled_from(earlier)), "conditionDisplayName": "another"}
        elif depth < 2 and place and draw(st.integers(0, 4)) == 0:
            part = {"conditions": joined(draw, questions, earlier, depth + 1)}
        else:
            part = simple(draw, draw(st.sampled_from(questions)))
        if place:
            inner = part
            while "conditions" in inner:
                inner = inner["conditions"][0]
            inner["coordinator"] = draw(st.sampled_from(["and", "or"]))
        found.append(part)
    return found


def tree_of(draw, questions, earlier, depth=0):
    """A condition in the expression language, as a tree and in its words."""
    if depth < 3 and draw(st.integers(0, 1)):
        word = draw(st.sampled_from(["and", "or", "not"]))
        parts = [tree_of(draw, questions, earlier, depth + 1) for _ in range(1 if word == "not" else 2)]
        words = (
            f"not ({parts[0][1]})" if word == "not" else f" {word} ".join(f"({words})" for _, words in parts)
        )
        return (word, *(tree for tree, _ in parts)), words
    if earlier and draw(st.integers(0, 4)) == 0:
        name = draw(st.sampled_from(earlier))
        return ("named", name), name
    one = draw(st.sampled_from(questions))
    name = one["name"]
    if one["type"] == "YesNoField":
        value = draw(st.booleans())
        operator = draw(st.sampled_from(["==", "!="]))
        return ("is", name, operator, value), f"{name} {operator} {'true' if value else 'false'}"
    if one["type"] == "NumberField":
        value, operator = draw(st.integers(0, 4)), draw(st.sampled_from(["==", "!=", "<", ">", "<=", ">="]))
        return ("is", name, operator, value), f"{name}{operator}{value}"
    if one["type"] == "CheckboxesField":
        value = draw(st.sampled_from(VALUES))
        return ("is", name, "in", value), f"'{value}' in {name}"
    values = DAYS if one["type"] == "DatePartsField" else VALUES
    value, operator = draw(st.sampled_from(values)), draw(st.sampled_from(["==", "!="]))
    return ("is", name, operator, value), f'{name} {operator} "{value}"'


@st.composite
def graphs(draw):
    """A form whose pages link ahead, in any order of writing, with what its expressions mean."""
    count = draw(st.integers(2, 7))
    questions, pages = [], []
    for place in range(count):
        here = [
            component(f"q{place}x{number}", draw(st.sampled_from(KINDS)), draw(st.integers(0, 2)) > 0)
            for number in range(draw(st.sampled_from([1, 1, 1, 2, 0])))
        ]
        questions += here
        pages.append({"path": f"/page-{place}", "title": f"Page {place}", "components": here, "next": []})
    assume(questions)
    names, conditions, trees = [], [], {}
    for place in range(draw(st.integers(1, 5))):
        name = f"cond{place}"
        if draw(st.booleans()):
            trees[name], words = tree_of(draw, questions, names)
            conditions.append({"name": name, "displayName": name, "value": words})
        else:
            value = {"name": name, "conditions": joined(draw, questions, names)}
            conditions.append({"name": name, "displayName": f"Condition {place}", "value": value})
        names.append(name)
    for place, page in enumerate(pages):
        for _ in range(draw(st.integers(0, 3))):
            target = draw(st.integers(place + 1, count + 1))
            path = f"/page-{target}" if target < count else "/summary" if target == count else "/nowhere"
            link = {"path": path}
            if draw(st.integers(0, 2)):
                link["condition"] = draw(
                    st.sampled_from([*names, "nothing"] if draw(st.integers(0, 9)) == 0 else names)
                )
            page["next"].append(link)
    pages.append(
        {
            "path": "/summary",
            "title": "Summary",
            "controller": "./pages/summary.js",
            "components": [],
            "next": [],
        }
    )
    form = {
        "startPage": "/page-0",
        "pages": [pages[0], *draw(st.permutations(pages[1:]))],
        "lists": [
            {
                "name": "colours",
                "title": "Colours",
                "type": "string",
                "items": [{"text": one, "value": one} for one in VALUES],
            }
        ],
        "sections": [],
        "conditions": conditions,
        "version": 2,
    }
    return form, trees, questions


@RELAXED
@given(graphs(), st.data())
def test_a_made_up_graph_is_walked_as_its_source_is(graph, data):
    form, trees, questions = graph
    made, walk = Made(json.loads(json.dumps(form))), Walk(form, trees=trees)
    for _ in range(6):
        same_path(walk, made, {one["name"]: answer_to(data.draw, one) for one in questions})


@RELAXED
@given(graphs(), st.data())
def test_pages_in_a_row_are_shown_as_their_source_shows_them(graph, data):
    form, trees, questions = graph
    form = {**form, "engine": "V2", "schema": 1}
    for page in form["pages"]:
        page["next"] = []
        if data.draw(st.booleans()) and "controller" not in page:
            page["condition"] = data.draw(st.sampled_from(form["conditions"]))["name"]
            if data.draw(st.integers(0, 3)) == 0:
                page["controller"] = "TerminalPageController"
    form["pages"].sort(key=lambda page: page["path"] == "/summary")
    made, walk = Made(json.loads(json.dumps(form))), Walk(form, trees=trees)
    for _ in range(4):
        same_path(walk, made, {one["name"]: answer_to(data.draw, one) for one in questions})


# -- real forms ----------------------------------------------------------------------------------------------------


def test_the_eligibility_check_has_eight_paths_one_passes_and_seven_end_at_different_pages():
    form = case("05_hsra-r1_eligibility.json")
    walk, made = Walk(form), Made(form)
    names = [name for name, one in walk.components.items() if one["type"] == "YesNoField"]
    paths, exits, passed = set(), set(), 0
    for choice in product([True, False], repeat=len(names)):
        _theirs, ours = same_path(walk, made, dict(zip(names, choice, strict=True)))
        if tuple(ours) not in paths:
            paths.add(tuple(ours))
            if made.evaluation.exit:
                exits.add(made.evaluation.exit.key)
            else:
                assert made.evaluation.can_submit
                passed += 1
    assert (len(paths), passed, len(exits)) == (8, 1, 7)
    # As somebody would have written it: nothing but the exits needs a condition.
    assert all(page.exit == (page.show_when is not None) for page in made.definition.pages)


def used_in(form):
    """The questions of a form that its conditions are about."""
    found = json.dumps([condition for condition in form["conditions"]])
    return [
        one
        for page in form["pages"]
        for one in page.get("components") or []
        if one.get("name") and (f'"{one["name"]}"' in found or f'"{one.get("id")}"' in found)
    ]


def choices(form, one):
    """Answers that conditions may tell apart."""
    if one["type"] == "YesNoField":
        return [True, False]
    if one["type"] == "DatePartsField":
        return ["2026-11-22", "2027-01-17", "2027-01-18", "2027-06-01"]
    items = next(found for found in form["lists"] if one["list"] in {found["name"], found.get("id")})["items"]
    values = [item["value"] for item in items]
    return (
        values if one["type"] != "CheckboxesField" else [[value] for value in values] + [values, values[:2]]
    )


@pytest.mark.parametrize(
    "name",
    [
        "03b_cof-r3w2_asset-information.cy.json",
        "06_defra_county-parish-holding-number.json",
        "09_defra_fishing-permit-conditional-payment.yaml",
    ],
)
def test_a_real_form_is_walked_as_its_source_is(name):
    form = case(name)
    walk, made = Walk(form), Made(form)
    deciding = used_in(form)
    assert deciding

    @settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.fixed_dictionaries({one["name"]: st.sampled_from(choices(form, one)) for one in deciding}))
    def anybody(answers):
        same_path(walk, made, answers)

    anybody()


def test_the_asset_form_names_the_page_that_is_not_there():
    found = Made(case("03b_cof-r3w2_asset-information.cy.json"))
    missing = [one for one in found.imported.findings if one.rule == "missing-page"]
    assert [one.severity for one in missing] == ["error"]
    assert "/eiddo-gwerthu-trosglwyddiant-ardal-cymunedol" in missing[0].message
    page = next(page for page in found.definition.all_pages if page.key == "perygl-cau-kvisjf")
    assert page.kept["next"] == [{"path": "/eiddo-gwerthu-trosglwyddiant-ardal-cymunedol"}]


def test_one_who_has_a_passport_is_asked_for_each_applicant():
    made = Made(case("11_xgov_dynamic-fees-repeat-webhook.json"), slug="passport")
    assert made.walk({"uk-passport": "no"}) == ["uk-passport", "no-uk-passport"]
    assert made.evaluation.exit is not None
    group = made.groups()[0]
    assert (group.count, group.max) == ("number-of-applicants", 4)
    person = {
        "first-name": "Ann",
        "last-name": "Ash",
        "phone-number": "01632 960001",
        "email-address": "a@example.org",
    }
    given = {"uk-passport": "yes", "number-of-applicants": "3", group.key: [person] * 3}
    made.walk(given)
    assert [state.step for state in made.evaluation.path][2:5] == [
        f"{group.key}",
        f"{group.key}/1/applicant-repeatable",
        f"{group.key}/1/contact-details",
    ] or [state.step for state in made.evaluation.path].count(f"{group.key}/3/contact-details") == 1
    assert made.evaluation.can_submit
    assert {line.key: line.amount_pence for line in made.evaluation.fee_lines} == {
        "application-fee": 15000,
        "postage": 1000,
    }


def test_a_link_that_goes_back_is_reported_and_kept():
    pages = [
        {
            "path": "/a",
            "title": "A",
            "components": [component("one", "YesNoField", True)],
            "next": [{"path": "/b"}],
        },
        {
            "path": "/b",
            "title": "B",
            "components": [component("two", "YesNoField", True)],
            "next": [{"path": "/a"}],
        },
    ]
    made = Made({"startPage": "/a", "pages": pages, "conditions": [], "lists": [], "sections": []})
    assert [one.rule for one in made.imported.findings if one.rule == "cycle"] == ["cycle"]
    assert made.definition.pages[1].kept == {"links": [{"path": "/a"}]}
    assert made.path({"one": True, "two": True}) == ["a", "b"]


def test_a_page_that_nothing_leads_to_stays_and_is_never_shown():
    pages = [
        {
            "path": "/a",
            "title": "A",
            "components": [component("one", "YesNoField", True)],
            "next": [{"path": "/summary"}],
        },
        {
            "path": "/b",
            "title": "B",
            "components": [component("two", "YesNoField", True)],
            "next": [{"path": "/summary"}],
        },
        {"path": "/summary", "title": "Summary", "controller": "SummaryPageController"},
    ]
    made = Made({"startPage": "/a", "pages": pages, "conditions": [], "lists": [], "sections": []})
    assert [one.place for one in made.imported.findings if one.rule == "unreachable-page"] == ["page b"]
    assert made.path({"one": True, "two": True}) == ["a"]
