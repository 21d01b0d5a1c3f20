"""Every rule finds what it is for, says so in one sentence, and has a row in the table of rules."""

import copy
import json
import re
from pathlib import Path

import pytest

from forms_engine.definition import parse as parse_module
from forms_engine.definition.lint import RULES, errors_of, lint
from forms_engine.delivery.mapping import checking

ROOT = Path(__file__).parents[4]
TABLE = ROOT / "docs" / "linting.md"
YES, NO = {"question": "first", "is": "yes"}, {"question": "first", "is": "no"}


def text(words):
    return {"en": words}


def ask(key, kind="yes_no", **parts):
    return {"key": key, "type": kind, "label": text(f"About {key}?"), **parts}


def page(key, *blocks, **parts):
    return {"key": key, "title": text(key), "blocks": list(blocks), **parts}


def fee(**parts):
    return {
        "key": "fee",
        "label": text("Fee"),
        "ledger_code": "L1",
        "vat_code": "OS",
        "amount_pence": 1000,
        **parts,
    }


def lookup(**parts):
    return {
        "from": "somewhere",
        "inputs": {"x": "third"},
        "outputs": {"owed": {"from": "owed", "type": "money"}},
        "not_found": text("Check it"),
        "down": text("Ring us"),
        **parts,
    }


def option(key, **parts):
    return {"key": key, "label": text(f"Option {key}"), **parts}


def group(*pages, **parts):
    return {
        "key": "children",
        "title": text("Children"),
        "item": text("Child"),
        "pages": list(pages),
        **parts,
    }


def journey(*pages, **changes):
    """A journey with nothing wrong with it, and changes."""
    document = {
        "format": "guildhall-journey/1",
        "slug": "try-it",
        "kind": "apply",
        "title": text("Try it"),
        "service": "some-service",
        "routes": ["somewhere"],
        "retention_days": 30,
        "purpose": text("To try it."),
        "lawful_basis": "Public task",
        "pages": [page("one", ask("first")), page("two", ask("second", "short_text")), *pages],
    }
    return {**document, **changes}


def found(document):
    return {(finding.rule, finding.place) for finding in lint(document)}


def test_a_good_journey_has_no_findings():
    assert lint(journey()) == []


def deep_names(count):
    chain = {f"c{n}": {"condition": f"c{n + 1}"} for n in range(count)}
    return {**chain, f"c{count}": YES}


WRONG = [
    # keys
    ("duplicate-key", "pages", journey(page("one", ask("third")))),
    ("duplicate-key", "questions", journey(page("three", ask("first")))),
    ("duplicate-key", "questions", journey(group(page("name", ask("children", "short_text"))))),
    ("duplicate-key", "pages", journey(group(page("one", ask("third"))))),
    ("duplicate-key", "fees", journey(fees=[fee(), fee()])),
    ("duplicate-key", "question sort", journey(page("three", ask("sort", "radios", options=[option("a"), option("a")])))),
    ("duplicate-key", "list sorts", journey(page("three", ask("sort", "radios", list="sorts")), lists={"sorts": [option("a"), option("a")]})),
    ("reserved-key", "page check", journey(page("check", ask("third")))),
    # targets
    ("missing-question", "page three", journey(page("three", ask("third"), show_when={"question": "nowhere", "is": "x"}))),
    ("missing-question", "contact.email", journey(contact={"email": "nowhere"})),
    ("missing-question", "fee fee", journey(fees=[fee(per="nowhere")])),
    ("missing-question", "group children", journey(group(page("name", ask("name", "short_text")), count="nowhere"))),
    ("missing-condition", "page three", journey(page("three", ask("third"), show_when={"condition": "nowhere"}))),
    ("missing-option", "page three", journey(page("three", ask("third"), show_when={"question": "first", "is": "maybe"}))),
    ("missing-option", "question third", journey(page("three", ask("third", show_when={"question": "first", "one_of": ["yes", "perhaps"]})))),
    ("missing-page", "page three", journey(page("three", ask("third"), kept={"next": [{"path": "/nowhere"}]}))),
    ("missing-section", "page three", journey(page("three", ask("third"), section="nowhere"))),
    ("unused-condition", "condition idle", journey(conditions={"idle": YES})),
    ("unused-list", "list idle", journey(lists={"idle": [option("a")]})),
    ("unused-section", "section idle", journey(sections={"idle": text("Idle")})),
    ("missing-list", "pages[2].blocks[0].list", journey(page("three", ask("third", "radios", list="nowhere")))),
    ("set-not-copied", "pages[2].blocks[0]", journey(page("three", {"type": "question_set", "set": "contact"}))),
    # conditions
    ("wrong-operator", "page three", journey(page("three", ask("third"), show_when={"question": "second", "greater_than": 3}))),
    ("wrong-operator", "page three", journey(page("three", ask("third"), show_when={"question": "first", "before": "2026-01-01"}))),
    ("wrong-operator", "page four", journey(group(page("three", ask("third"))), page("four", ask("fourth"), show_when={"question": "children", "matches": "a"}))),
    ("wrong-value", "page four", journey(page("three", ask("third", "number")), page("four", ask("fourth"), show_when={"question": "third", "is": "many"}))),
    ("wrong-value", "page four", journey(page("three", ask("third", "date")), page("four", ask("fourth"), show_when={"question": "third", "between": [1, 2]}))),
    ("reversed-ends", "page four", journey(page("three", ask("third", "number")), page("four", ask("fourth"), show_when={"question": "third", "between": [9, 2]}))),
    ("reversed-ends", "page four", journey(page("three", ask("third", "date")), page("four", ask("fourth"), show_when={"question": "third", "between": [{"years": -1}, {"years": -2}]}))),
    ("cycle", "condition a", journey(conditions={"a": {"not": {"condition": "b"}}, "b": {"any": [{"condition": "a"}]}})),
    ("cycle", "condition a", journey(conditions={"a": {"condition": "a"}})),
    ("too-deep-names", "condition c0", journey(conditions=deep_names(120))),
    ("asked-later", "page one", journey(pages=[page("one", ask("first"), show_when={"question": "second", "answered": True}), page("two", ask("second"))])),
    ("asked-later", "page two", journey(page("three", ask("third")), conditions={"c": {"question": "third", "is": "yes"}}, pages=[page("two", ask("second"), show_when={"condition": "c"}), page("three", ask("third"))])),
    ("asked-later", "question third", journey(page("three", ask("third", show_when={"question": "fourth", "is": "yes"}), ask("fourth")))),
    ("asked-later", "page one", journey(pages=[page("one", ask("first"), show_when=YES)])),
    ("asked-later", "page three", journey(group(page("three", ask("third"), show_when={"question": "children", "at_least": 1})))),
    ("never-true", "condition odd", journey(conditions={"odd": {"all": [YES, NO]}})),
    ("condition-ignored", "start", journey(start=[{"type": "text", "text": text("x"), "show_when": YES}])),
    # paths
    ("two-exits", "page four", journey(page("three", exit=True, show_when=None), page("four", exit=True))),
    ("no-way-through", "page three", journey(page("three", exit=True))),
    ("no-way-through", "pages", journey(page("three", exit=True, show_when=YES), page("four", exit=True, show_when=NO))),
    ("unreachable-page", "page three", journey(page("three", ask("third"), show_when={"all": [YES, NO]}))),
    ("unreachable-page", "page four", journey(page("three", exit=True), page("four", ask("third")))),
    ("unreachable-page", "page four", journey(page("three", exit=True, show_when=YES), page("four", ask("third"), show_when=YES))),
    ("unreachable-block", "question third", journey(page("three", ask("third", show_when=NO), ask("fourth"), show_when=YES))),
    ("empty-page", "page three", journey(page("three"))),
    ("exit-asks", "page three", journey(page("three", ask("third"), exit=True, show_when=YES))),
    ("exit-in-group", "page three", journey(group(page("three", ask("third"), exit=True)))),
    ("asks-nothing", "pages", journey(pages=[page("one", {"type": "text", "text": text("Hello")})])),
    # bounds
    ("impossible-bounds", "question third", journey(page("three", ask("third", "number", min=5, max=2)))),
    ("impossible-bounds", "question third", journey(page("three", ask("third", "number", min=0.2, max=0.8)))),
    ("impossible-bounds", "question third", journey(page("three", ask("third", "short_text", min_length=9, max_length=2)))),
    ("impossible-bounds", "question third", journey(page("three", ask("third", "date", earliest="2026-02-01", latest="2026-01-01")))),
    ("impossible-bounds", "question third", journey(page("three", ask("third", "date", earliest={"years": 1}, latest={"days": 0})))),
    ("impossible-bounds", "question third", journey(page("three", ask("third", "checkboxes", options=[option("a"), option("b")], min=3)))),
    ("impossible-bounds", "group children", journey(group(page("three", ask("third")), min=5, max=2))),
    ("refused-pattern", "question third", journey(page("three", ask("third", "short_text", pattern="(?=a)a")))),
    ("refused-pattern", "page three", journey(page("three", ask("third"), show_when={"question": "second", "matches": r"(a)\1"}))),
    ("impossible-pattern", "question third", journey(page("three", ask("third", "short_text", pattern="[A-Z]{3}[0-9]{6}", max_length=8)))),
    ("impossible-pattern", "question third", journey(page("three", ask("third", "short_text", pattern="[A-Z]{3}", min_length=5)))),
    ("bad-count", "group children", journey(group(page("three", ask("third")), count="first"))),
    ("bad-count", "group children", journey(group(page("three", ask("third", "number")), count="third"))),
    ("bad-count", "group children", journey(page("how-many", ask("how-many", "radios", options=[option("1"), option("many")])), group(page("three", ask("third")), count="how-many"))),
    ("count-too-high", "question how-many", journey(page("how-many", ask("how-many", "number", min=0, max=60)), group(page("three", ask("third")), count="how-many"))),
    ("unknown-file-kind", "question third", journey(page("three", ask("third", "file", accept=["film"])))),
    ("exclusive-misplaced", "question third", journey(page("three", ask("third", "radios", options=[option("a", exclusive=True), option("b")])))),
    ("exclusive-misplaced", "question third", journey(page("three", ask("third", "checkboxes", options=[option("a", exclusive=True)])))),
    ("single-option", "question third", journey(page("three", ask("third", "radios", options=[option("a")])))),
    ("hidden-without-prefill", "question third", journey(page("three", ask("third", "hidden")))),
    ("wrong-prefill", "question third", journey(page("three", ask("third", "number", prefill={"account": "email"})))),
    ("wrong-prefill", "question third", journey(page("three", ask("third", prefill={"value": "maybe"})))),
    ("wrong-prefill", "question third", journey(page("three", ask("third", "declaration", prefill={"value": "yes"})))),
    # texts
    ("missing-translation", "page one", journey(translations={"cy": "reviewed"})),
    ("different-links", "page three, block 1", journey(page("three", {"type": "text", "text": {"en": "[a](/a)", "cy": "a"}}), translations={"cy": "reviewed"})),
    ("different-links", "question third", journey(page("three", ask("third", errors={"too-long": {"en": "{limit} at most", "cy": "llai"}})), translations={"cy": "reviewed"})),
    ("language-not-offered", "title", journey(title={"en": "Try it", "cy": "Ceisiwch"})),
    ("too-long", "title", journey(title=text("x" * 121))),
    ("too-long", "fee fee", journey(fees=[fee(label=text("x" * 121))])),
    ("long-label", "question third", journey(page("three", ask("third", label=text("x" * 301))))),
    ("html-in-text", "page three, block 1", journey(page("three", {"type": "text", "text": text("a <b>b</b>")}))),
    ("bad-link", "page three, block 1", journey(page("three", {"type": "text", "text": text("[a](javascript:x)")}))),
    ("same-label", "page three", journey(page("three", ask("third"), ask("fourth", label=text("About third?"))))),
    ("same-label", "question third", journey(page("three", ask("third", "radios", options=[option("a"), {"key": "b", "label": text("Option a")}])))),
    ("no-alt", "page three, block 1", journey(page("three", {"type": "image", "image": 3}))),
    ("nothing-named", "page three, block 1", journey(page("three", {"type": "image", "alt": text("x")}))),
    ("nothing-named", "start, block 1", journey(start=[{"type": "article"}])),
    # fees
    ("no-cost-code", "fee fee", journey(fees=[fee(ledger_code="")])),
    ("cost-code-too-long", "fee fee", journey(fees=[fee(vat_code="x" * 21)])),
    ("bad-amount", "fee fee", journey(fees=[fee(amount_pence=29)])),
    ("bad-amount", "fee fee", journey(fees=[fee(amount_pence=100_000_000)])),
    ("small-charge", "fee fee", journey(page("three", ask("third", "number")), fees=[fee(amount_pence=10, per="third")])),
    ("small-charge", "fee fee, concession less", journey(fees=[fee(concessions=[{"key": "less", "label": text("Less"), "when": YES, "percent_off": 98}])])),
    # look-ups
    ("lookup-misplaced", "page three", journey(group(page("three", ask("third", "short_text"), lookup=lookup())))),
    ("lookup-misplaced", "page three", journey(page("three", ask("third", "short_text"), lookup=lookup(), exit=True, show_when=YES))),
    ("lookup-input", "page three", journey(page("three", ask("third", "short_text"), lookup=lookup(inputs={"x": "nobody"})))),
    ("lookup-input", "page three", journey(page("three", ask("third", "address"), lookup=lookup()))),
    ("lookup-input", "page three", journey(page("three", ask("third", "address"), lookup=lookup(inputs={"x": "third.colour"})))),
    ("lookup-input", "page three", journey(page("three", ask("third", "short_text"), lookup=lookup(inputs={"x": "first"})))),
    ("lookup-input", "page three", journey(page("three", lookup=lookup(inputs={"x": "fourth"})), page("four", ask("fourth", "short_text")))),
    ("lookup-no-words", "page three", journey(page("three", ask("third", "short_text"), lookup=lookup(down=None)))),
    ("missing-fact", "page three", journey(page("three", {"type": "text", "text": text("{{ nothing }}")}, ask("third")))),
    ("missing-fact", "page three", journey(page("three", {"type": "text", "text": text("{{ owed }}")}, ask("third", "short_text"), lookup=lookup()))),
    ("missing-fact", "question third", journey(page("three", ask("third", "short_text", label=text("{{ owed }}")), lookup=lookup()))),
    ("fee-from", "fee fee", journey(fees=[fee(amount_pence=None, amount_from="first")])),
    ("fee-not-known", "page three", journey(page("three", ask("third", "short_text"), lookup=lookup(when_down="go_on")), fees=[fee(amount_pence=None, amount_from="owed")])),
    ("duplicate-key", "questions", journey(page("three", ask("third", "short_text"), ask("owed"), lookup=lookup()))),
    ("asked-later", "question fourth", journey(page("three", ask("third", "short_text"), ask("fourth", show_when={"question": "owed", "at_least": 1}), lookup=lookup()))),
    ("duplicates-misplaced", "duplicates", journey(duplicates={})),
    ("duplicates-misplaced", "duplicates", journey(page("three", ask("third", "address")), kind="report", location="third", duplicates={})),
    ("duplicates-category", "duplicates", journey(page("three", ask("third", "location")), kind="report", location="third", duplicates={"category": "third"})),
    ("bad-per", "fee fee", journey(fees=[fee(per="second")])),
    ("bad-per", "fee fee", journey(group(page("three", ask("third", "number"))), fees=[fee(per="third")])),
    ("fee-never-owed", "fee fee", journey(fees=[fee(when={"all": [YES, NO]})])),
    ("fee-never-owed", "fee fee", journey(fees=[fee(amount_pence=0)])),
    ("row-never-wins", "fee fee, row 1", journey(fees=[fee(amount_pence=None, rows=[{"amount_pence": 500}, {"when": YES, "amount_pence": 100}, {"when": NO, "amount_pence": 200}])])),
    ("row-never-wins", "fee fee, row 2", journey(fees=[fee(amount_pence=None, rows=[{"amount_pence": 500}, {"amount_pence": 600}])])),
    ("ambiguous-rows", "fee fee, row 2", journey(page("three", ask("third")), fees=[fee(amount_pence=None, rows=[{"when": YES, "amount_pence": 500}, {"when": {"question": "third", "is": "yes"}, "amount_pence": 600}])])),
    ("idle-concession", "fee fee, concession less", journey(fees=[fee(concessions=[{"key": "less", "label": text("Less"), "when": YES, "pays_pence": 9000}])])),
    ("pay-without-fee", "fees", journey(kind="pay")),
    # privacy
    ("no-retention", "retention_days", journey(retention_days=0)),
    ("sensitive-without-retention", "retention_days", journey(page("three", ask("third", sensitive=True)), retention_days=0)),
    ("sensitive-without-basis", "lawful_basis", journey(page("three", ask("third", sensitive=True)), lawful_basis="")),
    ("personal-without-basis", "purpose", journey(page("three", ask("third", "email")), purpose={})),
    ("not-marked-sensitive", "question third", journey(page("three", ask("third", "bank_details")))),
    ("sensitive-in-address", "question third", journey(page("three", ask("third", "email", prefill={"query": "email"})))),
    # the whole
    ("no-service", "service", journey(service="")),
    ("no-route", "routes", journey(routes=[])),
    ("no-route-sometimes", "routes", journey(routes=[{"route": "a", "when": YES}])),
    ("route-never-taken", "route b", journey(routes=["a", {"route": "b", "when": {"all": [YES, NO]}}])),
    ("duplicate-key", "routes", journey(routes=["a", {"route": "a", "when": YES}])),
    ("bad-audience", "audience", journey(audience="everybody")),
    ("opens-after-closes", "opens", journey(opens="2026-02-01", closes="2026-01-01")),
    ("wrong-question", "location", journey(location="first")),
    ("wrong-question", "contact.email", journey(group(page("three", ask("third", "email"))), contact={"email": "third"})),
    ("wrong-question", "contact.name", journey(page("three", ask("third", "short_text", max_length=300)), contact={"name": "third"})),
    ("authority-missing", "contact.authority", journey(page("three", ask("third", "short_text", max_length=100)), contact={"on_behalf_of": "third"})),
    ("authority-missing", "contact.on_behalf_of", journey(page("three", ask("third", "radios", options=[option("a"), option("b")])), contact={"authority": "third"})),
    ("book-without-booking", "booking", journey(kind="book")),
    ("booking-without-contact", "contact", journey(booking={"resource_kind": "room"})),
    ("booking-never-needed", "booking", journey(booking={"resource_kind": "room", "when": {"all": [YES, NO]}})),
    ("unknown-error-code", "question third", journey(page("three", ask("third", errors={"wrong": text("No")})))),
    ("unknown-autocomplete", "question third", journey(page("three", ask("third", "short_text", autocomplete="nickname-of-cat")))),
    ("kept", "page three", journey(page("three", ask("third"), kept={"controller": "./x"}))),
    ("kept", "question third, option a", journey(page("three", ask("third", "radios", options=[option("a", kept={"x": 1}), option("b")])))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "place", "document"), WRONG, ids=[f"{rule} {place}" for rule, place, _document in WRONG]
)
def test_each_rule_finds_what_it_is_for(rule, place, document):
    assert (rule, place) in found(document)


def test_every_rule_is_tried_here():
    assert {rule.id for rule in RULES} <= {rule for rule, _place, _document in WRONG}


def test_every_finding_is_one_sentence_that_says_what_to_do():
    for _rule, _place, document in WRONG:
        for finding in lint(document):
            assert re.match(r"[A-Z“].*[.]\Z", finding.message, re.DOTALL), finding
            assert len(finding.message) < 400


def test_good_things_that_look_alike_are_left_alone():
    lists = {"sorts": [option("a"), option("b")]}
    document = journey(
        page(
            "three", ask("how-many", "number", min=1, max=3), ask("sort", "checkboxes", list="sorts", min=1)
        ),
        group(
            page("child", ask("name", "short_text"), ask("under-five")),
            page("nursery", ask("nursery", "short_text"), show_when={"question": "under-five", "is": "yes"}),
            count="how-many",
            max=3,
        ),
        page("four", ask("any-under-five"), show_when={"question": "under-five", "is": "yes"}),
        page("five", ask("many"), show_when={"question": "children", "greater_than": 1}),
        page("six", exit=True, show_when={"condition": "no-sorts"}, section="end"),
        conditions={"no-sorts": {"not": {"question": "sort", "contains": "a"}}},
        lists=lists,
        sections={"end": text("The end")},
        fees=[
            fee(
                amount_pence=None,
                rows=[{"when": YES, "amount_pence": 500}, {"amount_pence": 0}],
                per="children",
            ),
            {**fee(per="sort"), "key": "second-fee"},
        ],
    )
    assert {rule for rule, _place in found(document)} <= {"empty-page"}


def test_routes_that_together_take_every_request_are_enough():
    document = journey(routes=[{"route": "a", "when": YES}, {"route": "b", "when": {"not": YES}}])
    assert found(document) == set()


def test_warnings_do_not_stand_in_the_way():
    findings = lint(journey(page("three")))
    assert [finding.severity for finding in findings] == ["warning"]
    assert errors_of(findings) == []


def test_a_document_with_faults_of_both_kinds_shows_both():
    document = journey(page("three", ask("third", label={}), show_when={"question": "nowhere", "is": "x"}))
    assert {("missing-text", "pages[2].blocks[0].label"), ("missing-question", "page three")} <= found(
        document
    )


def test_the_order_of_declaration_of_conditions_never_matters():
    conditions = {
        "a": {"all": [{"condition": "b"}, {"condition": "c"}]},
        "b": {"not": {"condition": "c"}},
        "c": YES,
        "d": {"condition": "a"},
    }
    document = journey(page("three", ask("third"), show_when={"condition": "d"}), conditions=conditions)
    turned = {**copy.deepcopy(document), "conditions": dict(reversed(conditions.items()))}
    assert found(document) == found(turned)
    assert ("unreachable-page", "page three") in found(document)


def documented():
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+) \|$", TABLE.read_text(), re.MULTILINE)
    return {rule: (severity, about) for rule, severity, about in rows}


def test_the_table_of_rules_has_each_rule_with_its_severity_and_words():
    in_table = documented()
    for rule in RULES:
        assert in_table.get(rule.id) == (rule.severity, rule.about)


def test_the_table_of_rules_has_those_of_the_parser_and_of_mappings_and_no_others():
    folder = Path(parse_module.__file__).parent
    sources = "".join(
        (folder / name).read_text()
        for name in ("parse.py", "parse_blocks.py", "parse_conditions.py", "reading.py")
    )
    of_parser = set(re.findall(r'(?:refuse\(|Finding\()\s*"([a-z-]+)"', sources))
    assert len(of_parser) > 10
    of_mappings = set(re.findall(r'_finding\(\s*"([a-z-]+)"', Path(checking.__file__).read_text()))
    assert len(of_mappings) > 5 and all(rule.startswith("mapping-") for rule in of_mappings)
    assert set(documented()) == {rule.id for rule in RULES} | of_parser | of_mappings


@pytest.mark.parametrize(
    "path", sorted((ROOT / "content_fixtures" / "journeys").glob("*.json")), ids=lambda path: path.stem
)
def test_every_journey_of_the_demonstration_council_can_be_published(path):
    document = json.loads(path.read_text())
    assert errors_of(lint(document)) == []
    assert document["slug"] == path.stem
