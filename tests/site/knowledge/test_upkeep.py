"""Articles are looked over in time: reviews, versions, and the letter to owners."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role
from forms_engine.notices.models import Notice
from knowledge.models import ArticlePage, Review
from knowledge.upkeep.cycle import months_after
from knowledge.upkeep.services import write_to_owners
from tests.factories import client, make_article, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def editor():
    return signed_in(make_staff(Role.PUBLISHER, name="Priya"), "staff")


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)), st.integers(1, 36))
def test_so_many_months_later(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)


def test_publishing_sets_the_first_date_and_a_draft_has_none():
    today = timezone.localdate()
    draft = make_article(slug="draft", public_answer="<p>x</p>", live=False)
    assert draft.review_by is None
    article = make_article(slug="a", public_answer="<p>x</p>", review_months=6)
    assert article.review_by == months_after(today, 6)


def test_reviewed_still_right(editor):
    make_site("public")
    article = make_article(slug="a", title="A", public_answer="<p>x</p>", review_months=24)
    ArticlePage.objects.filter(pk=article.pk).update(review_by=timezone.localdate() - DAY)
    # A draft in progress, begun before the review, neither stops it nor undoes it.
    article.summary = "New words"
    article.save_revision()
    answer = editor.post(f"/admin/knowledge/articles/{article.pk}/reviewed/", follow=True)
    assert "is reviewed" in answer.content.decode()
    today = timezone.localdate()
    review = Review.objects.get()
    assert (review.revision, review.reviewed_by.name) == (article.live_revision_id, "Priya")
    assert review.next_on == months_after(today, 24)
    ArticlePage.objects.get(pk=article.pk).get_latest_revision().publish()
    now = ArticlePage.objects.get(pk=article.pk)
    assert (now.summary, now.review_by, now.last_reviewed_on) == ("New words", review.next_on, today)
    assert "Last checked" in client().get("/knowledge/a/").content.decode()


def test_only_who_may_edit_reviews_and_only_what_is_published(editor):
    article = make_article(slug="a", public_answer="<p>x</p>", live=False)
    address = f"/admin/knowledge/articles/{article.pk}/reviewed/"
    assert "Publish the article first" in editor.post(address, follow=True).content.decode()
    assert signed_in(make_staff(Role.OFFICER), "staff").post(address).status_code == 404
    assert signed_in(make_staff(Role.JOURNEY_BUILDER), "staff").post(address).status_code == 404
    assert not Review.objects.exists()


def test_the_report_of_what_is_due(editor):
    today = timezone.localdate()
    owner = make_staff(name="Olu Owner")
    for slug, days in {"late": -3, "soon": 20, "far": 90}.items():
        article = make_article(
            slug=slug, title=f"Article {slug}", public_answer="<p>x</p>", content_owner=owner
        )
        ArticlePage.objects.filter(pk=article.pk).update(review_by=today + days * DAY)
    make_article(slug="unowned", title="Article unowned", public_answer="<p>x</p>")
    ArticlePage.objects.filter(slug="unowned").update(review_by=None)
    text = editor.get("/admin/knowledge/reviews/").content.decode()
    assert text.index("Article late") < text.index("Article soon") < text.index("Article unowned")
    assert "Article far" not in text
    mine = editor.get("/admin/knowledge/reviews/?owner=Olu+Owner&export=csv").content.decode()
    assert "Article soon" in mine
    assert "Article unowned" not in mine


def test_owners_get_one_letter_a_week():
    monday = datetime.date(2026, 11, 23)
    owner, other = make_staff(name="Olu"), make_staff(name="Ann")
    for slug, who in {"a": owner, "b": owner, "c": other}.items():
        article = make_article(slug=slug, title=f"Title {slug}", public_answer="<p>x</p>", content_owner=who)
        ArticlePage.objects.filter(pk=article.pk).update(review_by=monday - DAY)
    ArticlePage.objects.filter(slug="c").update(review_by=monday + 60 * DAY)
    assert write_to_owners(monday) == 1
    assert write_to_owners(monday) == 0
    assert write_to_owners(monday + 2 * DAY) == 0
    assert write_to_owners(monday + 7 * DAY) == 1
    letter = Notice.objects.first()
    assert letter.recipient == owner.email
    assert "Title a" in letter.body
    assert "Title b" in letter.body
    assert "/admin/pages/" in letter.body
    owner.is_active = False
    owner.save()
    assert write_to_owners(monday + 14 * DAY) == 0


def test_versions_are_compared_as_texts(editor):
    article = make_article(slug="a", public_answer="<p>Within 5 days.</p>", staff_script="<p>Hello</p>")
    first = article.live_revision_id
    now = publish(article, public_answer="<p>Within <b>7</b> days.</p>", services=["blue-badge"])
    address = reverse(
        "wagtailadmin_pages:revisions_compare",
        args=[article.pk, first, now.live_revision_id],
        urlconf="config.urls.staff",
    )
    text = editor.get(address).content.decode()
    assert "Public answer" in text
    assert re.search('class="deletion">[^<]*5.*class="addition">[^<]*7', text, re.DOTALL)
    assert "What to say" not in text
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    assert officer.get(address).status_code in {302, 403}
