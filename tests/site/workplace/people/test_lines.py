"""Who manages whom: shown up and down, and never in a circle, however many change it at once."""

import pytest

from audiences.admission import admit
from tests.at_once import at_once
from tests.site.workplace.people.conftest import at_work, make_colleague, text_of
from tests.site.workplace.people.test_entries import change
from workplace.models import Profile
from workplace.people.changing import change_entry
from workplace.people.lines import Circle, above


@pytest.mark.django_db
def test_the_line_is_shown_up_and_down(directory, browser):
    top = make_colleague("Tia Top")
    mid = make_colleague("Mid Mid", manager=top.user)
    one = make_colleague("Ann One", manager=mid.user)
    shown = browser.get(f"/colleagues/{mid.user.uuid}/").context["shown"]
    assert [entry.name for entry in shown.line] == ["Tia Top"] and shown.reports == [one]
    shown = browser.get(f"/colleagues/{one.user.uuid}/").context["shown"]
    assert [entry.name for entry in shown.line] == ["Tia Top", "Mid Mid"]


@pytest.mark.django_db
def test_nobody_is_above_themselves(directory):
    top = make_colleague("Tia Top")
    mid = make_colleague("Mid Mid", manager=top.user)
    one = make_colleague("Ann One", manager=mid.user)
    answer = change(top, manager=str(one.user.uuid))
    assert answer.status_code == 422 and "managed by them" in text_of(answer)
    top.refresh_from_db()
    assert top.manager is None
    # Nor is anybody offered themselves.
    assert str(top.user.uuid) not in dict(
        at_work(top).get(f"/colleagues/{top.user.uuid}/change/").context["form"].fields["manager"].choices
    )


@pytest.mark.django_db
def test_a_circle_that_is_there_in_spite_of_it_ends(directory, browser):
    one, two = make_colleague("One"), make_colleague("Two")
    Profile.objects.filter(pk=one.pk).update(manager=two.user)
    Profile.objects.filter(pk=two.pk).update(manager=one.user)
    assert above(one.pk) == [two.pk, one.pk]
    assert browser.get(f"/colleagues/{one.user.uuid}/").status_code == 200


def test_two_changes_at_once_make_no_circle(committing_db, monkeypatch):
    one, two = make_colleague("One"), make_colleague("Two")

    def managed_by(entry, manager):
        def act():
            try:
                return change_entry(admit(entry.user, "staff"), entry, {"manager": manager.user})
            except Circle:
                return "circle"

        return act

    # The first stands where it has looked up the line and not written yet.
    answers = at_once(
        monkeypatch, "workplace.people.changing._write", managed_by(one, two), managed_by(two, one)
    )
    assert answers == (True, "circle")
    two.refresh_from_db()
    assert two.manager is None


def test_two_who_name_the_same_skill_at_once_name_one(committing_db, monkeypatch):
    from workplace.models import Skill

    one, two = make_colleague("One"), make_colleague("Two")

    def naming(entry):
        return lambda: change_entry(admit(entry.user, "staff"), entry, {}, skills=["Welsh"])

    assert at_once(
        monkeypatch, "workplace.people.skills.Skill.objects.bulk_create", naming(one), naming(two)
    ) == (True, True)
    assert Skill.objects.count() == 1
    assert one.skills.get() == two.skills.get()
