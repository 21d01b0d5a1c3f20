"""Money and days as finance reads them."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from payments import bills

register = template.Library()


@register.filter
def pounds(pence: int | None) -> str:
    """Pence as people write them: "£1,234.50"; nothing where there is no amount."""
    return "" if pence is None else bills.pounds(pence)


@register.filter
def per_cent(basis_points: int) -> str:
    """A rate: "20 %", which no line breaks."""
    return f"{basis_points / 100:g}\N{NO-BREAK SPACE}%"


@register.filter
def weekday(value: datetime | None) -> str:
    """A London day with its name: "Fri 27 Nov 2026"."""
    return "" if value is None else date_format(timezone.localtime(value), "D j M Y")
