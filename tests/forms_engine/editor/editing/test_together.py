"""Two people at once, and what the linter says meanwhile."""

import re

from accounts.models import Role
from forms_engine.definition.lint import lint
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import create_draft
from tests.factories import make_staff, signed_in
from tests.forms_engine.editor.editing.journeys import page, permit
from tests.forms_engine.editor.editing.walking import (
    do,
    document,
    fields_of,
    overview,
    submit,
    text,
    titles,
    url,
)


def test_what_others_change_elsewhere_is_kept(browser, draft, builder):
    address = url(draft, "page", address="you")
    data = fields_of(browser.get(address).content.decode())
    do(browser, draft, "move-part", "kind", -1)
    assert browser.post(address, {**data, "title_en": "About you"}).status_code == 302
    assert titles(draft) == ["Where", "Sorry", "About you", "How many", "Kind", "Your vehicles"]


def test_a_stale_tab_loses_nothing_and_says_who_changed_what(browser, draft):
    address = url(draft, "page", address="you")
    data = fields_of(browser.get(address).content.decode())
    other = signed_in(make_staff(Role.JOURNEY_BUILDER, name="Carol Clark"), "staff")
    submit(other, address, title_en="Who you are")
    answer = browser.post(address, {**data, "title_en": "About you"})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Carol Clark has changed this" in shown and 'value="About you"' in shown
    assert titles(draft)[2] == "Who you are"
    browser.post(address, {**fields_of(shown), "title_en": "About you"})
    assert titles(draft)[2] == "About you"


def test_a_locked_draft_says_so_and_keeps_what_was_typed(browser, draft):
    JourneyDraft.objects.filter(pk=draft.pk).update(locked=True, locked_by=make_staff(Role.JOURNEY_BUILDER))
    address = url(draft, "page", address="you")
    data = fields_of(browser.get(address).content.decode())
    answer = browser.post(address, {**data, "title_en": "About you"})
    assert answer.status_code == 409 and 'value="About you"' in answer.content.decode()
    assert titles(draft)[2] == "You"


def test_a_part_that_is_gone_leads_back(browser, draft):
    answer = browser.get(url(draft, "page", address="nowhere"), follow=True)
    assert "not there any more" in text(answer)


def test_findings_are_said_while_somebody_types_and_nothing_is_saved(browser, draft):
    address = url(draft, "block", holder="you", number=0)
    data = fields_of(browser.get(address).content.decode())
    answer = browser.post(address, {**data, "pattern": "(?=x)", "do": "check"})
    assert "To mend before publishing" in text(answer) and "<html" not in answer.content.decode()
    assert "pattern" not in document(draft)["pages"][2]["blocks"][0]


def test_every_finding_leads_to_a_screen(browser, builder):
    broken = permit()
    broken["pages"][2]["blocks"][0]["pattern"] = "(?=x)"
    broken["pages"][5]["show_when"] = {"question": "gone", "is": "x"}
    broken["pages"].append(page("you"))
    broken["conditions"]["circle"] = {"condition": "circle"}
    broken["fees"][0]["ledger_code"] = ""
    broken["fees"][0]["per"] = "nothing"
    broken["lists"]["fuels"].append({"key": "petrol", "label": {"en": "Again"}})
    broken["purpose"] = {}
    broken["contact"]["email"] = "full-name"
    draft = create_draft(broken, user=builder)
    shown = browser.get(url(draft, "findings")).content.decode()
    links = set(re.findall(rf'href="(/admin/journeys/{draft.pk}/[^"]+)"', shown))
    assert len(links) >= 6
    assert "things to mend" in shown
    for link in links:
        assert browser.get(link).status_code == 200, link
    assert len(lint(broken)) > 6


def test_a_broken_draft_opens_on_every_screen(browser, builder):
    wild = {
        **permit(), "pages": [1, {"key": 5, "title": "x", "blocks": [None, {"type": ["?"]}, {"type": "radios"}]}],
        "fees": [{"rows": "?"}, 7], "conditions": {"a": 4, "b": {"all": [{"question": {}}]}}, "lists": [], "start": {},
    }  # fmt: skip
    draft = create_draft(wild, user=builder)
    assert browser.get(overview(draft)).status_code == 200
    for name, parts in [
        ("findings", {}), ("page", {"address": "5"}), ("block", {"holder": "5", "number": 2}), ("fees", {}), ("settings", {}),
        ("conditions", {}), ("lists", {}), ("sections", {}), ("preview", {"address": "5"}), ("fee", {"number": 0}),
        ("condition_at", {"where": "named/a"}), ("texts", {"holder": "*start"}), ("rehearse", {}),
    ]:  # fmt: skip
        assert browser.get(url(draft, name, **parts)).status_code == 200, name
