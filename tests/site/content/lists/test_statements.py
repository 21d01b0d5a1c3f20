"""The accessibility statement and the privacy notice, from the lists that are kept."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import Role
from audiences.principal import Principal
from content.languages.trees import plant
from content.models import AccessibilityPage, AccessibilityProblem, PrivacyPage
from forms_engine.catalogue.models import Service
from forms_engine.delivery.models import Destination
from forms_engine.requests.data_life.notice import notice_for
from forms_engine.requests.models import RetentionRule
from tests.factories import client, make_page, make_site, make_staff, signed_in
from tests.forms_engine.council import open_council
from tests.page_cache.conftest import page_cache

__all__ = ["page_cache"]

pytestmark = pytest.mark.django_db

PARTLY = "partially compliant with the Web Content Accessibility Guidelines version 2.2 AA"


def problem(what="Maps cannot be read out", **fields):
    given = {
        "found_on": date(2026, 9, 1),
        "mend_by": date(2027, 3, 31),
        "criterion": "1.1.1 Non-text content",
        **fields,
    }
    return AccessibilityProblem.objects.create(what=what, **{"locale": Locale.get_default(), **given})


def text(path, browser=None):
    response = (browser or client()).get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def statement():
    return make_page(
        make_site("public"), AccessibilityPage, slug="accessibility", title="Accessibility statement"
    )


def test_the_statement_has_what_the_regulations_ask_for(statement):
    problem()
    problem("Old minutes are scans", why="burden", mend_by=None, criterion="")
    problem("Maps of other people", why="exempt", mend_by=None)
    page = text("/accessibility/")
    for words in (PARTLY, "Maps cannot be read out", "success criterion 1.1.1 Non-text content", "mend it by 31 March 2027",
                  "Disproportionate burden", "Old minutes are scans", "Not within the scope", "Maps of other people",
                  "Equality and Human Rights Commission", "This statement was prepared on", "last reviewed on",
                  "after a test on 1 September 2026"):  # fmt: skip
        assert words in page, words


def test_what_is_mended_goes_and_the_status_follows(statement, page_cache):
    one = problem()
    assert PARTLY in text("/accessibility/")
    one.mended_on = date(2026, 11, 1)
    one.save()
    page = text("/accessibility/")
    assert "fully compliant" in page
    assert "Maps cannot be read out" not in page
    assert "1 problem that stood here has been mended." in page


def test_in_welsh_each_problem_stands_once(statement):
    one = problem()
    other = problem("Forms are slow")
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    plant("cy")
    problem("Ni ellir darllen mapiau", locale=welsh, translation_key=one.translation_key)
    page = text("/cy/accessibility/")
    assert "Ni ellir darllen mapiau" in page
    assert one.what not in page
    assert f'lang="en">{other.what}' in page


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"mend_by": date(2026, 8, 1)}, "mend_by"),
        ({"mended_on": date(2026, 8, 1)}, "mended_on"),
        ({"mend_by": None}, "mend_by"),
    ],
)
def test_days_that_cannot_be_are_refused_where_they_are(fields, field):
    one = AccessibilityProblem(what="Words", found_on=date(2026, 9, 1), locale=Locale.get_default(),
                               **{"mend_by": date(2027, 1, 1), **fields})  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        one.full_clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(("role", "status"), [(Role.PUBLISHER, {200}), (Role.OFFICER, {302, 403, 404})])
def test_publishers_keep_the_list(role, status):
    browser = signed_in(make_staff(role), "staff")
    assert browser.get("/admin/snippets/content/accessibilityproblem/add/").status_code in status


@pytest.fixture
def notice():
    open_council()
    return make_page(make_site("public"), PrivacyPage, slug="privacy", title="Privacy")


def test_the_notice_says_what_for_on_what_basis_for_how_long_and_to_whom(notice):
    service = Service.objects.get(slug="blue-badge", locale__language_code="en")
    RetentionRule.objects.create(service=service, months=36, because="Schedule 6.1")
    page = text("/privacy/")
    journey = next(
        one
        for found in notice_for(Principal.public(), "en")
        if found.slug == "blue-badge"
        for one in found.journeys
    )
    for words in (
        "Blue Badge",
        journey.title,
        "Lawful basis",
        "3 years after it is finished",
        "Schedule 6.1",
    ):
        assert words in page, words
    assert journey.asked


def test_the_councils_own_rule_holds_where_a_service_has_none(notice):
    RetentionRule.objects.create(months=18, because="Schedule 1.1")
    kept = {one.slug: one.kept for one in notice_for(Principal.public(), "en")}
    assert [(rule.months, rule.years, rule.because) for rule in kept["highways-maintenance"]] == [
        (18, 0, "Schedule 1.1")
    ]


def test_who_gets_it_are_the_systems_that_take_personal_data(notice):
    Destination.objects.update(takes_personal_data=False)
    assert all(
        not journey.recipients for one in notice_for(Principal.public(), "en") for journey in one.journeys
    )
    Destination.objects.update(takes_personal_data=True)
    assert recipients()


def recipients(language="en"):
    return {
        said
        for one in notice_for(Principal.public(), language)
        for journey in one.journeys
        for said in journey.recipients
    }


def test_whom_it_goes_to_is_said_in_plain_words_and_never_by_a_products_name(notice):
    Destination.objects.update(takes_personal_data=True, name="HighwaysPro 4.2", kind="queue")
    assert "HighwaysPro" not in text("/privacy/")
    assert recipients() == {"The team that does this for the council"}
    Destination.objects.update(kind="webhook")
    assert recipients() == {"Systems of the council, and of companies that work for it"}
    Destination.objects.update(told_as_en="The company that mends roads")
    assert recipients() == recipients("cy") == {"The company that mends roads"}
    Destination.objects.update(told_as_cy="Y cwmni sy’n trwsio ffyrdd")
    assert recipients("cy") == {"Y cwmni sy’n trwsio ffyrdd"}
    assert "The company that mends roads" in text("/privacy/")


def test_other_words_are_seen_at_once_and_a_delivery_empties_no_cache(notice, page_cache):
    from page_cache import freshness

    number = freshness.current()
    Destination.objects.update(failures_in_row=3, next_slot_at=timezone.now())
    assert freshness.current() == number
    Destination.objects.update(told_as_en="The company that mends roads")
    assert freshness.current() != number


def test_only_forms_that_one_could_fill_in_are_in_it(notice):
    from forms_engine.catalogue.models import Journey

    Journey.objects.filter(slug="apply-for-a-blue-badge").update(audience_keys=["staff"])
    assert "Blue Badge" not in text("/privacy/")
    assert [one.slug for one in notice_for(Principal.nobody("public"), "en")] == []


def test_a_change_of_a_rule_is_seen_at_once(notice, page_cache):
    rule = RetentionRule.objects.create(months=12, because="Schedule 1.1")
    assert "1 year after it is finished" in text("/privacy/")
    rule.months = 24
    rule.save()
    assert "2 years after it is finished" in text("/privacy/")


def test_in_welsh(notice):
    plant("cy")
    assert "Bathodyn Glas" in text("/cy/privacy/")


def test_queries_do_not_grow(notice):
    def asked():
        client().get("/privacy/")
        with CaptureQueriesContext(connection) as captured:
            client().get("/privacy/")
        return len(captured)

    before = asked()
    service = Service.objects.filter(locale__language_code="en").first()
    RetentionRule.objects.create(months=12, because="Schedule")
    RetentionRule.objects.create(service=service, months=12, because="Schedule")
    assert asked() <= before + 1
    assert before <= 12


def test_marlshires_list_is_loaded_once_in_both_languages():
    from demo.accessibility import load_accessibility

    Locale.objects.get_or_create(language_code="cy")
    assert (load_accessibility(), load_accessibility()) == (4, 0)
    for one in AccessibilityProblem.objects.all():
        one.full_clean()
    assert AccessibilityProblem.objects.filter(locale__language_code="cy").count() == 4
