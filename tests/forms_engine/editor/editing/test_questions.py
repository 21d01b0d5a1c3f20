"""Questions on the editing screens."""

from tests.forms_engine.editor.editing.walking import do, document, fields_of, submit, text, url


def test_a_question_with_pasted_answers(browser, draft):
    address = url(draft, "new_block", holder="you", kind="radios")
    submit(browser, address, label_en="How do you travel?", **{"lines-more": "Bus\nBicycle\nOn foot"})
    block = document(draft)["pages"][2]["blocks"][-1]
    assert block["key"] == "travel"
    assert [(option["key"], option["label"]["en"]) for option in block["options"]] == [
        ("bus", "Bus"), ("bicycle", "Bicycle"), ("on-foot", "On foot"),
    ]  # fmt: skip


def test_a_choice_without_answers_is_refused_and_nothing_is_lost(browser, draft):
    address = url(draft, "new_block", holder="you", kind="radios")
    answer = submit(browser, address, refused=True, label_en="How do you travel?")
    assert 'value="How do you travel?"' in answer.content.decode()
    assert "at least one answer" in text(answer)


def test_a_page_of_one_question_suggests_its_title(browser, draft):
    browser.post(url(draft, "add_page"), {"title": "What is your date of birth?", "sort": "questions"})
    address = url(draft, "new_block", holder="date-of-birth", kind="date")
    assert 'value="What is your date of birth?"' in browser.get(address).content.decode()
    submit(
        browser, address, latest_kind="distance", latest_years="18", latest_way="before", sensitive="on",
        **{"error-date-required_en": "Enter your date of birth"},
    )  # fmt: skip
    block = document(draft)["pages"][-1]["blocks"][0]
    assert block["latest"] == {"years": -18}
    assert block["sensitive"] is True and "required" not in block
    assert block["errors"] == {"date-required": {"en": "Enter your date of birth"}}


def test_answers_are_reordered_reworded_and_removed_with_their_keys(browser, draft):
    submit(
        browser, url(draft, "block", holder="kind", number=0),
        **{"options-0-ORDER": "2", "options-1-ORDER": "1", "options-1-label_en": "A month", "options-2-DELETE": "on"},
    )  # fmt: skip
    block = document(draft)["pages"][5]["blocks"][0]
    assert [(one["key"], one["label"]["en"]) for one in block["options"]] == [
        ("month", "A month"),
        ("year", "Year"),
    ]


def test_money_is_pounds_on_the_screen_and_pence_in_the_draft(browser, draft):
    submit(
        browser, url(draft, "new_block", holder="you", kind="money"), label_en="Income", min="12.50", max="99"
    )
    assert document(draft)["pages"][2]["blocks"][-1]["min"] == 1250
    number = len(document(draft)["pages"][2]["blocks"]) - 1
    assert 'value="12.50"' in browser.get(url(draft, "block", holder="you", number=number)).content.decode()


def test_another_type_is_saved_with_what_fits(browser, draft):
    address = url(draft, "block", holder="where", number=0)
    shown = browser.get(f"{address}?kind=radios")
    data = fields_of(shown.content.decode())
    browser.post(f"{address}?kind=radios", {**data, "options-1-label_en": "No, elsewhere"})
    block = document(draft)["pages"][0]["blocks"][0]
    assert block["type"] == "radios" and block["key"] == "lives-here"
    assert [option["key"] for option in block["options"]] == ["yes", "no"]


def test_a_key_is_changed_wherever_it_is_used(browser, draft):
    do(browser, draft, "rename", "question", "cars", new_key="vehicle-count")
    assert document(draft)["pages"][4]["count"] == "vehicle-count"
    do(browser, draft, "rename", "question", "vehicle-count", new_key="email")
    assert document(draft)["pages"][4]["count"] == "vehicle-count"


def test_a_long_list_is_edited_as_lines_and_keeps_its_keys(browser, draft):
    many = "\n".join(f"School {number}" for number in range(60))
    browser.post(url(draft, "lists"), {"name": "Schools", "options": many})
    address = url(draft, "options_list", key="schools")
    lines = fields_of(browser.get(address).content.decode())["lines-all"][0].replace(
        "School 7\n", "Seventh school\n"
    )
    submit(browser, address, **{"lines-all": lines})
    schools = document(draft)["lists"]["schools"]
    assert len(schools) == 60
    assert schools[7] == {"key": "school-7", "label": {"en": "Seventh school"}}
