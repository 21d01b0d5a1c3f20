"""Looked-up facts: only what the server found counts, for just the answers it was found for."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from demo.services_and_journeys import FIXTURES
from forms_engine.definition.document import Lookup, Output
from forms_engine.definition.lint import errors_of, lint
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.schema import journey_schema
from forms_engine.definition.write import write_definition
from forms_engine.runtime.evaluate import evaluate
from forms_engine.runtime.facts import Finding, facts_from, inputs_for, read_findings
from forms_engine.runtime.marks import filled_page
from forms_engine.runtime.rehearsal import rehearse
from forms_engine.runtime.summary import summarise

TODAY = date(2026, 11, 22)
DOCUMENT = json.loads((FIXTURES / "journeys" / "pay-a-penalty-notice.json").read_text())
FINE = parse_definition(DOCUMENT)
ASKED = {"notice": "MS10000011", "registration": "AB12CDE"}
ANSWERS = {"notice-number": "MS10000011", "registration": "ab12 cde"}
VALUES = {"notice-amount": 3500, "notice-state": "open", "notice-issued-on": "2026-11-19"}


def found(values=VALUES, inputs=ASKED, outcome="found"):
    return {"notice": Finding(inputs, outcome, values, "2026-11-22T10:00:00+00:00")}


def at(findings, answers=ANSWERS, definition=FINE):
    return evaluate(definition, answers, TODAY, findings)


def test_until_it_is_looked_up_nobody_goes_on():
    waiting = at({})
    assert waiting.first_unfinished.step == "notice" and waiting.problems[0].code == "look-up-waiting"
    assert waiting.looked_up[0].inputs == ASKED and waiting.looked_up[0].finding is None
    assert at(found()).can_submit and at(found()).fee_pence == 3500
    assert at({}, {"notice-number": "MS1"}).looked_up == ()


def test_what_was_found_for_other_answers_counts_for_nothing():
    other = at(found(), {**ANSWERS, "registration": "CD34EFG"})
    assert other.facts == {} and other.fee_pence == 0 and not other.can_submit


def test_what_stands_in_the_way_is_said_in_the_journeys_own_words():
    assert "number for that vehicle" in at(found({}, outcome="not-found")).problems[0].message.in_language(
        "en"
    )
    down = at(found({}, outcome="down"))
    assert down.problems[0].code == "look-up-down" and "0300 555 0147" in down.problems[
        0
    ].message.in_language("en")
    assert down.problems[0].question == "notice-number"


@given(
    st.dictionaries(
        st.sampled_from([*VALUES, "findings", "facts", "notice", "notice-discount-until"]),
        st.none() | st.integers() | st.text(max_size=9) | st.sampled_from([1, "open", "paid", {"at": ""}]),
    ),
    st.sampled_from([{}, found(), found({}, outcome="down")]),
)
def test_what_a_client_says_of_facts_changes_nothing(said, findings):
    assert at(findings, {**said, **ANSWERS}) == at(findings)


@given(st.integers(0, 99_999_999), st.text(max_size=30), st.sampled_from(["en", "cy"]))
def test_evaluating_what_counted_gives_the_same_and_texts_take_facts_as_text(pence, street, language):
    values = {**VALUES, "notice-amount": pence, "notice-street": street}
    findings = read_findings({"notice": found(values)["notice"].as_json()})
    first = at(findings)
    again = evaluate(FINE, first.answers, TODAY, findings)
    assert (again.answers, again.facts, again.fee_lines) == (first.answers, first.facts, first.fee_lines)
    page = filled_page(
        FINE.all_pages[2], FINE.facts_by_key, {"notice-street": "[x](https://evil.example) *b*"}
    )
    assert r"\[x\]\(https\:\/\/evil\.example\) \*b\*" in page.blocks[0].text.in_language(language)


def test_going_on_without_says_so():
    document = json.loads(json.dumps(DOCUMENT))
    document["pages"][0]["lookup"] |= {"when_down": "go_on", "when_not_found": "go_on"}
    document["pages"].pop(1)
    document["fees"] = [
        {"key": "f", "label": {"en": "F"}, "amount_pence": 500, "ledger_code": "L", "vat_code": "O"}
    ]
    definition = parse_definition(document)
    for outcome, words in (("down", "We will check it ourselves"), ("not-found", "We found nothing")):
        evaluation = at(found({}, outcome=outcome), definition=definition)
        assert evaluation.can_submit and evaluation.facts == {}
        rows = {row.question: row for row in summarise(evaluation) if row.is_fact}
        assert words in rows["notice-amount"].lines[0] and "notice-state" not in rows


def test_values_are_taken_only_for_what_they_are():
    def taken(kind, value):
        try:
            return facts_from(Lookup("x", {}, (Output("a", "a", kind),)), {"a": value}).get("a")
        except ValueError:
            return "refused"

    assert [taken("money", value) for value in (3500, 0, None, -1, 35.0, True, "35")] == [
        3500,
        0,
        None,
        *["refused"] * 4,
    ]
    assert [taken("yes_no", value) for value in (True, False, "no", "maybe")] == [
        "yes",
        "no",
        "no",
        "refused",
    ]
    assert [taken("date", value) for value in ("2026-11-22", "22/11/2026")] == ["2026-11-22", "refused"]
    assert [taken("number", value) for value in (2.0, 2.345, "2")] == [2, 2.35, "refused"]
    assert [taken("text", value) for value in (" a\n b ", "x" * 501)] == ["a b", "refused"]


def test_inputs_are_parts_of_answers_too():
    lookup = Lookup("x", {"postcode": "home.postcode", "n": "number"}, ())
    answers = {"home": {"postcode": "ZZ1 1AA"}, "number": 2}
    assert inputs_for(lookup, answers) == {"postcode": "ZZ1 1AA", "n": "2"}
    assert inputs_for(lookup, {**answers, "home": "ZZ1 1AA"}) is None
    assert inputs_for(lookup, {**answers, "number": None}) is None


def test_the_language_knows_it():
    assert write_definition(FINE) == write_definition(parse_definition(write_definition(FINE)))
    assert "lookup" in journey_schema()["$defs"]["page"]["properties"]
    assert errors_of(lint(DOCUMENT)) == []


def test_a_rehearsal_makes_facts_up():
    report = rehearse(FINE, today=TODAY, paths=60)
    assert report.defects == () and report.pages_missed == ()
    assert any(fee.total_pence for fee in report.fees) and report.conditions_open == ()
