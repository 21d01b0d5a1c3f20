"""What becomes of each kind of component, list, section, fee and text."""

import pytest

from forms_engine.definition.importers.answers import whole_pattern
from forms_engine.definition.importers.detect import import_document
from forms_engine.definition.importers.markdown import html_to_markdown
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.patterns import matches
from tests.forms_engine.definition.importers.answering import Made
from tests.forms_engine.definition.importers.test_paths import case

LIST = {
    "name": "colours",
    "id": "l-1",
    "title": "Colours",
    "type": "string",
    "items": [
        {"id": "i-1", "text": "Red", "value": "red"},
        {"id": "i-2", "text": "Dark green", "value": "Dark green", "description": "Like grass"},
        {"id": "i-3", "text": "None of these", "value": "none", "hint": {"text": "Really none"}},
    ],
}


def form_of(*components, **more):
    return {
        "startPage": "/a",
        "pages": [
            {"path": "/a", "title": "A page", "components": list(components), "next": [{"path": "/summary"}]},
            {"path": "/summary", "controller": "SummaryPageController", "title": "Check your answers"},
        ],
        "lists": [LIST],
        "sections": [],
        "conditions": [],
        **more,
    }


def blocks_of(*components, **more):
    return import_document(form_of(*components, **more)).document["pages"][0]["blocks"]


def block_of(type_, **more):
    (block,) = blocks_of({"type": type_, "name": "theName", "title": "The title", **more})
    return block


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ({"type": "TextField", "schema": {"max": 30, "min": 2}}, {"type": "short_text", "max_length": 30, "min_length": 2}),
        ({"type": "TextField", "schema": {"length": 8}}, {"min_length": 8, "max_length": 8}),
        ({"type": "TextField", "schema": {"regex": "^[A-Z]{2}$"}, "options": {"customValidationMessage": "Two letters"}},
         {"pattern": "[A-Z]{2}", "errors": {"pattern": {"en": "Two letters"}}}),
        ({"type": "TextField", "options": {"required": False, "autocomplete": "given-name"}},
         {"required": False, "autocomplete": "given-name"}),
        ({"type": "MultilineTextField", "options": {"maxWords": 500, "rows": 4}},
         {"type": "long_text", "max_words": 500, "kept": {"options": {"rows": 4}}}),
        ({"type": "FreeTextField", "options": {"maxWords": "500"}}, {"type": "long_text", "max_words": 500}),
        ({"type": "YesNoField"}, {"type": "yes_no"}),
        ({"type": "NumberField", "schema": {"min": 1, "max": 9.5, "precision": 1}, "options": {"suffix": "kg"}},
         {"type": "number", "min": 1, "max": 9.5, "decimals": 1, "unit": {"en": "kg"}}),
        ({"type": "NumberField", "options": {"prefix": "£"}, "schema": {"max": 12.5}}, {"type": "money", "max": 1250}),
        ({"type": "NumberField", "options": {"prefix": "$"}}, {"type": "number", "kept": {"options": {"prefix": "$"}}}),
        ({"type": "DatePartsField", "options": {"maxDaysInPast": 30, "maxDaysInFuture": "7"}},
         {"type": "date", "earliest": {"days": -30}, "latest": {"days": 7}}),
        ({"type": "MonthYearField"}, {"type": "month_year"}),
        ({"type": "TimeField"}, {"type": "time"}),
        ({"type": "EmailAddressField", "options": {"customValidationMessage": "Say your email"}},
         {"type": "email", "errors": {"bad-email": {"en": "Say your email"}}}),
        ({"type": "TelephoneNumberField"}, {"type": "phone"}),
        ({"type": "WebsiteField"}, {"type": "website"}),
        ({"type": "UkAddressField"}, {"type": "address"}),
        ({"type": "HiddenField"}, {"type": "hidden", "prefill": {"query": "theName"}}),
        ({"type": "OsGridRefField"}, {"type": "location", "kept": {"type": "OsGridRefField"}}),
        ({"type": "FileUploadField", "options": {"accept": "application/pdf"}, "schema": {"max": 3}},
         {"type": "file", "accept": ["pdf"], "max_files": 3}),
        ({"type": "FileUploadField", "options": {"multiple": True}}, {"max_files": 20}),
        ({"type": "ClientSideFileUploadField",
          "options": {"dropzoneConfig": {"maxFiles": 2, "maxFilesize": 10, "acceptedFiles": "application/pdf"},
                      "minimumRequiredFiles": 0}},
         {"type": "file", "accept": ["pdf"], "max_files": 2, "max_megabytes": 10, "required": False}),
        ({"type": "TextField", "options": {"customValidationMessages": {"any.required": "Say it", "string.max": "Too long"}}},
         {"errors": {"required": {"en": "Say it"}, "too-long": {"en": "Too long"}}}),
        ({"type": "MadeUpField"}, {"type": "short_text", "kept": {"type": "MadeUpField"}}),
    ],
    ids=lambda value: value["type"] if "type" in value and value["type"][0].isupper() else "",
)  # fmt: skip
def test_a_question(component, expected):
    block = block_of(component.pop("type"), **component)
    assert {name: block.get(name) for name in expected} == expected
    assert (block["key"], block["label"]) == ("the-name", {"en": "The title"})


@pytest.mark.parametrize("type_", ["RadiosField", "SelectField", "AutocompleteField", "CheckboxesField"])
@pytest.mark.parametrize(
    "reference",
    [
        {"list": "colours"},
        {"list": "l-1"},
        {"options": {"list": "colours"}},
        {"values": {"type": "listRef", "list": "colours"}},
    ],
)
def test_a_choice_finds_its_list_by_whatever_names_it(type_, reference):
    block = block_of(type_, **reference)
    assert [option["key"] for option in block["options"]] == ["red", "dark-green", "none"]
    assert block["options"][1]["hint"] == {"en": "Like grass"}
    assert block["options"][2]["hint"] == {"en": "Really none"}


def test_a_list_that_two_questions_use_stands_in_the_document():
    document = import_document(
        form_of(
            {"type": "RadiosField", "name": "one", "title": "One", "list": "colours"},
            {"type": "CheckboxesField", "name": "two", "title": "Two", "list": "colours"},
        )
    ).document
    assert [block["list"] for block in document["pages"][0]["blocks"]] == ["colours", "colours"]
    assert len(document["lists"]["colours"]) == 3


def test_choices_written_at_the_component_as_in_version_one():
    block = block_of(
        "RadiosField",
        values={"type": "static", "valueType": "string", "items": [{"label": "Yes please", "value": "y"}]},
    )
    assert block["options"] == [{"key": "y", "label": {"en": "Yes please"}}]


def test_what_an_item_reveals_is_asked_where_the_item_was_chosen():
    items = [
        {
            **LIST["items"][0],
            "conditional": {"components": [{"type": "TextField", "name": "why", "title": "Why?"}]},
        }
    ]
    found = blocks_of(
        {"type": "CheckboxesField", "name": "c", "title": "C", "list": "colours"},
        lists=[{**LIST, "items": items}],
    )
    assert (found[1]["key"], found[1]["show_when"]) == ("why", {"question": "c", "contains": "red"})


def test_a_date_with_a_time_is_asked_as_two_questions():
    found = blocks_of({"type": "DateTimePartsField", "name": "when", "title": "When?"})
    assert [(block["key"], block["type"]) for block in found] == [("when", "date"), ("when-time", "time")]


def test_content_of_every_kind():
    found = blocks_of(
        {"type": "Para", "content": "You can <b>apply</b> if:<ul><li>one</li></ul>"},
        {"type": "Markdown", "content": "## As *written*"},
        {"type": "InsetText", "content": "Mind the gap"},
        {"type": "Details", "title": "Help with this", "content": "<p>Ask</p>"},
        {"type": "List", "title": "Colours", "list": "colours", "options": {}},
        {"type": "Html", "content": "<table><tr><td>1</td></tr></table>"},
    )
    assert [block["type"] for block in found] == ["text", "text", "inset", "details", "text", "text"]
    assert found[0]["text"] == {"en": "You can **apply** if:\n\n- one"}
    assert found[1]["text"] == {"en": "## As *written*"}
    assert found[3]["title"] == {"en": "Help with this"}
    assert found[4]["text"]["en"].startswith("**Colours**\n\n- Red\n- Dark green: Like grass")
    assert found[5]["kept"]["content"].startswith("<table>")


def test_a_declaration_question_is_agreed_to_below_its_words():
    found = blocks_of(
        {"type": "DeclarationField", "name": "d", "title": "Declaration", "content": "I *agree*"}
    )
    assert [block["type"] for block in found] == ["text", "text", "declaration"]
    assert found[2]["label"] == {"en": "I understand and agree"}


def test_content_with_a_condition_is_shown_when_it_holds():
    form = form_of(
        {"type": "YesNoField", "name": "q", "title": "Q"},
        {"type": "Html", "content": "Hello", "options": {"condition": "c"}},
        conditions=[{"name": "c", "value": "q == true"}],
    )
    assert import_document(form).document["pages"][0]["blocks"][1]["show_when"] == {"condition": "c"}


def test_an_unknown_component_is_kept_and_has_to_be_built_again():
    imported = import_document(form_of({"type": "Hologram", "depth": 3}))
    assert imported.document["pages"][0]["kept"]["components"] == [{"type": "Hologram", "depth": 3}]
    assert ("unknown-component", "error") in {(one.rule, one.severity) for one in imported.findings}


@pytest.mark.parametrize("page", [
    {"controller": "RepeatPageController", "repeat": {"options": {"name": "pets", "title": "Pet"}, "schema": {"min": 2, "max": 9}}},
    {"controller": "RepeatingFieldPageController"},
    {"controller": "RepeatingSectionPageController", "section": "s"},
    {"repeatField": "s.howMany", "section": "s"},
])  # fmt: skip
def test_every_way_of_repeating_pages_becomes_a_group(page):
    count = {"type": "NumberField", "name": "howMany", "title": "How many?"}
    form = {
        "startPage": "/count",
        "pages": [
            {"path": "/count", "title": "Count", "section": "s", "components": [count], "next": [{"path": "/pet"}]},
            {"path": "/pet", "title": "Your pets", "components": [{"type": "TextField", "name": "n", "title": "Name"}],
             "next": [{"path": "/summary"}], **page},
            {"path": "/summary", "controller": "SummaryPageController", "title": "Check"},
        ],
        "sections": [{"name": "s", "title": "Pets"}],
    }  # fmt: skip
    document = import_document(form).document
    group = document["pages"][1]
    assert [inner["key"] for inner in group["pages"]] == ["pet"]
    assert [block["key"] for block in group["pages"][0]["blocks"]] == ["n"]
    if "repeat" in page:
        assert (group["key"], group["item"], group["min"], group["max"]) == ("pets", {"en": "Pet"}, 2, 9)
    assert ("count" in group) == ("repeatField" in page)


def test_rows_of_answers_become_a_group_of_their_own():
    rows = {
        "type": "MultiInputField",
        "name": "costs",
        "title": "Your costs",
        "children": [
            {"type": "TextField", "name": "what", "title": "What"},
            {"type": "NumberField", "name": "much", "title": "Much"},
        ],
    }
    alone = import_document(form_of(rows)).document["pages"]
    assert [block["key"] for block in alone[0]["pages"][0]["blocks"]] == ["what", "much"]
    among = import_document(form_of({"type": "YesNoField", "name": "q", "title": "Q"}, rows)).document[
        "pages"
    ]
    assert [part["key"] for part in among] == ["a", "costs"]
    assert [block["key"] for block in among[1]["pages"][0]["blocks"]] == ["what", "much"]


def test_a_section_whose_pages_are_asked_again_with_the_page_that_lists_them():
    form = {
        "startPage": "/name",
        "pages": [
            {"path": "/name", "title": "Name", "section": "p", "controller": "RepeatingSectionPageController",
             "components": [{"type": "TextField", "name": "first", "title": "First"}], "next": [{"path": "/more"}]},
            {"path": "/more", "title": "Does anybody else live here?", "controller": "RepeatingSectionSummaryPageController",
             "components": [{"type": "TextField", "name": "holder", "title": "Person"}], "next": [{"path": "/after"}]},
            {"path": "/after", "title": "After", "components": [{"type": "YesNoField", "name": "q", "title": "Q"}],
             "next": [{"path": "/summary"}]},
            {"path": "/summary", "controller": "./pages/summary.js", "title": "Summary"},
        ],
        "sections": [{"name": "p", "title": "People"}],
    }  # fmt: skip
    pages = import_document(form).document["pages"]
    assert [part["key"] for part in pages] == ["p", "after"]
    assert (pages[0]["title"], pages[0]["item"]) == ({"en": "Does anybody else live here?"}, {"en": "Person"})
    assert "show_when" not in pages[1]


# -- conditions by what they mean ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "options", "operator", "value", "true_of", "false_of"),
    [
        ("TextField", {}, "is longer than", "3", ["abcd"], ["abc"]),
        ("TextField", {}, "is shorter than", "3", ["ab"], ["abc"]),
        ("TextField", {}, "has length", "3", ["abc"], ["ab", "abcd"]),
        ("TextField", {"required": False}, "is longer than", "3", ["abcd", None], ["abc"]),
        ("NumberField", {"prefix": "£"}, "is more than", "10", [1001], [1000]),
        ("NumberField", {"required": False}, "is less than", "2", [1, None], [2]),
        ("NumberField", {"required": False}, "is at least", "1", [1], [0, None]),
        ("YesNoField", {"required": False}, "is not", "true", ["no", None], ["yes"]),
        ("DatePartsField", {}, "is before", "2020-02-29", ["2020-02-28"], ["2020-02-29"]),
        ("DatePartsField", {}, "is", "2020-02-29", ["2020-02-29"], ["2020-02-28"]),
    ],
)
def test_a_comparison(type_, options, operator, value, true_of, false_of):
    from forms_engine.runtime.conditions import holds
    from tests.forms_engine.definition.importers.answering import TODAY

    one = {"field": {"name": "q", "type": type_, "display": "Q"}, "operator": operator,
           "value": {"type": "Value", "value": value, "display": value}}  # fmt: skip
    form = form_of(
        {"type": type_, "name": "q", "title": "Q", "options": options},
        conditions=[{"name": "c", "displayName": "C", "value": {"name": "C", "conditions": [one]}}],
    )
    definition = parse_definition(import_document(form).document)
    for answer in true_of + false_of:
        given = {} if answer is None else {"q": answer}
        assert holds(definition.conditions["c"], definition, given, TODAY) == (answer in true_of), answer


# -- fees ------------------------------------------------------------------------------------------------------------

PRICES = {
    ("12-month", "adult", "all-sites"): 3800,
    ("12-month", "adult", "single-site"): 2500,
    ("12-month", "concession", "all-sites"): 2400,
    ("12-month", "concession", "single-site"): 1600,
    ("12-month", "junior", "all-sites"): 0,
    ("12-month", "junior", "single-site"): 0,
    ("8-day", "adult", None): 1200,
    ("8-day", "concession", None): 800,
    ("8-day", "junior", None): 0,
    ("1-day", "adult", None): 500,
    ("1-day", "concession", None): 500,
    ("1-day", "junior", None): 500,
}


@pytest.mark.parametrize("bought", PRICES, ids=str)
def test_the_fishing_permit_costs_what_its_table_says(bought):
    made = Made(case("09_defra_fishing-permit-conditional-payment.yaml"))
    duration, kind, access = bought
    person = {
        "full-name": "Ann",
        "phone-number": "01632 960001",
        "email-address": "a@example.org",
        "rod-licence-number": "1",
    }
    answers = {**person, "permit-duration": duration, "permit-type": kind} | (
        {"site-access": access} if access else {}
    )
    made.walk(answers)
    assert made.evaluation.can_submit
    assert made.evaluation.fee_pence == PRICES[bought]


def test_of_amounts_the_first_that_holds_is_taken_even_where_a_later_one_says_more():
    payment = {
        "type": "PaymentField", "name": "pay", "title": "Pay",
        "options": {"amount": 1, "description": "Permit",
                    "conditionalAmounts": [{"condition": "a", "amount": 10}, {"condition": "both", "amount": 20.05}]},
    }  # fmt: skip
    form = form_of(
        {"type": "YesNoField", "name": "one", "title": "One"},
        {"type": "YesNoField", "name": "two", "title": "Two"},
        payment,
        conditions=[
            {"name": "a", "value": "one == true"},
            {"name": "both", "value": "two == true and (one == true or one == false)"},
        ],
    )
    made = Made(form)
    for one, two, pence in [
        ("yes", "yes", 1000),
        ("yes", "no", 1000),
        ("no", "yes", 2005),
        ("no", "no", 100),
    ]:
        made.walk({"one": one, "two": two})
        assert made.evaluation.fee_pence == pence, (one, two)


# -- texts -----------------------------------------------------------------------------------------------------------


def test_welsh_stands_as_english_too_until_somebody_translates_it():
    imported = import_document({**form_of(), "name": "Gwneud cais"}, language="cy")
    assert imported.document["title"] == {"en": "Gwneud cais", "cy": "Gwneud cais"}
    assert imported.document["translations"] == {"cy": "awaiting-review"}
    assert "not-english" in {one.rule for one in imported.findings}
    assert import_document(case("03b_cof-r3w2_asset-information.cy.json")).document["translations"] == {
        "cy": "awaiting-review"
    }


def test_texts_that_are_given_by_language_stay_so():
    block = block_of("YesNoField", hint={"en": "Choose", "cy": "Dewiswch"})
    assert block["hint"] == {"en": "Choose", "cy": "Dewiswch"}


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<p>See <a href="https://x.example/a b">this </a>now</p>',
            "See [this](https://x.example/a%20b) now",
        ),
        ("<h1>Big</h1><h3>Small</h3>", "## Big\n\n### Small"),
        ("<ol><li>one<ul><li>in</li></ul></li><li>two</li></ol>", "1. one\n   - in\n2. two"),
        ("one<br>two<br>", "one\\\ntwo"),
        ("2 * 3 * 4 &lt; 5_000", "2 \\* 3 \\* 4 \\< 5\\_000"),
        ("<p>1. not a list</p><p># no heading</p>", "1\\. not a list\n\n\\# no heading"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ("<script>alert(1)</script>after", "after"),
        ("<strong> spaced </strong>out", "**spaced** out"),
    ],
)
def test_html_as_markdown(html, markdown):
    assert html_to_markdown(html)[0].strip() == markdown


@pytest.mark.parametrize(
    ("regex", "fits", "fails"),
    [
        ("^a|b$", ["axx", "xxb"], ["xax"]),
        ("[0-9]", ["x1y"], ["xy"]),
        ("^[a-z]+$", ["abc"], ["a1"]),
        ("^(a|b)$", ["a"], ["ab"]),
    ],
)
def test_a_pattern_fits_what_it_fitted(regex, fits, fails):
    pattern = whole_pattern(regex)
    assert all(matches(pattern, answer) for answer in fits)
    assert not any(matches(pattern, answer) for answer in fails)


# -- the journey -----------------------------------------------------------------------------------------------------


def test_the_words_of_the_confirmation_page_say_what_happens_next():
    special = {
        "confirmationPage": {"customText": {"nextSteps": "<p>We will <b>write</b></p>", "title": "Done"}}
    }
    document = import_document(form_of(specialPages=special)).document
    assert document["outcome"] == [{"type": "text", "text": {"en": "We will **write**"}}]
    assert document["kept"]["specialPages"] == {"confirmationPage": {"customText": {"title": "Done"}}}


def test_what_every_journey_needs_is_asked_for_and_service_and_slug_are_taken():
    imported = import_document(form_of(), slug="New forest_permit", service="forests")
    assert (imported.document["slug"], imported.document["service"]) == ("new-forest-permit", "forests")
    assert {one.rule for one in imported.findings if one.severity == "error"} == {"no-route", "no-retention"}
    assert "no-service" in {one.rule for one in import_document(form_of()).findings}


def test_a_form_as_its_program_hands_it_over():
    imported = import_document({"id": "f1", "configuration": form_of(), "version": 7})
    assert imported.document["kept"]["file"] == {"id": "f1", "version": 7}


def test_a_journey_of_ours_comes_out_canonical():
    ours = {"pages": [{"blocks": [], "title": {"en": "One"}, "key": "one"}], "format": "guildhall-journey/1", "kind": "pay",
            "title": {"en": "Try"}, "slug": "try", "audience": "public"}  # fmt: skip
    imported = import_document(ours, slug="other")
    assert list(imported.document) == ["format", "slug", "kind", "title", "pages"]
    assert (imported.document["slug"], imported.foreign, imported.findings) == ("other", False, [])
