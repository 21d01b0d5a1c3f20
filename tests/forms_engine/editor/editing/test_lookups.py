"""A journey builder has a page look something up, tries it, and has a fee and a condition use it."""

import pytest
from django.core.cache import cache

from accounts.models import Role
from accounts.throttle import Limit
from forms_engine.editor.editing.views import lookups
from forms_engine.editor.services import create_draft
from forms_engine.journeys.models import LookupSource
from tests.factories import make_staff, signed_in
from tests.forms_engine.editor.editing.walking import document, url
from tests.forms_engine.journeys.lookups.parking import journey_document, open_parking

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(builder):
    cache.clear()
    open_parking()
    made = journey_document() | {"slug": "pay-another", "conditions": {}, "fees": [], "contact": {}}
    del made["pages"][0]["lookup"]
    made["pages"] = [made["pages"][0], {"key": "end", "title": {"en": "End"}, "blocks": []}]
    return create_draft(made, user=builder)


CHOSEN = {
    "source": "penalty-notices",
    "in_notice": "notice-number",
    "in_registration": "registration",
    "key_amount_pence": "owed",
    "type_amount_pence": "money",
    "label_amount_pence_en": "To pay",
    "when_not_found": "ask_again",
    "when_down": "stop",
    "not_found_en": "Check it",
    "down_en": "Ring us",
    "fresh_minutes": "15",
    **{f"type_{name}": "text" for name in ("state", "issued_on", "street", "discount_until")},
}


def test_choosing_mapping_and_trying_a_look_up(browser, draft, monkeypatch):
    screen = url(draft, "lookup", address="notice")
    assert "Penalty charge notices" in browser.get(screen).content.decode()
    shown = browser.post(screen, {"source": "penalty-notices", "do": "refresh"}).content.decode()
    assert "It is asked with: notice" in shown and "It gives: amount pence" in shown
    assert 'value="notice-number"' in shown and 'value="your-email"' not in shown

    asked = {**CHOSEN, "do": "try", "try_notice": "MS10000011", "try_registration": "AB12CDE"}
    assert "Market Square" in browser.post(screen, asked).content.decode()
    assert "Nothing was found" in browser.post(screen, {**asked, "try_notice": "X1"}).content.decode()
    assert "It is down" in browser.post(screen, {**asked, "try_notice": "MS10000019"}).content.decode()
    # Nobody reads other people's notices this way.
    monkeypatch.setattr(lookups, "TRIED_BY_EDITOR", Limit(3, 3600))
    assert "you have tried too often" in browser.post(screen, asked).content.decode()

    seen = browser.get(screen).context["seen"]
    assert (
        "at least one"
        in browser.post(screen, {**CHOSEN, "key_amount_pence": "", "seen": seen}).content.decode()
    )
    saved = browser.post(screen, {**CHOSEN, "seen": seen})
    assert saved.status_code == 302, saved.content
    assert document(draft)["pages"][0]["lookup"] == {
        "from": "penalty-notices",
        "inputs": {"notice": "notice-number", "registration": "registration"},
        "outputs": {"owed": {"from": "amount_pence", "type": "money", "label": {"en": "To pay"}}},
        "not_found": {"en": "Check it"},
        "down": {"en": "Ring us"},
    }
    page = browser.get(url(draft, "page", address="notice")).content.decode()
    assert "Change what is looked up" in page
    fee = browser.get(url(draft, "new_fee")).content.decode()
    assert '<option value="owed">To pay</option>' in fee
    # Changing the page itself keeps what it looks up.
    form = browser.get(url(draft, "page", address="notice")).context
    browser.post(
        url(draft, "page", address="notice"), {"title_en": "The notice", "seen": form["seen"], "do": "save"}
    )
    assert document(draft)["pages"][0]["title"]["en"] == "The notice"
    assert document(draft)["pages"][0]["lookup"]["from"] == "penalty-notices"
    # And trying the whole journey looks it up for real.
    step = url(draft, "try_step", step="notice")
    sent = {"notice-number": "MS10000011", "registration": "AB12CDE"}
    assert "Check it" in browser.post(step, {**sent, "registration": "X1"}).content.decode()
    assert browser.post(step, sent).headers["Location"].endswith("/try/end/")


def test_administrators_make_look_ups_and_nobody_else(settings):
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    admin = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    sent = {
        "name": "Balances",
        "slug": "balances",
        "kind": "http-json",
        "http-json-url": "https://evil.example/",
        "http-json-inputs": "account\n",
        "http-json-outputs": "owed = data.owed, money\nname = who",
        "is_on": "on",
        "patience_seconds": "2",
        "cache_seconds": "60",
    }
    refused = admin.post("/admin/look-ups/new/", sent)
    assert refused.status_code == 200 and "list of allowed hosts" in refused.content.decode()
    sent["http-json-url"] = "http://127.0.0.1:1/x"
    for wrong in ("owed", "owed = a\nowed = b", "owed = a, gold", ""):
        again = admin.post("/admin/look-ups/new/", {**sent, "http-json-outputs": wrong})
        assert again.status_code == 200 and "w-field__errors" in again.content.decode()
    assert admin.post("/admin/look-ups/new/", sent).status_code == 302
    made = LookupSource.objects.get()
    assert made.patience_seconds == 2.0 and made.settings["inputs"] == ["account"]
    assert made.settings["outputs"]["owed"] == {"path": "data.owed", "type": "money"}
    page = admin.get(f"/admin/look-ups/edit/{made.pk}/").content.decode()
    assert "name = who, text\nowed = data.owed, money" in page
    builder = signed_in(make_staff(Role.JOURNEY_BUILDER), "staff")
    assert builder.get("/admin/look-ups/").status_code in {302, 403}
