"""Councillors see counts of their own wards, and nothing so small that it could be somebody."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.requests.casework.counting import part_told, told, ward_counts, wards_of
from forms_engine.requests.models import Request
from forms_engine.requests.references import new_reference
from tests.factories import make_staff

pytestmark = pytest.mark.django_db

HERE = timezone.get_default_timezone()
MARCH = datetime(2026, 3, 15, tzinfo=HERE).date()


@pytest.fixture
def fill(report):
    def more(number, at, **fields):
        values = {field.attname: getattr(report, field.attname) for field in Request._meta.concrete_fields}
        Request.objects.bulk_create(
            Request(
                **{
                    **values,
                    "id": uuid4(),
                    "reference": new_reference(),
                    "submission_id": uuid4(),
                    "received_at": at,
                    **fields,
                }
            )
            for _ in range(number)
        )

    return more


def counted(councillor, ward, month=MARCH):
    return [
        (row.service.slug, str(row.received), str(row.finished))
        for row in ward_counts(councillor, ward, month)
    ]


def test_a_month_begins_and_ends_with_the_councils_days(councillor, wards, fill, service):
    fill(6, datetime(2026, 3, 1, 0, 0, tzinfo=HERE))
    fill(3, datetime(2026, 2, 28, 23, 59, 59, tzinfo=HERE))
    # The clocks went forward on the 29th: the last minute of March is in summer time.
    fill(5, datetime(2026, 3, 31, 23, 59, tzinfo=HERE), state="closed", finished_at=timezone.now())
    fill(2, datetime(2026, 4, 1, 0, 0, tzinfo=HERE))
    assert counted(councillor, wards[0]) == [(service.slug, "11", "5")]


def test_only_ones_own_wards_are_counted(councillor, wards, fill):
    fill(6, datetime(2026, 3, 3, tzinfo=HERE), ward_id=wards[1].pk)
    assert wards_of(councillor) == [wards[0]]
    assert counted(councillor, wards[1]) == [] == counted(councillor, wards[0])


def test_nobody_else_counts_wards(officer, wards, fill):
    fill(6, datetime(2026, 3, 3, tzinfo=HERE))
    for nobody in (officer, admit(make_staff(Role.COUNCILLOR), "staff")):
        assert counted(nobody, wards[0]) == [] == wards_of(nobody)


def test_practice_and_services_that_show_nothing_outside_their_team_are_not_counted(
    councillor, wards, fill, service
):
    fill(6, datetime(2026, 3, 3, tzinfo=HERE), is_practice=True)
    assert counted(councillor, wards[0]) == []
    fill(6, datetime(2026, 3, 3, tzinfo=HERE))
    for openness in (Service.Openness.TEAM_ONLY, Service.Openness.RESTRICTED):
        Service.objects.filter(pk=service.pk).update(openness=openness)
        assert counted(councillor, wards[0]) == []


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5")])
def test_small_numbers_are_not_told(number, words):
    assert str(told(number)) == words


@pytest.mark.parametrize(
    ("part", "of", "words"),
    [(0, 9, "0"), (9, 9, "9"), (5, 10, "5"), (4, 10, "not told"), (6, 10, "not told"), (0, 4, "not told")],
)
def test_nor_is_a_part_that_tells_a_small_one(part, of, words):
    assert str(part_told(part, of)) == words
