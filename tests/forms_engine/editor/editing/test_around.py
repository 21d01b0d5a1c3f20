"""Fees, settings, texts and question sets on the editing screens."""

import re

from django.urls import reverse

from forms_engine.editor.question_sets import create_question_set
from forms_engine.editor.services import create_draft
from tests.forms_engine.council import open_council
from tests.forms_engine.editor.editing.journeys import permit, question
from tests.forms_engine.editor.editing.walking import (
    STAFF,
    document,
    fields_of,
    submit,
    text,
    url,
)


def test_a_fee_with_a_concession_shows_what_it_comes_to(browser, draft):
    answer = submit(
        browser, url(draft, "new_fee"), label_en="Garden waste", how="fixed", amount_pence="58.00",
        ledger_code="4100", vat_code="Z",
        **{"concessions-0-label_en": "On benefits", "concessions-0-amount": "50", "concessions-0-way": "percent_off"},
    )  # fmt: skip
    line = document(draft)["fees"][1]
    assert line["amount_pence"] == 5800 and line["key"] == "garden-waste"
    assert line["concessions"] == [
        {"key": "on-benefits", "label": {"en": "On benefits"}, "when": {"any": []}, "percent_off": 50}
    ]
    shown = text(browser.get(answer.url))
    assert "£58" in shown and "£29" in shown


def test_a_table_row_is_added_and_then_given_its_condition(browser, draft):
    submit(browser, url(draft, "fee", number=0), **{"rows-2-amount_pence": "25"})
    assert document(draft)["fees"][0]["rows"][2] == {"amount_pence": 2500, "when": {"any": []}}
    address = url(draft, "condition_at", where="fee/0/row/2")
    data = fields_of(browser.get(address).content.decode())
    data = fields_of(
        browser.post(address, {**data, "rows-0-subject": "permit", "do": "refresh"}).content.decode()
    )
    browser.post(address, {**data, "rows-0-value": "visitor"})
    assert document(draft)["fees"][0]["rows"][2]["when"] == {"question": "permit", "is": "visitor"}


def test_settings_are_kept(browser, draft):
    open_council()
    answer = submit(
        browser, url(draft, "settings"), title_en="Get a permit", service="parking", retention_days="30",
        opens="2027-01-01", closes="2027-03-31", in_cy="awaiting-review", contact_mobile="",
    )  # fmt: skip
    assert answer.status_code == 302
    kept = document(draft)
    assert kept["opens"] == "2027-01-01" and kept["translations"] == {"cy": "awaiting-review"}
    assert kept["contact"] == {"name": "full-name", "email": "email"}
    # Texts are then written in both languages, side by side.
    submit(browser, url(draft, "declaration"), declaration_en="It is true.", declaration_cy="Mae’n wir.")
    assert document(draft)["declaration"] == {"en": "It is true.", "cy": "Mae’n wir."}


def test_a_language_that_is_not_shown_is_not_lost(browser, builder):
    written = permit()
    written["title"]["cy"] = "Trwydded"
    draft = create_draft(written, user=builder)
    submit(browser, url(draft, "settings"), retention_days="30")
    assert document(draft)["title"] == {"en": "Apply for a parking permit", "cy": "Trwydded"}


def test_text_goes_before_and_after_the_journey(browser, draft):
    submit(
        browser,
        url(draft, "new_block", holder="*start", kind="details"),
        title_en="Before you start",
        text_en="- a pen",
    )
    assert document(draft)["start"] == [
        {"type": "details", "title": {"en": "Before you start"}, "text": {"en": "- a pen"}}
    ]
    assert "Before you start" in text(browser.get(url(draft, "preview", address="*start")))


def test_a_question_set_is_used_and_then_copied_in(browser, draft, builder):
    create_question_set("contact", "Contact details", [question("phone", "phone")], user=builder)
    submit(browser, url(draft, "new_block", holder="you", kind="question_set"), set="contact")
    assert document(draft)["pages"][2]["blocks"][-1] == {"type": "question_set", "set": "contact"}
    assert 'value="phone"' in browser.get(url(draft, "condition_at", where="page/kind")).content.decode()
    shown = browser.get(url(draft, "block", holder="you", number=3)).content.decode()
    browser.post(url(draft, "do"), {"do": re.search(r"copy-set\|you\|3\|[0-9a-f]+", shown)[0]})
    assert document(draft)["pages"][2]["blocks"][-1] == question("phone", "phone")


def test_a_question_set_is_edited_on_the_same_screens(browser, builder):
    made = create_question_set("contact", "Contact details", [question("phone", "phone")], user=builder)
    address = reverse("set_editing:block", STAFF, kwargs={"set_id": made.pk, "holder": "set", "number": 0})
    submit(browser, address, label_en="Your phone number")
    address = reverse(
        "set_editing:new_block", STAFF, kwargs={"set_id": made.pk, "holder": "set", "kind": "email"}
    )
    submit(browser, address, label_en="Your email address")
    made.refresh_from_db()
    assert [block["label"]["en"] for block in made.blocks] == ["Your phone number", "Your email address"]
