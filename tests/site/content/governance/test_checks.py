"""What an editor is told about the words, headings, pictures and links of a draft."""

import json

import pytest

from accounts.models import Role
from content.checks.checking import findings
from content.checks.reading_age import longest_sentence, reading_age, syllables
from content.models import GuildhallDocument, StandardPage
from tests.factories import make_page, make_site, make_staff, signed_in

SUMMARY = "How to tell us about a problem on a road, and what we do about it."
PLAIN = "We mend the road. You can tell us. We will look at it. " * 12
HARD = (
    "The administration of discretionary reimbursement necessitates comprehensive verification of documentation, "
    "notwithstanding applications previously submitted by alternative organisational representatives. " * 8
)


def test_syllables_and_ages():
    assert [syllables(word) for word in ("road", "table", "mended", "the", "because", "organisation")] == [
        1,
        2,
        2,
        1,
        2,
        5,
    ]
    assert reading_age(["Too few words."]) is None
    assert reading_age([PLAIN]) <= 8
    assert reading_age([HARD]) > 18
    # A list item ends a sentence though no full stop stands there.
    assert reading_age(["a plain and simple list of words"] * 20) < reading_age(
        [" ".join(["a plain and simple list of words"] * 20)]
    )
    assert longest_sentence(["One. Two words. Three short words."]) == "Three short words"
    assert longest_sentence([]) == ""


@pytest.fixture
def home(db):
    make_site("staff")
    return make_site("public")


def about(page):
    return {one.about for one in findings(page)}


def page(home, **fields):
    return make_page(home, **{"title": "Report a pothole", "summary": SUMMARY, **fields})


def test_a_good_page_has_nothing_to_look_at(home):
    good = page(
        home, body=[("heading", "When"), ("text", f"<h3>Soon</h3><p>{PLAIN}</p><h3>Late</h3><h4>Very</h4>")]
    )
    assert findings(good) == []


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"title": "Everything that you have always wanted to know about how we look after roads"}, "Title"),
        ({"title": "REPORT A POTHOLE"}, "Title"),
        ({"summary": ""}, "Summary"),
        ({"summary": "Report a pothole"}, "Summary"),
        ({"summary": SUMMARY * 3}, "Summary"),
        ({"body": [("text", f"<p>{HARD}</p>")]}, "Reading age"),
        ({"body": [("text", "<h3>Straight to three</h3><p>x</p>")]}, "Headings"),
        ({"body": [("heading", "Two"), ("text", "<h4>Four</h4><p>x</p>")]}, "Headings"),
        ({"body": [("text", "<p><b>What you need</b></p><p>x</p>")]}, "Headings"),
        ({"body": [("text", '<p><a href="https://a.example/">click here</a></p>')]}, "Links"),
        ({"body": [("text", '<p><a href="https://a.example/">Read more</a>.</p>')]}, "Links"),
        ({"body": [("text", '<p><a href="https://a.example/x">https://a.example/x</a></p>')]}, "Links"),
        (
            {
                "body": [
                    (
                        "text",
                        '<p><a href="https://a.example/">Apply</a> <a href="https://b.example/">apply</a></p>',
                    )
                ]
            },
            "Links",
        ),
        ({"body": [("text", '<p><a href="https://a.example/plan.PDF?v=1">The plan</a></p>')]}, "PDF"),
    ],
)
def test_what_is_found(home, fields, kind):
    assert about(page(home, **fields)) == {kind}


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Important:</b> tell us.</p>",
        "<p><b>Tell us.</b></p>",
        '<p><a href="https://a.example/">Apply</a></p>',
    ],
)
def test_what_is_none(home, html):
    assert findings(page(home, body=[("text", html)])) == []


def test_a_document_of_ours_that_is_a_pdf(home):
    plan = GuildhallDocument.objects.create(title="Plan", file="documents/plan.pdf")
    found = findings(
        page(home, body=[("text", f'<p><a linktype="document" id="{plan.pk}">Local plan</a></p>')])
    )
    assert [one.about for one in found] == ["PDF"]
    assert "“Local plan” is a PDF" in found[0].words


@pytest.mark.parametrize("alt", ["", "IMG_2041.jpg", "Photo of a road", "word " * 40])
def test_words_for_pictures(home, alt):
    draft = StandardPage(title="Report a pothole", summary=SUMMARY, locale=home.locale)
    image = {"image": 1, "decorative": False, "alt_text": alt}
    blocks = [{"type": "picture", "value": {"image": image, "caption": ""}}]
    draft.body = StandardPage._meta.get_field("body").to_python(json.dumps(blocks))
    assert [one.about for one in findings(draft)] == ["Pictures"]


def test_the_edit_form_says_it_of_the_draft_and_stops_nobody(home):
    bad = page(home, title="Roads", summary="")
    shown = signed_in(make_staff(Role.EDITOR), "staff").get(f"/admin/pages/{bad.pk}/edit/").content.decode()
    assert "1 thing to look at" in shown and "There is no summary" in shown


def test_welsh_has_no_reading_age(home):
    from wagtail.models import Locale

    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    draft = page(home, body=[("text", f"<p>{HARD}</p>")])
    draft.locale = welsh
    assert "Reading age" not in about(draft)
