"""What a resident agreed to, as a councillor says it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from forms_engine.requests.models import Casework

LONGEST_NAME = 200
LONGEST_WORDS = 2000


class ConsentRefused(ValueError):
    """What was said of the consent is not enough; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Who asked the councillor, in which way they agreed, on which day, and to what."""

    resident: str
    consent: str
    on: date | None
    words: str = ""


def checked(said: Consent) -> Consent:
    """The same, tidied.

    Raises:
        ConsentRefused: without a name or a day, with a day to come, or where nothing is said of what was agreed by word of
            mouth.
    """
    tidy = Consent(said.resident.strip(), said.consent, said.on, said.words.strip())
    if tidy.consent not in Casework.Consent.values:
        raise ConsentRefused("Say how the resident agreed.")
    if len(tidy.resident) > LONGEST_NAME or len(tidy.words) > LONGEST_WORDS:
        raise ConsentRefused("Say it in fewer words.")
    if tidy.consent == Casework.Consent.NOT_NEEDED:
        return Consent(tidy.resident, tidy.consent, None, tidy.words)
    if not tidy.resident:
        raise ConsentRefused("Say who asked you.")
    if tidy.on is None:
        raise ConsentRefused("Say on which day they agreed.")
    if tidy.on > timezone.localdate():
        raise ConsentRefused("The day they agreed cannot be in the future.")
    if tidy.consent == Casework.Consent.SPOKEN and not tidy.words:
        raise ConsentRefused("Write down what they agreed to, in their words.")
    return tidy
