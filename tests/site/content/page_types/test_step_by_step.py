"""Step by step: its own page, the box on the pages it includes, and the rows that say which those are."""

import re

import pytest

from content.languages.trees import plant
from content.models import ServicePage, StandardPage, StepByStepPage, StepLink
from tests.factories import client, make_article, make_page, make_site, make_staff, publish, signed_in
from tests.site.content.languages.translating import translate, welsh
from tests.site.content.test_query_counts import BUDGET, queries

pytestmark = pytest.mark.django_db


def link(label, page=None, *, journey="", url="", note=""):
    return {"label": label, "page": page, "journey_slug": journey, "url": url, "note": note}


def step(title, *links, kind="step", text=""):
    return ("step", {"title": title, "kind": kind, "text": text, "links": list(links)})


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def visit(home):
    return make_page(home, ServicePage, title="Visit schools", slug="visit")


@pytest.fixture
def travel(home):
    return make_page(home, StandardPage, title="Travel to school", slug="travel")


@pytest.fixture
def steps(home, visit, travel):
    return make_page(
        home,
        StepByStepPage,
        title="Apply for a school place",
        slug="apply",
        steps=[
            step("Choose", link("Visit schools", visit, note="Costs nothing")),
            step("Look at travel", link("Travel to school", travel), kind="and"),
            step(
                "Apply",
                link("Apply online", journey="apply-for-a-school-place"),
                text="<p>Until 15 January.</p>",
            ),
            step("Appeal", link("The law", url="https://www.gov.uk/law"), kind="or"),
        ],
    )


def text_of(path, browser=None):
    answer = (browser or client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def rows(page):
    return dict(StepLink.objects.filter(steps=page).values_list("page__slug", "number"))


def test_steps_are_numbered_and_what_is_beside_them_is_not(steps):
    shown = text_of("/apply/")
    assert re.findall(r'class="gh-walk__title">([^<]*)', shown) == [
        "Choose",
        "Look at travel",
        "Apply",
        "Appeal",
    ]
    assert shown.count('<li class="gh-walk__step">') == 2
    assert re.findall(r"gh-walk__joint--(\w+)", shown) == ["and", "or"]
    assert "Costs nothing" in shown
    assert "Until 15 January." in shown
    assert 'href="/journeys/apply-for-a-school-place/"' in shown
    assert 'href="https://www.gov.uk/law" rel="external"' in shown


def test_a_page_it_includes_says_which_step_it_is_and_shows_them_all(steps):
    shown = text_of("/visit/")
    assert "Step 1 of 2" in shown
    assert re.search(r'<a class="govuk-link" href="[^"]*/apply/">Apply for a school place</a>', shown)
    box = shown[
        shown.index('<details class="gh-part-of') : shown.index("</details>", shown.index("gh-part-of__fold"))
    ]
    assert all(title in box for title in ("Choose", "Look at travel", "Apply", "Appeal"))
    assert '<strong aria-current="page">Visit schools</strong>' in box
    assert "you are here" in box
    assert "Step 1 of 2" in text_of("/travel/")


def test_another_page_shows_nothing(steps, home):
    make_page(home, slug="parks")
    assert "gh-part-of" not in text_of("/parks/")
    assert "gh-part-of" not in text_of("/apply/")


def test_rows_follow_publishing_changing_and_taking_down(steps, visit, travel):
    assert rows(steps) == {"visit": 1, "travel": 1}
    publish(steps, steps=[step("Travel first", link("Travel", travel)), step("Visit", link("Visit", visit))])
    assert rows(steps) == {"travel": 1, "visit": 2}
    steps = StepByStepPage.objects.get(pk=steps.pk)
    steps.steps = [step("Visit", link("Visit", visit))]
    steps.save_revision()
    assert rows(steps) == {"travel": 1, "visit": 2}, "a draft changes nothing"
    steps.save_revision().publish()
    assert rows(steps) == {"visit": 1}
    StepByStepPage.objects.get(pk=steps.pk).unpublish()
    assert rows(steps) == {}
    assert "gh-part-of" not in text_of("/visit/")


def test_a_page_in_two_steps_counts_for_the_first(home, visit):
    page = make_page(
        home,
        StepByStepPage,
        steps=[step("One", link("a", visit)), step("Two", link("b", visit), link("c", visit))],
    )
    assert rows(page) == {"visit": 1}


def test_rows_go_with_either_page(steps, visit):
    visit.delete()
    assert rows(steps) == {"travel": 1}
    publish(steps)
    assert rows(steps) == {"travel": 1}, "what is gone is no longer included"
    StepByStepPage.objects.get(pk=steps.pk).delete()
    assert not StepLink.objects.exists()


def test_a_move_changes_nothing(steps, home, visit):
    section = make_page(home, slug="schools")
    visit.refresh_from_db()
    visit.move(section, pos="last-child")
    assert rows(steps) == {"visit": 1, "travel": 1}
    assert "Step 1 of 2" in text_of("/schools/visit/")


def test_what_a_reader_may_not_see_is_no_link_and_a_hidden_step_by_step_no_box(home, travel):
    secret = make_page(home, title="Canary", slug="canary", audience="staff")
    article = make_article(title="Canary note", slug="note", staff_guidance="<p>Inside</p>")
    page = make_page(
        home,
        StepByStepPage,
        slug="apply",
        steps=[
            step("One", link("Canary page", secret), link("Canary note", article), link("Travel", travel))
        ],
    )
    for path in ("/apply/", "/travel/"):
        assert "Canary" not in text_of(path)
    publish(page, audience="staff")
    assert "gh-part-of" not in text_of("/travel/")


def test_on_the_staff_site_a_step_leads_to_what_staff_may_read():
    home = make_site("staff")
    article = make_article(title="Note", slug="note", staff_guidance="<p>Inside</p>")
    make_page(home, StepByStepPage, slug="start", steps=[step("One", link("Staff note", article))])
    shown = text_of("/start/", signed_in(make_staff(), "staff"))
    assert re.search(r'href="/knowledge/note/"[^>]*>Staff note', shown)


def test_a_page_of_two_step_by_steps_names_the_other(steps, home, visit):
    make_page(
        home, StepByStepPage, title="Move house", slug="move", steps=[step("Schools", link("Visit", visit))]
    )
    shown = text_of("/visit/")
    assert "Step 1 of 2" in shown
    assert re.search(r"Also part of:.*Move house", shown, re.DOTALL)


def test_the_one_a_page_stands_below_comes_first(steps, home):
    own = make_page(home, StepByStepPage, title="Move house", slug="move")
    below = make_page(own, StandardPage, slug="below")
    publish(own, steps=[step("Only", link("Below", below))])
    publish(
        steps, steps=[*[(one.block_type, one.value) for one in steps.steps], step("Last", link("b", below))]
    )
    assert "Step 1 of 1" in text_of("/move/below/")


def test_in_welsh_the_box_is_welsh_and_leads_to_the_welsh_pages(steps, visit):
    plant("cy")
    translate(steps, {"Apply for a school place": "Gwneud cais am le", "Choose": "Dewis"})
    assert rows(welsh(steps))
    shown = text_of("/cy/visit/")
    assert "Gwneud cais am le" in shown
    assert re.search(r'href="[^"]*/cy/apply/"', shown)
    assert "Dewis" in shown
    steps.refresh_from_db()
    steps.unpublish()
    assert "gh-part-of" not in text_of("/cy/visit/")


def test_an_alias_in_the_tree_of_another_language_has_rows_of_its_own(steps):
    plant("cy")
    assert rows(welsh(steps)) == {"visit": 1, "travel": 1}
    assert "Step 1 of 2" in text_of("/cy/visit/").replace("Cam 1 o 2", "Step 1 of 2")


def test_more_steps_and_more_step_by_steps_cost_no_more(home, visit, travel):
    others = [make_page(home, slug=f"other-{number}") for number in range(6)]
    few = make_page(home, StepByStepPage, slug="apply", steps=[step("One", link("Visit", visit))])
    before = {path: queries(path) for path in ("/apply/", "/visit/")}
    publish(
        few,
        steps=[
            step("One", link("Visit", visit)),
            *(step(f"Step {one.pk}", link("o", one)) for one in others),
        ],
    )
    for number in range(4):
        make_page(home, StepByStepPage, slug=f"more-{number}", steps=[step("One", link("Visit", visit))])
    assert {path: queries(path) for path in before} == before
    assert max(before.values()) <= BUDGET
