"""Every question type as a form field: what people type becomes the answer that counts, what will not do is still there,
and a kept answer is shown so that sending it again changes nothing."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from forms_engine.definition.document import Option, Question, Text
from forms_engine.definition.question_types import QUESTION_TYPE
from forms_engine.journeys.fields import answer_of, form_field, shown
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.tidy import tidy
from tests.themes.markup import Markup

TODAY = date(2026, 11, 22)


def text(english, welsh=""):
    return Text({"en": english, **({"cy": welsh} if welsh else {})})


OPTIONS = (
    Option("car", text("Car", "Car modur"), hint=text("Or a van")),
    Option("bicycle", text("Bicycle")),
    Option("none", text("None of these", "Dim un o’r rhain"), exclusive=True),
)
# "file" is taken in before its form is judged, and nobody answers "hidden".
TYPED_TYPES = sorted(set(QUESTION_TYPE) - {"file", "hidden"})


def question(kind, **parts):
    if QUESTION_TYPE[kind].offers_options:
        parts.setdefault("options", OPTIONS)
    if kind == "number":
        parts = {"decimals": 2, "unit": text("kg"), **parts}
    return Question(key="asked", type=kind, label=text("The label", "Y label"), **parts)


def form_of(asked, data=None, answer=None, language="en"):
    class OneQuestion(forms.Form):
        pass

    form = OneQuestion(data, initial={"asked": shown(asked, answer)})
    form.fields["asked"] = form_field(asked, language)
    return form


def posted(fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(f"asked{name}", value if isinstance(value, list) else [value])
    return data


def answered(asked, fields):
    form = form_of(asked, posted(fields))
    assert form.is_valid(), "a field never refuses"
    return answer_of(asked, form.cleaned_data["asked"])


def html_of(form):
    html = str(form["asked"].as_field_group())
    markup = Markup(html)
    markup.check_references()
    return html, markup


def sent_by_a_browser(markup):
    """What a browser posts of the field as it is shown."""
    data = QueryDict(mutable=True)
    for element in markup.elements:
        name, kind = element.attrs.get("name", ""), element.attrs.get("type", "")
        if element.tag == "textarea":
            data.appendlist(name, element.text.removeprefix("\r\n"))
        elif element.tag == "input" and (kind not in {"radio", "checkbox"} or "checked" in element.attrs):
            data.appendlist(name, element.attrs.get("value", ""))
        elif element.tag == "option" and "selected" in element.attrs:
            data.appendlist(element.parents[-1].attrs["name"], element.attrs["value"])
    return data


# Type, what is typed (the name of the box after the question's key), and the answer that counts.
ACCEPTABLE = [
    ("short_text", {"": "  A name "}, "A name"),
    ("long_text", {"": "Two\r\nlines"}, "Two\nlines"),
    ("email", {"": " ann@example.com "}, "ann@example.com"),
    ("phone", {"": "01632 960 001"}, "01632 960 001"),
    ("website", {"": "www.example.com"}, "https://www.example.com"),
    ("postcode", {"": "zz11aa"}, "ZZ1 1AA"),
    ("national_insurance", {"": "qq 12 34 56 c"}, "QQ123456C"),
    ("vehicle_registration", {"": "ab12 cde"}, "AB12CDE"),
    ("signature", {"": "Ann  Archer"}, "Ann Archer"),
    ("number", {"": "1,200.50"}, 1200.5),
    ("number", {"": "0"}, 0),
    ("money", {"": "£1,000"}, 100_000),
    ("money", {"": "10.50"}, 1050),
    ("money", {"": "0"}, 0),
    ("date", {"_day": "9", "_month": "3", "_year": "2026"}, "2026-03-09"),
    ("month_year", {"_month": "3", "_year": "2026"}, "2026-03"),
    ("time", {"": "2.30pm"}, "14:30"),
    ("yes_no", {"": "no"}, "no"),
    ("radios", {"": "car"}, "car"),
    ("select", {"": "bicycle"}, "bicycle"),
    ("autocomplete", {"": "bicycle"}, "bicycle"),
    ("checkboxes", {"": ["bicycle", "car"]}, ["car", "bicycle"]),
    ("declaration", {"": "confirmed"}, True),
    (
        "address",
        {"_line1": "1 Mill Lane", "_town": "Thornbeck", "_postcode": "zz2 2bb"},
        {"line1": "1 Mill Lane", "line2": "", "town": "Thornbeck", "county": "", "postcode": "ZZ2 2BB"},
    ),
    ("location", {"_description": "High Street"}, {"description": "High Street", "postcode": ""}),
    (
        "bank_details",
        {"_account_name": "A Archer", "_sort_code": "30-94-30", "_account_number": "733445"},
        {"account_name": "A Archer", "sort_code": "309430", "account_number": "00733445"},
    ),
]

# Type, what is typed, and what of it has to be seen again.
WRONG = [
    ("email", {"": "nonsense"}, ["nonsense"]),
    ("phone", {"": "ring me"}, ["ring me"]),
    ("website", {"": "not a site"}, ["not a site"]),
    ("postcode", {"": "ZZ99"}, ["ZZ99"]),
    ("national_insurance", {"": "QQ"}, ["QQ"]),
    ("vehicle_registration", {"": "?!"}, ["?!"]),
    ("short_text", {"": "x" * 300}, ["x" * 300]),
    ("number", {"": "heavy"}, ["heavy"]),
    ("number", {"": "12kg"}, ["12kg"]),
    ("number", {"": "9" * 400}, ["9" * 400]),
    ("money", {"": "ten pounds"}, ["ten pounds"]),
    ("money", {"": "10.505"}, ["10.505"]),
    ("date", {"_day": "31", "_month": "2", "_year": "2026"}, ["31", "2", "2026"]),
    ("date", {"_day": "9", "_month": "March", "_year": ""}, ["9", "March"]),
    ("month_year", {"_month": "13", "_year": "2026"}, ["13", "2026"]),
    ("time", {"": "half past"}, ["half past"]),
    ("autocomplete", {"": "A horse"}, ["A horse"]),
    ("address", {"_line1": "", "_town": "Thornbeck", "_postcode": "ZZ"}, ["Thornbeck", "ZZ"]),
    ("location", {"_description": "", "_grid_reference": "nonsense"}, ["nonsense"]),
    ("location", {"_easting": "12", "_northing": "far"}, ["12", "far"]),
    ("location", {"_latitude": "52.1", "_longitude": ""}, ["52.1"]),
    ("bank_details", {"_account_name": "", "_sort_code": "12", "_account_number": "x"}, ["12", "x"]),
]


def test_every_type_is_tried():
    assert {kind for kind, *_ in ACCEPTABLE} == set(TYPED_TYPES)


@pytest.mark.parametrize(("kind", "fields", "canonical"), ACCEPTABLE)
def test_what_people_type_is_the_answer_that_counts(kind, fields, canonical):
    asked = question(kind)
    answer = answered(asked, fields)
    assert check_answer(asked, answer, TODAY) == []
    counted = tidy(asked, answer)
    assert counted == canonical and type(counted) is type(canonical)


@pytest.mark.parametrize(("kind", "fields", "canonical"), ACCEPTABLE)
def test_a_kept_answer_sent_again_as_it_is_shown_is_the_same_answer(kind, fields, canonical):
    asked = question(kind)
    for kept in (answered(asked, fields), canonical):
        _, markup = html_of(form_of(asked, answer=kept))
        again = form_of(asked, sent_by_a_browser(markup))
        assert again.is_valid()
        assert tidy(asked, answer_of(asked, again.cleaned_data["asked"])) == canonical


@pytest.mark.parametrize(("kind", "fields", "seen"), WRONG)
def test_what_is_refused_is_there_as_it_was_typed(kind, fields, seen):
    asked = question(kind)
    answer = answered(asked, fields)
    assert check_answer(asked, answer, TODAY), "only the runtime refuses, and it does"
    bound, _ = html_of(form_of(asked, posted(fields)))
    kept, _ = html_of(form_of(asked, answer=answer))
    for words in seen:
        assert f'"{words}"' in bound, "after the error"
        assert f'"{words}"' in kept, "after leaving and coming back"


@pytest.mark.parametrize("kind", TYPED_TYPES)
@pytest.mark.parametrize("fields", [{}, {"": ""}, {"": "  "}])
def test_nothing_typed_is_no_answer(kind, fields):
    assert answered(question(kind), fields) is None


@pytest.mark.parametrize("kind", [*TYPED_TYPES, "file"])
def test_every_type_has_its_label_and_says_when_it_need_not_be_answered(kind):
    html, _ = html_of(form_of(question(kind, required=False)))
    assert "The label" in html and "(optional)" in html


@pytest.mark.parametrize("kind", [*TYPED_TYPES, "file"])
def test_every_type_is_asked_in_welsh(kind):
    html, _ = html_of(form_of(question(kind), language="cy"))
    assert "Y label" in html and "The label" not in html
    if kind in {"radios", "checkboxes", "select", "autocomplete"}:
        assert "Dim un o’r rhain" in html


def test_an_editors_hint_takes_the_place_of_ours():
    ours, _ = html_of(form_of(question("time")))
    theirs, _ = html_of(form_of(question("time", hint=text("When the lights went out"))))
    assert "14:30" in ours and "14:30" not in theirs and "When the lights went out" in theirs


@pytest.mark.parametrize(("longest", "width"), [(1, "2"), (4, "4"), (8, "10"), (25, "30"), (31, ""), (0, "")])
def test_a_box_is_as_wide_as_its_answer_can_be(longest, width):
    box = html_of(form_of(question("short_text", max_length=longest)))[1].one("input")
    assert (f"govuk-input--width-{width}" in box.attrs["class"].split()) == bool(width)
    assert "maxlength" not in box.attrs, "a limit that cuts what is pasted loses words"


@pytest.mark.parametrize(
    ("parts", "keyboard"),
    [({"decimals": 0}, "numeric"), ({"decimals": 1}, "decimal"), ({"decimals": 0, "min": -5}, "text")],
)
def test_a_phones_keyboard_has_the_signs_that_a_number_needs(parts, keyboard):
    assert html_of(form_of(question("number", **parts)))[1].one("input").attrs["inputmode"] == keyboard


def test_a_file_question_says_what_it_takes_in_words_and_to_the_browser():
    asked = question("file", accept=("photo", "pdf"), max_files=3, max_megabytes=10)
    html, markup = html_of(form_of(asked))
    assert "You can send up to 3 files" in html and "PDF" in html and "10 MB" in html
    box = markup.one("input", type="file")
    assert {"application/pdf", ".heic", "image/jpeg"} <= set(box.attrs["accept"].split(","))
    assert "multiple" in box.attrs


def test_nobody_is_asked_what_is_hidden():
    with pytest.raises(KeyError):
        form_field(question("hidden"), "en")
