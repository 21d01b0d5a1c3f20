"""Bank holidays of England and Wales, from published data that comes with the package: nothing is fetched."""

from datetime import date

from govuk_bank_holidays.bank_holidays import BankHolidays

from forms_engine.booking.models import BankHoliday
from forms_engine.catalogue.models import ClosureDay


def fill() -> int:
    """Add the published bank holidays that are not in the list; what was edited stays. How many came."""
    published = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    known = set(BankHoliday.objects.values_list("day", flat=True))
    new = [BankHoliday(day=one["date"], name=one["title"]) for one in published if one["date"] not in known]
    return len(BankHoliday.objects.bulk_create(new, ignore_conflicts=True))


def closed_days(first: date, last: date) -> frozenset[date]:
    """Bank holidays and the council's own closure days from one day to another."""
    holidays = BankHoliday.objects.filter(day__range=(first, last), is_open=False)
    closures = ClosureDay.objects.filter(day__range=(first, last))
    return frozenset([*holidays.values_list("day", flat=True), *closures.values_list("day", flat=True)])
