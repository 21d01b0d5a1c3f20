"""The promises of the field templates to people who do not see the page: labels, legends, hints, errors."""

import pytest
from django import forms
from django.template.loader import render_to_string

from tests.themes.markup import Markup
from themes.fields import (
    AddressField,
    AddressSearch,
    BankDetailsField,
    DatePartsField,
    LocationField,
    MonthYearField,
)
from themes.widgets import FilesInput, LongSelect

CHOICES = [("a", "First"), ("b", "Second"), ("c", "Third")]


def make(kind):
    template = f"components/field/{kind}.html"
    common = {"label": "The label", "help_text": "The hint", "required": False}
    match kind:
        case "text":
            return forms.CharField(template_name=template, **common)
        case "textarea":
            widget = forms.Textarea(attrs={"data-maxlength": "200"})
            return forms.CharField(widget=widget, template_name=template, **common)
        case "select":
            return forms.ChoiceField(choices=CHOICES, template_name=template, **common)
        case "radios":
            return forms.ChoiceField(
                choices=CHOICES, widget=forms.RadioSelect, template_name=template, **common
            )
        case "checkboxes":
            return forms.MultipleChoiceField(
                choices=CHOICES, widget=forms.CheckboxSelectMultiple, template_name=template, **common
            )
        case "autocomplete":
            widget = LongSelect(choices=[("", "Choose"), *CHOICES])
            return forms.Field(widget=widget, template_name=template, **common)
        case "file":
            widget = FilesInput(attrs={"accept": "image/jpeg"})
            return forms.Field(widget=widget, template_name=template, **common)
        case "month_year":
            return MonthYearField(**common)
        case "bank_details":
            return BankDetailsField(**common)
        case "password":
            return forms.CharField(widget=forms.PasswordInput, template_name=template, **common)
        case "date":
            return DatePartsField(autocomplete="bday", **common)
        case "address":
            return AddressField(**common)
        case "location":
            return LocationField(**common)


ONE_BOX = ["text", "textarea", "select", "autocomplete", "file", "password"]
SEVERAL = ["radios", "checkboxes", "date", "month_year", "address", "location", "bank_details"]


def form_with(kind, *, error="", heading=False, initial=None, **more):
    class OneQuestion(forms.Form):
        asked = make(kind)

        def clean(self):
            if error:
                self.add_error("asked", error)

    form = OneQuestion({} if error else None, initial={"asked": initial} if initial else None)
    field = form.fields["asked"]
    field.is_page_heading = heading
    for name, value in more.items():
        setattr(field, name, value)
    return form


def rendered(kind, **options):
    markup = Markup(str(form_with(kind, **options)["asked"].as_field_group()))
    markup.check_references()
    return markup


def boxes(markup):
    found = [e for e in markup.elements if e.tag in {"input", "select", "textarea"}]
    return [e for e in found if e.attrs.get("type") != "hidden"]


@pytest.mark.parametrize("kind", ONE_BOX + SEVERAL)
@pytest.mark.parametrize("error", ["", "It is wrong"])
@pytest.mark.parametrize("heading", [False, True])
def test_every_box_has_a_label_and_every_reference_leads_somewhere(kind, error, heading):
    markup = rendered(kind, error=error, heading=heading)
    labelled = {label.attrs["for"] for label in markup.all("label")}
    assert boxes(markup)
    assert {box.attrs["id"] for box in boxes(markup)} == labelled


@pytest.mark.parametrize("kind", ONE_BOX)
def test_one_box_is_described_by_hint_then_error(kind):
    box = boxes(rendered(kind, error="It is wrong"))[0]
    assert box.attrs["aria-describedby"].split()[:2] == ["id_asked_helptext", "id_asked_error"]
    assert box.attrs["aria-invalid"] == "true"


@pytest.mark.parametrize("kind", SEVERAL)
def test_several_boxes_stand_in_a_group_with_a_legend_described_by_hint_then_error(kind):
    markup = rendered(kind, error="It is wrong")
    assert "The label" in markup.one("legend").text
    described = markup.one("fieldset").attrs["aria-describedby"]
    assert described.split() == ["id_asked_helptext", "id_asked_error"]


@pytest.mark.parametrize("kind", ONE_BOX + SEVERAL)
def test_the_error_is_said_once_and_named_as_one(kind):
    markup = rendered(kind, error="It is wrong")
    message = markup.one("p", class_="govuk-error-message")
    assert " ".join(message.text.split()) == "Error: It is wrong"
    assert markup.all("div", class_="govuk-form-group--error")


@pytest.mark.parametrize("kind", ONE_BOX + SEVERAL)
def test_without_an_error_nothing_looks_like_one(kind):
    markup = rendered(kind)
    assert not markup.all("p", class_="govuk-error-message")
    assert not any("--error" in e.attrs.get("class", "") for e in markup.elements)


@pytest.mark.parametrize("kind", ONE_BOX + SEVERAL)
def test_a_question_alone_on_its_page_is_the_heading(kind):
    assert "The label" in rendered(kind, heading=True).one("h1").text
    assert not rendered(kind, heading=False).all("h1")


@pytest.mark.parametrize("kind", ONE_BOX + SEVERAL)
def test_a_question_that_need_not_be_answered_says_so(kind):
    assert "(optional)" in "".join(e.text for e in rendered(kind, is_optional=True).elements)


def test_words_are_shown_as_words():
    class Hostile(forms.Form):
        asked = forms.ChoiceField(
            label="<b>label</b>",
            help_text="<script>hint</script>",
            choices=[("<i>", "<img src=x onerror=alert(1)>")],
            widget=forms.RadioSelect,
            template_name="components/field/radios.html",
        )

    html = str(Hostile({"asked": '"><script>'})["asked"].as_field_group())
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html


def test_a_choice_has_its_hint():
    markup = rendered("radios", option_hints={"b": "About the second"})
    described = [box for box in boxes(markup) if "aria-describedby" in box.attrs]
    assert [box.attrs["value"] for box in described] == ["b"]


def test_the_chosen_are_checked():
    chosen = [box for box in boxes(rendered("checkboxes", initial=["a", "c"])) if "checked" in box.attrs]
    assert [box.attrs["value"] for box in chosen] == ["a", "c"]


def test_a_declaration_says_its_words_once_to_the_eye():
    class Declared(forms.Form):
        asked = forms.MultipleChoiceField(
            label="It is all true",
            choices=[("yes", "It is all true")],
            widget=forms.CheckboxSelectMultiple,
            template_name="components/field/checkboxes.html",
        )

    legend = Markup(str(Declared()["asked"].as_field_group())).one("legend")
    assert "govuk-visually-hidden" in legend.attrs["class"]


def test_a_date_of_birth_can_be_filled_in_by_the_browser():
    inputs = boxes(rendered("date", initial="1960-05-04"))
    assert [box.attrs["autocomplete"] for box in inputs] == ["bday-day", "bday-month", "bday-year"]
    assert {box.attrs["inputmode"] for box in inputs} == {"numeric"}
    assert [box.attrs["value"] for box in inputs] == ["4", "5", "1960"]


def test_an_address_can_be_filled_in_by_the_browser():
    tokens = [box.attrs["autocomplete"] for box in boxes(rendered("address"))]
    assert tokens == ["address-line1", "address-line2", "address-level2", "address-level1", "postal-code"]


def test_a_location_asks_for_words_and_takes_a_point_from_whoever_has_one():
    kept = {"description": "High Street", "latitude": 52.1, "longitude": -1.9}
    markup = rendered("location", initial=kept)
    names = [box.attrs["name"].removeprefix("asked_") for box in boxes(markup)]
    assert names[:2] == ["description", "postcode"]
    assert {"grid_reference", "easting", "northing", "latitude", "longitude"} == set(names[2:])
    assert "open" not in markup.one("details").attrs, "nobody has to understand a grid reference"
    assert not markup.all("button"), "the buttons exist with JavaScript only"


def test_a_grid_reference_once_typed_is_in_sight():
    assert "open" in rendered("location", initial={"grid_reference": "SP 083 475"}).one("details").attrs


def test_the_limit_of_a_text_is_said_without_javascript():
    markup = rendered("textarea")
    assert "up to 200 characters" in markup.one("div", id="id_asked_info").text
    assert "id_asked_info" in markup.one("textarea").attrs["aria-describedby"]
    assert "maxlength" not in markup.one("textarea").attrs, "a limit that cuts what is pasted loses words"


def test_words_are_counted_where_words_are_limited():
    form = form_with("textarea")
    form.fields["asked"].widget.attrs.update({"data-maxwords": "150"})
    markup = Markup(str(form["asked"].as_field_group()))
    counter = markup.one("div", class_="govuk-character-count")
    assert counter.attrs["data-maxwords"] == "150" and "data-maxlength" not in counter.attrs
    assert "150 words" in markup.one("div", id="id_asked_info").text


SENT = [
    {"id": "f1", "name": "my photo.jpg", "size": 2048},
    {"id": "f2", "name": "a letter.pdf", "size": 1},
]


def test_files_already_sent_are_named_and_each_can_be_taken_away():
    markup = rendered("file", initial=SENT, max_files=3, accepted="A photo.")
    removing = [button for button in markup.all("button") if button.attrs["name"] == "asked_remove"]
    assert [button.attrs["value"] for button in removing] == ["f1", "f2"]
    assert "my photo.jpg" in removing[0].text, "which one is said to those who do not see the row"
    assert "Add another file" in markup.one("button", name="asked_upload").text
    assert "id_asked_accepted" in boxes(markup)[0].attrs["aria-describedby"]


def test_when_all_the_files_are_there_no_more_are_asked_for():
    markup = rendered("file", initial=SENT, max_files=2)
    assert not boxes(markup) and not markup.all("button", name="asked_upload")
    assert "id_asked" in markup.ids, "the error summary still leads to the field"


@pytest.mark.parametrize(("state", "words"), [("waiting", "Being checked"), ("infected", "virus"), ("", "")])
def test_how_far_a_files_check_is_is_said(state, words):
    markup = rendered("file", initial=SENT[:1], file_states={"f1": state})
    assert (
        "".join(tag.text for tag in markup.all("strong")).startswith(words)
        or words in markup.one("strong").text
    )


def test_a_choice_that_is_ticked_alone_stands_after_the_word_or():
    markup = rendered("checkboxes", exclusive={"c"})
    assert markup.one("div", class_="govuk-checkboxes__divider").text == "or"
    alone = [box.attrs["value"] for box in boxes(markup) if box.attrs.get("data-behaviour") == "exclusive"]
    assert alone == ["c"]


@pytest.mark.parametrize(("side", "sign"), [("prefix", "£"), ("suffix", "kg")])
def test_a_unit_beside_the_box_is_said_with_it(side, sign):
    markup = rendered("text", width="10", **{side: sign})
    assert markup.one("div", class_=f"govuk-input__{side}").text == sign
    assert "id_asked_unit" in boxes(markup)[0].attrs["aria-describedby"]


def test_one_wrong_box_of_several_is_marked_alone_and_led_to():
    class Bank(forms.Form):
        asked = BankDetailsField(required=False)

        def clean(self):
            self.add_error("asked", forms.ValidationError("Six digits", code="bad-sort-code"))

    form = Bank({"asked_account_name": "A"})
    marked = [
        box.attrs["name"]
        for box in boxes(Markup(str(form["asked"].as_field_group())))
        if "aria-invalid" in box.attrs
    ]
    assert marked == ["asked_sort_code"]
    summary = Markup(render_to_string("components/error_summary.html", {"form": form}))
    assert summary.one("a").attrs["href"] == "#id_asked_1"


def searching(**search):
    form = form_with("address", error="It is wrong" if search.pop("wrong", False) else "")
    form.fields["asked"].search = AddressSearch(**search)
    markup = Markup(str(form["asked"].as_field_group()))
    markup.check_references()
    return form, markup


def test_finding_an_address_comes_first_and_typing_it_is_always_there():
    _, markup = searching(postcode="ZZ2 2BB")
    assert markup.one("input", name="asked_search").attrs["value"] == "ZZ2 2BB"
    assert markup.one("button", name="asked_find").attrs["type"] == "submit", "works without JavaScript"
    assert "open" not in markup.one("details").attrs
    assert markup.one("input", name="asked_line1").parents[-3].tag == "details"


def test_the_addresses_found_can_be_chosen_from():
    _, markup = searching(found=(("1", "1 Mill Lane"), ("2", "2 Mill Lane")))
    assert [option.attrs["value"] for option in markup.all("option")] == ["", "1", "2"]
    assert "We found 2 addresses" in markup.one("label", **{"for": "id_asked_pick"}).text
    assert markup.one("button", name="asked_choose")


@pytest.mark.parametrize(("is_open", "target"), [(False, "#id_asked_search"), (True, "#id_asked_0")])
def test_an_error_leads_to_what_can_be_seen(is_open, target):
    form, markup = searching(is_open=is_open, wrong=True)
    link = Markup(render_to_string("components/error_summary.html", {"form": form})).one("a")
    assert link.attrs["href"] == target and target[1:] in markup.ids


def test_what_was_typed_into_a_long_list_is_there_again():
    class Searched(forms.Form):
        asked = make("autocomplete")

    def typed(value):
        markup = Markup(str(Searched({"asked": value})["asked"].as_field_group()))
        return markup.one("div", class_="gh-combobox").attrs["data-typed"]

    assert typed("Nonsense <school>") == "Nonsense <school>"
    assert typed("b") == ""


def test_a_list_of_thousands_is_whole_and_escaped():
    class Long(forms.Form):
        asked = forms.Field(
            widget=LongSelect(choices=[(f"k{number}", f"<i>{number}</i>") for number in range(3000)]),
            template_name="components/field/select.html",
        )

    html = str(Long({"asked": "k2999"})["asked"].as_field_group())
    assert html.count("<option") == 3000 and "<i>" not in html
    assert '<option value="k2999" selected>' in html


def test_a_password_is_never_sent_back():
    class SignIn(forms.Form):
        asked = make("password")

    markup = Markup(str(SignIn({"asked": "secret words"})["asked"].as_field_group()))
    assert not markup.one("input").attrs.get("value")
    assert "hidden" in markup.one("button").attrs, "without JavaScript the button does nothing"


@pytest.mark.parametrize("kind", ONE_BOX + SEVERAL)
def test_the_error_summary_leads_to_the_first_box(kind):
    form = form_with(kind, error="It is wrong")
    summary = Markup(render_to_string("components/error_summary.html", {"form": form}))
    link = summary.one("a")
    assert link.text == "It is wrong"
    first = boxes(Markup(str(form["asked"].as_field_group())))[0]
    assert link.attrs["href"] == f"#{first.attrs['id']}"


def test_the_error_summary_also_says_what_is_wrong_with_the_whole_form():
    class Refused(forms.Form):
        def clean(self):
            raise forms.ValidationError("Too many attempts")

    html = render_to_string("components/error_summary.html", {"form": Refused({})})
    assert "Too many attempts" in html
    assert "<a" not in html


def test_there_is_no_summary_without_errors():
    assert not render_to_string("components/error_summary.html", {"form": form_with("text")}).strip()


def test_a_plain_django_field_gets_our_look_without_asking():
    class Plain(forms.Form):
        name = forms.CharField()

    assert "govuk-input" in str(Plain()["name"].as_field_group())


def test_a_whole_form_and_widgets_stay_djangos():
    class Plain(forms.Form):
        name = forms.CharField()

    assert "govuk" not in str(Plain()["name"])
