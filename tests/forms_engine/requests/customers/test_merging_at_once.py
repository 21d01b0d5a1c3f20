"""Two merges at the same moment."""

from forms_engine.requests.customers.merging import MergeRefused, merge
from forms_engine.requests.models import Customer
from tests.at_once import at_once
from tests.forms_engine.requests.contacts.people import made, officer

HERE = "forms_engine.requests.customers.merging"


def heads(*customers):
    return [Customer.objects.get(pk=one.pk).merged_into for one in customers]


def test_two_who_merge_crosswise_at_the_same_moment_make_one_group(committing_db, monkeypatch):
    ida, other = officer(), officer()
    one, two = made(ida, "a"), made(ida, "b")

    def second():
        try:
            return merge(other, two.pk, one.pk, "x")
        except MergeRefused as refused:
            return str(refused)

    _first, later = at_once(
        monkeypatch, f"{HERE}._has_account", lambda: merge(ida, one.pk, two.pk, "x"), second
    )
    assert heads(one, two) == [None, one]
    assert later == "These two are merged already."


def test_two_merges_of_one_group_at_the_same_moment_leave_no_chain(committing_db, monkeypatch):
    ida = officer()
    one, two, three = (made(ida, name) for name in "abc")
    at_once(
        monkeypatch,
        f"{HERE}.CustomerMerge.objects.create",
        lambda: merge(ida, one.pk, two.pk, "x"),
        lambda: merge(ida, two.pk, three.pk, "x"),
    )
    assert heads(one, two, three) == [None, one, one]
