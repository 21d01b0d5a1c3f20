"""Marlshire loads, and loads again over what people did to it."""

import dataclasses
import json
import shutil
import socket
import stat
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site
from wagtail_localize.models import StringSegment, TranslationSource

from accounts.models import User
from audiences.admission import admit
from audiences.principal import Principal
from content.exchange import yaml_files
from content.exchange.known import documents_by_name, pages_by_path, pictures_by_name
from content.exchange.translations import translation_files
from content.exchange.writing import write_house
from content.models import (
    Alert,
    BrokenLink,
    ContentPage,
    MissingAddress,
    PageNote,
    Release,
    ServiceStatus,
    SharedDraft,
)
from content.releases.checking import problems_of
from content.reviews.selectors import overdue_count
from content.selectors import documents_within
from demo.calls import load_calls
from demo.fixtures import FIXTURES, read
from demo.governance import load_governance
from demo.loading import load_marlshire
from demo.morning import load_morning
from demo.retention import load_retention
from demo.standing import load_standing
from demo.takings import load_takings
from forms_engine.booking.models import Booking
from forms_engine.booking.states import State
from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import NotReady
from forms_engine.requests.data_life.register import rows
from forms_engine.requests.integrity import problems as broken_laws
from forms_engine.requests.models import CallTotals, Contact, Customer, Line, Request, RetentionRule
from forms_engine.requests.need_to_know.reviewers import reviewers_of
from forms_engine.requests.own import own_requests
from forms_engine.requests.selectors import requests_for
from knowledge.models import ArticlePage
from payments.integrity import problems
from payments.models import Charge, CounterPayment, Dispute, Payout, ReconcileRun, Refund
from tests.factories import client, host, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(whole_council, tmp_path, db):
    """The passwords of the first load, and their file."""
    passwords = tmp_path / "passwords.json"
    shutil.copy2(whole_council / "demo-passwords.json", passwords)
    return json.loads(passwords.read_text())


@pytest.fixture
def load(first, tmp_path):
    """Load again."""
    passwords = tmp_path / "passwords.json"

    def run():
        load_marlshire(passwords, lambda line: None)
        return json.loads(passwords.read_text())

    run.file = passwords
    return run


def english(model, slug):
    return model.objects.get(slug=slug, locale=Locale.get_default())


def test_a_whole_council(first, load):
    passwords = first
    english = ContentPage.objects.live().filter(locale=Locale.get_default())
    for slug, least in (("marlshire", 60), ("marlshire-intranet", 15), ("marlshire-partners", 10)):
        assert english.filter(url_path__startswith=f"/{slug}/").count() >= least
    assert ArticlePage.objects.live().filter(locale=Locale.get_default()).count() >= 40
    assert set(english.exclude(content_owner=None).values_list("content_owner__email", flat=True)) == {
        "editor@marlshire.example"
    }
    assert {site.hostname for site in Site.objects.all()} == {
        host(kind) for kind in ("public", "staff", "partner")
    }
    assert stat.S_IMODE(load.file.stat().st_mode) == 0o600
    for name, audience in [
        ("resident", "public"),
        ("officer", "staff"),
        ("editor", "staff"),
        ("partner", "partner"),
        ("admin", "staff"),
    ]:
        email = f"{name}@marlshire.example"
        user = authenticate(make_request(audience, None), email=email, password=passwords[email])
        assert user is not None, name
        assert user.is_demo
        assert admit(user, audience)
    for page in ContentPage.objects.live():
        assert page.audience_keys, page


def test_every_public_page_answers(first):
    home = Site.objects.get(is_default_site=True).root_page
    for page in ContentPage.objects.descendant_of(home, inclusive=True):
        response = client().get(page.url_path.removeprefix(home.url_path.rstrip("/")))
        assert response.status_code == 200, page
        assert page.summary in response.content.decode().replace("&#x27;", "'"), page


def test_what_is_written_out_is_what_the_files_say(first, tmp_path):
    done = write_house(tmp_path / "out")
    assert done.left_out == []
    files = {*pictures_by_name(), *documents_by_name()}
    for tree in ("sites", "knowledge"):
        wanted = {file.relative_to(FIXTURES) for file in (FIXTURES / tree).rglob("*.yaml")}
        assert {
            file.relative_to(tmp_path / "out") for file in (tmp_path / "out" / tree).rglob("*.yaml")
        } == wanted
        for name in sorted(wanted):
            if name.name != "site.yaml":
                said = plainly(yaml_files.load(FIXTURES / name), files)
                assert plainly(yaml_files.load(tmp_path / "out" / name), files) == said, name
    # Those that are planned are counted from the day of loading, and stand elsewhere.
    alerts = [one for one in yaml_files.load(tmp_path / "out" / "alerts.yaml") if "starts" not in one]
    assert alerts == yaml_files.load(FIXTURES / "alerts.yaml")
    said, again = (
        yaml_files.load(folder / "documents" / "documents.yaml") for folder in (FIXTURES, tmp_path / "out")
    )
    assert again == said


def test_what_is_in_welsh_is_all_in_welsh_and_waits_for_a_translator(first):
    """Whoever edits an English page of those in ``content_fixtures/cy/`` gives its file the new words."""
    english = Locale.get_default()
    paths = pages_by_path()
    for one in translation_files(FIXTURES):
        if not one.path:
            continue
        name = one.file.relative_to(FIXTURES).as_posix()
        page = ContentPage.objects.get(pk=paths[one.tree][one.path])
        row = ContentPage.objects.get(translation_key=page.translation_key, locale__language_code="cy")
        # The library publishes it once this transaction is over, which it never is.
        row.get_latest_revision().publish()
        row.refresh_from_db()
        pairs = yaml_files.load(one.file)["words"]
        assert (row.text_language, row.is_machine_made) == ("cy", True), name
        # Of some there is what lists show of them.
        assert not {"title", "summary", "where", "price"} & set(row.untranslated), name
        assert len(pairs) <= 4 or row.untranslated == [], name
        source = TranslationSource.objects.get(object_id=page.translation_key, locale=english)
        said = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
        assert {pair["en"] for pair in pairs} <= said, f"{name}: no longer on the page"
    shown = client().get("/cy/roads-and-transport/report-a-pothole/").content.decode()
    assert "nid yw cyfieithydd wedi ei gwirio eto" in shown


def plainly(said, files):
    """What the file of a page means, however it says it: without its place, and what its type or a file is not there for."""
    hour = said.get("starts_at", "").partition("T")[2]
    usual = {"review": "12", "menu": "false", "show_map": "false"}
    return trimmed(
        {
            key: [one.removesuffix(f"T{hour}") for one in value] if key == "more_dates" else value
            for key, value in said.items()
            if key != "order" and usual.get(key) != value and (key != "picture" or value in files)
        },
        files,
    )


def trimmed(said, files):
    """Without the spaces at the ends of words, and without what shows a file that is not there."""
    nothing = ("", [], {}, None)
    if isinstance(said, dict):
        if any(
            said.get(key, "") not in ("", *files)
            for key in ("picture", "document")
            if isinstance(said.get(key), str)
        ):
            return None
        found = {key: trimmed(value, files) for key, value in said.items()}
        return {key: value for key, value in found.items() if value not in nothing}
    if isinstance(said, list):
        return [one for one in (trimmed(each, files) for each in said) if one not in nothing]
    try:
        return float(said)
    except ValueError:
        return said.strip()


def test_broken_glass_of_any_service_has_somebody_to_review_it(first):
    stranger = User.objects.get(email="officer-two@marlshire.example")
    hidden = (
        Service.objects.exclude(openness="open").filter(locale__language_code="en").select_related("team")
    )
    assert hidden
    for service in hidden:
        assert reviewers_of(Request(service=service), but=stranger), service.slug


def test_a_request_of_the_morning_that_cannot_be_sent_is_not_left_out(first, monkeypatch):
    wanted = read("morning.json")
    wanted["known"], wanted["requests"] = [], [{**wanted["requests"][0], "answers": {}}]
    monkeypatch.setattr("demo.morning.read", lambda name: wanted)
    with pytest.raises(NotReady):
        load_morning()


def test_no_day_sheet_is_empty(first, load):
    booked = Booking.objects.filter(owner_type="request")
    assert set(booked.values_list("slot__resource__kind__slug", flat=True)) == {
        "registrar",
        "recycling-centre",
        "social-work",
        "call-back",
    }
    assert {row.state for row in booked} == {State.CONFIRMED, State.AWAITING_APPROVAL}
    before = booked.count()
    load()
    assert booked.count() == before
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=True):
        load()
        assert booked.filter(slot__starts_at__gt=timezone.now()).count() == before


def person(email, audience="staff"):
    return admit(User.objects.get(email=f"{email}@marlshire.example"), audience)


def test_a_morning_that_need_to_know_can_be_tried_in(first, load):
    tom, joseph, everybody = person("officer"), person("safeguarding"), person("admin")
    lowri = person("helpdesk")
    seen = {
        who.user.name: set(requests_for(who).values_list("service__slug", flat=True))
        for who in (tom, joseph, everybody, lowri)
    }
    assert {"highways-maintenance", "street-lighting"} <= seen["Tom Ashdown"]
    assert not {"safeguarding", "complaints", "it-help"} & seen["Tom Ashdown"]
    assert "safeguarding" in seen["Joseph Adeyemi"] and "it-help" not in seen["Joseph Adeyemi"]
    assert {"it-help", "partner-help"} <= seen["Lowri Bevan"]
    assert requests_for(person("manager")).filter(service__slug="complaints").exists()
    assert {request.title for request in own_requests(person("editor"))} == {"Report an IT fault"}
    assert own_requests(person("partner", "partner")).count() == 1
    morning = requests_for(tom).filter(service__slug="highways-maintenance")
    assert morning.filter(assigned_to=tom.user).exists() and morning.filter(assigned_to=None).exists()
    assert morning.filter(due_on__lt=timezone.localdate()).exists()
    assert morning.exclude(customer_wrote_at=None).exists()
    assert {row.state for row in morning} >= {"received", "in-progress", "waiting"}
    assert Customer.objects.exclude(needs="").count() == 3
    assert list(broken_laws()) == []


def test_calls_of_the_last_three_weeks_are_there_also_at_a_later_start(first, load):
    lines, days = Line.objects.count(), CallTotals.objects.dates("day", "day").count()
    contacts = Contact.objects.exclude(line=None).count()
    assert days == 15 and CallTotals.objects.count() == lines * days and contacts == 7 * days
    load_calls()
    assert Contact.objects.exclude(line=None).count() == contacts
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=True):
        load_calls()
        assert CallTotals.objects.dates("day", "day").count() > days


def test_a_second_load_makes_nothing_and_keeps_what_was_entered(first, load):
    edited = english(ContentPage, "contact-us").specific
    edited.title = "Talk to us"
    edited.save_revision().publish()
    english(ContentPage, "cookies").delete()
    article = english(ArticlePage, "my-blue-badge-is-lost-or-stolen")
    article.public_answer = "<p>Changed</p>"
    article.save_revision().publish()
    User.objects.filter(email="officer@marlshire.example").update(name="Somebody Else")
    pages, users = Page.objects.count(), User.objects.count()

    assert load() == first
    assert (Page.objects.count(), User.objects.count()) == (pages, users)
    assert english(ContentPage, "contact-us").title == "Talk to us"
    assert ArticlePage.objects.get(pk=article.pk).public_answer == "<p>Changed</p>"
    assert not ContentPage.objects.filter(slug="cookies").exists()
    assert User.objects.get(email="officer@marlshire.example").name == "Somebody Else"


def test_the_reports_about_content_are_not_empty(first):
    editor = User.objects.get(email="editor@marlshire.example")
    assert overdue_count(editor, timezone.localdate()) >= 6
    assert (
        PageNote.objects.filter(done_at=None).count() == 4 and PageNote.objects.exclude(done_at=None).exists()
    )
    gathering = Release.objects.get()
    assert gathering.state == Release.State.GATHERING and gathering.pages.count() == 4
    assert not [one.words for one in problems_of(gathering, editor) if one.stops]
    assert SharedDraft.objects.get().expires_at > timezone.now() and BrokenLink.objects.count() == 3
    assert MissingAddress.objects.filter(day=timezone.localdate()).count() == 8
    now = timezone.now()
    standing = ServiceStatus.objects.filter(locale__language_code="en")
    assert standing.filter(starts__lte=now, ends__gt=now).count() == 2
    assert standing.filter(starts__gt=now).count() == 1
    assert {one.locale.language_code for one in ServiceStatus.objects.select_related("locale")} == {
        "en",
        "cy",
    }
    assert Alert.objects.filter(starts__gt=now, live=True, locale__language_code="en").count() == 2
    assert load_governance() == load_standing() == 0
    ServiceStatus.objects.filter(level="closed").delete()
    PageNote.objects.filter(done_at=None).delete()
    assert load_governance() == load_standing() == 0, "what somebody has dealt with is not brought back"


def test_partners_have_what_is_shared_with_all_and_with_them(first):
    shelf = Collection.objects.get(name="Partners")
    care, contractor, resident = (
        set(documents_within(who, shelf).values_list("title", flat=True))
        for who in (person("partner", "partner"), person("contractor", "partner"), Principal.public())
    )
    assert "A guide to invoices" in care & contractor and len(care & contractor) == 4
    assert care - contractor == {"Contract MC-2231, schedule of rates and targets"}
    assert contractor - care == {"Minutes of the contract meeting on 2 November 2026"}
    assert not resident


def test_a_lost_password_file_brings_new_passwords(first, load):
    load.file.unlink()
    second = load()
    assert not set(first.values()) & set(second.values())


def test_each_start_writes_the_sites_addresses(load, settings):
    import dataclasses

    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, public_port=8765)
    load()
    assert set(Site.objects.values_list("port", flat=True)) == {8765}
    assert Site.objects.get(is_default_site=True).root_page.full_url == "http://localhost:8765/"


@pytest.fixture
def free_address(settings, tmp_path):
    """Where the demonstration's sandbox is going to be; none runs there yet."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.STRIPE_API = f"http://127.0.0.1:{taken.getsockname()[1]}"
    settings.STRIPE_SECRET_KEY = "sk_test_guildhall"
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, var=tmp_path)


def test_a_days_takings_show_finance_one_of_each_in_books_that_fit(first, free_address):
    assert load_takings() == 9
    assert load_takings() == 0, "only where nothing was ever charged"
    assert Refund.objects.filter(state="asked", amount_pence__gt=10_000).exists(), (
        "one waits for another person"
    )
    assert {refund.state for refund in Refund.objects.all()} == {"asked", "succeeded", "failed"}
    assert Dispute.objects.get().state == "needs_response" and Payout.objects.get().state == "paid"
    assert {one.state for one in CounterPayment.objects.all()} == {"recorded", "banked"}
    assert Charge.objects.exclude(needs_attention=[]).count() == 2
    assert ReconcileRun.objects.get().found == 0
    assert not any("charge" in problem or "book" in problem for problem in problems())


def test_what_was_sent_is_kept_for_so_long_and_each_rule_says_why(first):
    assert load_retention() == 0
    rules = RetentionRule.objects.filter(service=None)
    assert [(rule.outcome, rule.months) for rule in rules] == [(None, 12)]
    by_outcome = RetentionRule.objects.filter(service__slug="blue-badge")
    assert {rule.outcome.slug if rule.outcome else "": rule.months for rule in by_outcome} == {
        "": 36,
        "granted": 48,
        "refused": 18,
        "withdrawn": 6,
    }
    # Nothing is kept for longer than its journey says; three of those that are made for services have a year.
    longer = {row["Journey"]: row["Missing"] for row in rows() if row["Missing"]}
    assert {name for name in longer if not name.startswith("Ask a question")} == set()
