"""Reports for editors: what does not help, what nobody answers, and articles started from it."""

from copy import deepcopy

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import GroupPagePermission

from accounts.models import Role
from content.spreadsheet import FORMULA, cell
from knowledge import questions
from knowledge.models import ArticlePage, Vote
from tests.factories import make_article, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db


def votes(article, revision, *, yes=0, no=0, reason="", comment=""):
    shared = {"article": article, "revision": revision, "audience": "public", "language": "en"}
    for _ in range(yes):
        Vote.objects.create(helpful=True, **shared)
    for _ in range(no):
        Vote.objects.create(helpful=False, reason=reason, comment=comment, **shared)


@pytest.fixture
def editor():
    return signed_in(make_staff(Role.PUBLISHER), "staff")


@pytest.fixture(scope="module")
def read_twice(file_transaction):
    made = make_article(slug="a", title="Old answer", public_answer="<p>x</p>", services=["blue-badge"])
    votes(made, made.live_revision_id, yes=1, no=3, reason="out-of-date")
    made = publish(made, public_answer="<p>y</p>")
    votes(made, made.live_revision_id, yes=3)
    votes(
        made, made.live_revision_id, no=1, reason="not-found", comment="How do I renew a badge for my mother?"
    )
    return made


@pytest.fixture
def article(read_twice, db):
    """Three of four were not helped by its first text, one of four by its second."""
    return deepcopy(read_twice)


def test_unhelpful_articles_say_how_much_since_when_and_why(article, editor):
    fine = make_article(slug="fine", title="Fine answer", public_answer="<p>x</p>")
    votes(fine, fine.live_revision_id, yes=5)
    text = editor.get("/admin/knowledge/unhelpful/").content.decode()
    assert "1 of 4 (25&nbsp;%)" in text
    assert "better by 50 points" in text
    assert "It is out of date: 3" in text
    assert "Fine answer" not in text
    one = editor.get(f"/admin/knowledge/articles/{article.pk}/votes/").content.decode()
    assert "How do I renew a badge" in one
    assert "published now" in one
    file = editor.get("/admin/knowledge/unhelpful/?export=csv")
    assert "Old answer,,1,3,25,-50" in file.content.decode()
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_an_article_begins_with_what_was_asked(article, editor):
    text = editor.get("/admin/knowledge/questions/").content.decode()
    assert "How do I renew a badge for my mother?" in text
    vote = Vote.objects.get(reason="not-found")
    line = {"source": "readers", "id": vote.pk}
    topic = article.get_parent()
    answer = editor.post("/admin/knowledge/questions/", line | {"topic": topic.pk})
    made = ArticlePage.objects.get(live=False)
    assert answer.headers["Location"].endswith(f"/admin/pages/{made.pk}/edit/")
    assert made.title == "How do I renew a badge for my mother?"
    assert made.services == ["blue-badge"]
    assert made.get_parent().pk == topic.pk
    assert not made.audience_keys
    assert editor.get(f"/admin/pages/{made.pk}/edit/").status_code == 200
    editor.post("/admin/knowledge/questions/", line | {"do": "settle"})
    assert "renew a badge" not in editor.get("/admin/knowledge/questions/").content.decode()
    vote.refresh_from_db()
    assert vote.settled_by is not None


def test_a_comment_is_dealt_with(article, editor):
    vote = Vote.objects.get(reason="not-found")
    address = f"/admin/knowledge/articles/{article.pk}/votes/"
    assert "No open comments" in editor.post(address, {"comment": vote.pk}, follow=True).content.decode()
    other = make_article(slug="other", public_answer="<p>x</p>")
    assert (
        editor.post(f"/admin/knowledge/articles/{other.pk}/votes/", {"comment": vote.pk}).status_code == 404
    )


REPORTS = ["unhelpful", "questions", "reviews", "reading"]


@pytest.mark.parametrize("report", REPORTS)
def test_reports_are_for_those_who_edit_pages(article, report):
    address = f"/admin/knowledge/{report}/"
    for role in (Role.OFFICER, Role.JOURNEY_BUILDER):
        answer = signed_in(make_staff(role), "staff").get(address)
        assert answer.status_code in {302, 403}
        assert "Old answer" not in answer.content.decode()
    assert signed_in(make_staff(Role.EDITOR), "staff").get(address).status_code == 200
    assert signed_in(make_staff(Role.PUBLISHER), "public").get(address).status_code == 404


def test_a_report_names_only_what_its_reader_may_edit(article):
    make_article(slug="other", title="Other answer", public_answer="<p>x</p>")
    own = make_article(slug="own", title="Own answer", public_answer="<p>x</p>")
    votes(own, own.live_revision_id, no=1, reason="not-found", comment="Own question")
    group = Group.objects.create(name="One article")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(group=group, page=own, permission_type="change")
    user = make_staff()
    user.groups.add(group)
    browser = signed_in(user, "staff")
    for report, mine in (("unhelpful", "Own answer"), ("questions", "Own question")):
        text = browser.get(f"/admin/knowledge/{report}/").content.decode()
        assert mine in text
        assert "Old answer" not in text
        assert "renew a badge" not in text
    vote = Vote.objects.get(comment__startswith="How do I")
    line = {"source": "readers", "id": vote.pk, "do": "settle"}
    assert browser.post("/admin/knowledge/questions/", line).status_code in {302, 403}
    vote.refresh_from_db()
    assert vote.settled_at is None


def test_another_source_joins_in(monkeypatch, editor):
    class Searches:
        name = "searches"

        def questions(self, editable, most):
            return [questions.Question("searches", 1, "mattress", 7, timezone.now(), "public", "en")]

        def find(self, pk):
            return None

        def settle(self, pk, by):
            raise AssertionError

    monkeypatch.setattr(questions, "_sources", {})
    questions.register(Searches())
    assert "mattress" in editor.get("/admin/knowledge/questions/").content.decode()
    assert editor.post("/admin/knowledge/questions/", {"source": "searches", "id": 1}).status_code == 404


@given(st.text(max_size=20) | st.sampled_from(["=1+1", "+44", "-2", "@x", "\tx", "=HYPERLINK(1)"]))
def test_no_cell_is_a_formula(value):
    assert not cell(value).startswith(FORMULA)
    assert cell(value).removeprefix("'") == value.removeprefix("'")
