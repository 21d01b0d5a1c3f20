"""Pages and groups on the editing screens."""

from tests.forms_engine.editor.editing.walking import do, document, overview, submit, text, titles, url


def test_the_overview_says_everything_in_words(browser, draft):
    shown = text(browser.get(overview(draft)))
    assert "Journey ends here" in shown
    assert "Shown when “Not resident” holds" in shown
    assert "Asked for each: Vehicle" in shown
    assert "Shown when the answer to “Fuel” is “Petrol”" in shown
    assert "show_when" not in shown and "is-resident" not in shown


def test_a_page_is_added_with_a_key_of_its_title(browser, draft):
    answer = browser.post(
        url(draft, "add_page") + "?after=where", {"title": "What is your name?", "sort": "questions"}
    )
    assert answer.url == url(draft, "page", address="name")
    assert titles(draft)[:2] == ["Where", "What is your name?"]


def test_an_exit_page_and_a_group_are_added(browser, draft):
    browser.post(url(draft, "add_page"), {"title": "You cannot apply", "sort": "exit"})
    browser.post(url(draft, "add_page"), {"title": "Your children", "sort": "group", "item": "Child"})
    exit_page, group = document(draft)["pages"][-2:]
    assert exit_page["exit"] is True
    assert group["item"] == {"en": "Child"} and len(group["pages"]) == 1


def test_a_group_without_a_name_for_one_of_them_is_refused(browser, draft):
    answer = browser.post(url(draft, "add_page"), {"title": "Your children", "sort": "group"})
    assert answer.status_code == 422
    assert titles(draft) == titles(draft)


def test_a_title_changes_and_the_key_stays(browser, draft):
    submit(browser, url(draft, "page", address="you"), title_en="About you")
    assert document(draft)["pages"][2]["title"] == {"en": "About you"}
    assert document(draft)["pages"][2]["key"] == "you"


def test_pages_move_and_are_duplicated_by_buttons(browser, draft):
    do(browser, draft, "move-part", "kind", -1)
    assert titles(draft)[-2:] == ["Kind", "Your vehicles"]
    do(browser, draft, "duplicate-part", "you")
    assert titles(draft)[2:4] == ["You", "You"]
    do(browser, draft, "order", "kind", "where")
    assert titles(draft)[:2] == ["Kind", "Where"]


def test_undo_brings_the_last_change_back_and_undoing_again_takes_it_away(browser, draft):
    before = titles(draft)
    do(browser, draft, "move-part", "kind", -1)
    do(browser, draft, "undo")
    assert titles(draft) == before
    do(browser, draft, "undo")
    assert titles(draft) != before


def test_removing_a_page_that_is_used_says_where_first(browser, draft):
    shown = text(browser.get(url(draft, "remove_part", address="where")))
    assert "used elsewhere" in shown and "Condition “Is resident”" in shown
    assert len(titles(draft)) == 6
    browser.post(url(draft, "remove_part", address="where"), {})
    assert len(titles(draft)) == 5
    places = text(browser.get(url(draft, "findings")))
    assert "Condition “Is resident”" in places
