"""Whatever is merged and taken back, in whatever order, the groups are where a small model of them says: a forest in which
each merge hangs one root below another, and taking one back cuts that one branch off."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from forms_engine.requests.customers.groups import family_of
from forms_engine.requests.customers.merging import MergeRefused, merge, undo_merge
from forms_engine.requests.models import Customer, CustomerMerge
from tests.examples import examples
from tests.factories import make_user
from tests.forms_engine.requests.contacts.people import made, officer
from tests.steady import steady

PEOPLE = st.integers(0, 6)
WITH_ACCOUNTS = (0, 3)


class AnyMerging(RuleBasedStateMachine):
    """Seven customers, two of them with an account."""

    def __init__(self) -> None:
        super().__init__()
        self.steady = steady()
        self.steady.__enter__()
        self.taken_back = transaction.atomic()
        self.taken_back.__enter__()
        self.ida = officer()
        self.real = [made(self.ida, f"Person {number}") for number in range(7)]
        for number in WITH_ACCOUNTS:
            Customer.objects.filter(pk=self.real[number].pk).update(user=make_user())
        self.above: dict[int, int | None] = dict.fromkeys(range(7))
        self.merges: list[tuple[object, int]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.taken_back.__exit__(None, None, None)
        self.steady.__exit__(None, None, None)

    def root(self, number: int) -> int:
        above = self.above[number]
        return number if above is None else self.root(above)

    def has_account(self, root: int) -> bool:
        return any(self.root(number) == root for number in WITH_ACCOUNTS)

    @rule(kept=PEOPLE, merged=PEOPLE)
    def merge(self, kept: int, merged: int) -> None:
        top, below = self.root(kept), self.root(merged)
        before = CustomerMerge.objects.count()
        refused = kept == merged or (top != below and self.has_account(top) and self.has_account(below))
        try:
            found = merge(self.ida, self.real[kept].pk, self.real[merged].pk, "The same voice.")
        except MergeRefused:
            # Two who are one already: refused as well, unless it was one of them who was merged by this officer.
            assert refused or top == below
            return
        assert not refused
        if top == below:
            assert CustomerMerge.objects.count() == before
            return
        self.above[below] = top
        self.merges.append((found.pk, below))

    @rule(which=st.integers(0, 30))
    def undo(self, which: int) -> None:
        if not self.merges:
            return
        merge_id, below = self.merges[which % len(self.merges)]
        was_standing = CustomerMerge.objects.get(pk=merge_id).undone_at is None
        undo_merge(self.ida, merge_id)
        if was_standing:
            self.above[below] = None

    @invariant()
    def the_groups_are_as_the_model_says(self) -> None:
        numbers = {one.pk: number for number, one in enumerate(self.real)}
        for number, one in enumerate(self.real):
            one.refresh_from_db()
            root = self.root(number)
            assert one.merged_into_id == (None if root == number else self.real[root].pk)
            family = {numbers[pk] for pk in family_of(one)}
            assert family == {other for other in range(7) if self.root(other) == root}
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate; set constraints all deferred")


@pytest.mark.django_db
def test_any_order():
    run_state_machine_as_test(
        AnyMerging,
        settings=settings(
            max_examples=examples(8),
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.target, Phase.shrink],
        ),
    )
