"""Daily totals from a file: strictly, the whole of it or nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.lines import importing
from forms_engine.requests.lines.importing import ImportRefused, import_totals
from forms_engine.requests.lines.selectors import calls_of, lines_for, lines_with_last_day
from forms_engine.requests.models import CallTotals, Line
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import BADGES, close, officer, practising

pytestmark = pytest.mark.django_db

HEADER = "line,day,offered,answered,answered_in_20_s,answered_in_3_min,abandoned"
GOOD = "main,2026-11-20,100,90,40,80,10"


@pytest.fixture
def manager():
    Line.objects.create(slug="main", name="Main line")
    Line.objects.create(slug="bins", name="Bins")
    return officer(Role.SERVICE_MANAGER)


def file(*rows, header=HEADER):
    return "\n".join([header, *rows, ""]).encode()


def faults(manager, content):
    with pytest.raises(ImportRefused) as refused:
        import_totals(manager, content)
    assert not CallTotals.objects.exists()
    return [str(fault) for fault in refused.value.faults]


def test_a_day_of_each_line(manager):
    kept = import_totals(manager, file(GOOD, "bins,2026-11-20,5,5,5,5,0"))
    assert (kept.added, kept.replaced) == (2, 0)
    row = CallTotals.objects.get(line__slug="main")
    assert (
        row.day,
        row.offered,
        row.answered,
        row.answered_in_20_s,
        row.answered_in_3_min,
        row.abandoned,
    ) == (
        date(2026, 11, 20),
        100,
        90,
        40,
        80,
        10,
    )
    assert row.imported_by == manager.user


def test_the_same_day_again_is_replaced(manager):
    import_totals(manager, file(GOOD))
    other = officer(Role.SERVICE_MANAGER)
    kept = import_totals(other, file(GOOD.replace("100", "120"), "main,2026-11-21,0,0,0,0,0"))
    assert (kept.added, kept.replaced) == (1, 1)
    row = CallTotals.objects.get(day=date(2026, 11, 20))
    assert (row.offered, row.imported_by) == (120, other.user)


@pytest.mark.parametrize(
    "content",
    [
        file(GOOD, "", " , , , , , , "),
        file(GOOD).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + file(GOOD),
        file('"main", 2026-11-20 ,100,90,40,80,10'),
        file("10,80,40,90,100,2026-11-20,main", header=",".join(reversed(HEADER.split(",")))),
    ],
)
def test_however_a_spreadsheet_writes_it(manager, content):
    assert import_totals(manager, content).added == 1


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
COUNT = "must be a whole number from 0 to 1,000,000"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("man,2026-11-20,100,90,40,80,10", ["Row 3, line: there is no line “man”"]),
        ("bins,20/11/2026,1,1,1,1,0", ["Row 3, day: must be a day such as 2026-11-23"]),
        ("bins,20261120,1,1,1,1,0", ["Row 3, day: must be a day such as 2026-11-23"]),
        ("bins,2026-11-31,1,1,1,1,0", ["Row 3, day: must be a day such as 2026-11-23"]),
        ("bins,1999-12-31,1,1,1,1,0", ["Row 3, day: is before 2000-01-01"]),
        (f"bins,{TOMORROW},1,1,1,1,0", ["Row 3, day: has not begun yet"]),
        ("bins,2026-11-20,,1,1,1,0", [f"Row 3, offered: {COUNT}"]),
        ("bins,2026-11-20,1,-1,1.0,1e3,٣", [f"Row 3, {name}: {COUNT}" for name in importing.COUNTS[1:]]),
        ("bins,2026-11-20,1,1,1,1,99999999999999999999", [f"Row 3, abandoned: {COUNT}"]),
        (
            "bins,2026-11-20,1,2,0,0,0",
            [
                "Row 3, answered: cannot be more than offered",
                "Row 3, abandoned: cannot be more than offered less answered",
            ],
        ),
        ("bins,2026-11-20,9,5,0,6,0", ["Row 3, answered_in_3_min: cannot be more than answered"]),
        ("bins,2026-11-20,9,5,4,3,0", ["Row 3, answered_in_20_s: cannot be more than answered_in_3_min"]),
        ("bins,2026-11-20,9,5,3,4,5", ["Row 3, abandoned: cannot be more than offered less answered"]),
        ("bins,2026-11-20,9,5,3,4", ["Row 3: There are 6 cells instead of 7."]),
        ("main,2026-11-20,9,5,3,4,0", ["Row 3, day: is there already for this line, in row 2"]),
        (
            "x,y,z,1,1,1,1",
            [
                "Row 3, line: there is no line “x”",
                "Row 3, day: must be a day such as 2026-11-23",
                f"Row 3, offered: {COUNT}",
            ],
        ),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_kept(manager, row, words):
    assert faults(manager, file(GOOD, row)) == words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Row 1: The columns must be"),
        (b"\n", "Row 1: The columns must be"),
        (file(GOOD, header=HEADER.replace("abandoned", "lost")), "Row 1: The columns must be"),
        (file(GOOD, header=HEADER.replace("day", "line")), "Row 1: The columns must be"),
        (file(), "no row below the header"),
        (file(GOOD).decode().encode("utf-16"), "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        (file(GOOD + "\x00"), "no text"),
        (file('"main,2026-11-20,1,1,1,1,0'), "not written as CSV"),
        (b"x" * (importing.MOST_BYTES + 1), "larger than 2 MB"),
    ],
)
def test_what_is_no_such_file(manager, content, words):
    (only,) = faults(manager, content)
    assert words in only


def test_not_more_rows_than_anybody_has_and_not_more_faults_than_help(manager, monkeypatch):
    monkeypatch.setattr(importing, "MOST_ROWS", 60)
    assert "more than 60 rows" in faults(manager, file(*[GOOD] * 61))[-1]
    with pytest.raises(ImportRefused) as refused:
        import_totals(manager, file(*["none,2026-11-20,1,1,1,1,0"] * 60))
    assert (len(refused.value.faults), refused.value.more) == (50, 10)


def test_as_many_statements_however_many_days(manager, django_assert_num_queries):
    days = [f"main,2026-10-{day:02},1,1,1,1,0" for day in range(1, 29)]
    with django_assert_num_queries(6):  # two are the savepoint's
        assert import_totals(manager, file(*days)).added == 28


def test_only_service_managers_and_administrators_import(manager):
    assert import_totals(officer(Role.ADMINISTRATOR), file(GOOD)).added == 1
    for somebody in (officer(), officer(Role.TEAM_LEAD), officer(Role.EDITOR), officer(Role.AUDITOR)):
        with pytest.raises(ImportRefused, match="may not import"):
            import_totals(somebody, file(GOOD))


def test_a_line_of_a_closed_service_shows_to_those_who_see_its_requests(manager):
    open_council()
    service = Service.objects.get(slug=BADGES, locale__language_code="en")
    Line.objects.filter(slug="bins").update(service=service)
    import_totals(manager, file(GOOD, "bins,2026-11-20,5,5,5,5,0"))
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    ida = officer()
    assert calls_of(ida, first, last).count() == 2
    close(BADGES)
    assert [row.line.slug for row in calls_of(ida, first, last)] == ["main"]
    assert [line.slug for line in lines_for(ida)] == ["main"]
    assert [(line.slug, line.last_day) for line in lines_with_last_day(manager)] == [
        ("bins", date(2026, 11, 20)),
        ("main", date(2026, 11, 20)),
    ]
    for nobody in (officer(Role.EDITOR), officer(Role.COUNCILLOR)):
        assert not lines_for(nobody).exists()
        assert not calls_of(nobody, first, last).exists()
    assert not calls_of(practising(manager), first, last).exists()
    assert not calls_of(manager, last, first).exists()
