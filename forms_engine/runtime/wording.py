"""Days, months and amounts in words, in the languages a journey is offered in."""

from datetime import date

MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "cy": (
        "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
        "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
    ),
}  # fmt: skip


YES_NO = {"en": {"yes": "Yes", "no": "No"}, "cy": {"yes": "Ie", "no": "Na"}}


def month_in_words(month: int, language: str) -> str:
    """January, or Ionawr in Welsh; English for a language we have no months of."""
    return MONTHS.get(language.split("-")[0], MONTHS["en"])[month - 1]


def day_in_words(day: date, language: str) -> str:
    """22 November 2026."""
    return f"{day.day} {month_in_words(day.month, language)} {day.year}"


def pounds(pence: int) -> str:
    """Pence as people write them: £10, £10.50, £1,000."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{whole:,}" + (f".{rest:02}" if rest else "")
