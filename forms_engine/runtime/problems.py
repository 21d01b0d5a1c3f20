"""What is wrong with an answer, in words a resident can act on, in English and Welsh."""

from dataclasses import dataclass

from forms_engine.definition.document import Question, Text

# {label} is the question's own label; numbers and days are put in by the check that found the problem.
WORDS: dict[str, dict[str, str]] = {
    "required": {"en": "Enter an answer to “{label}”", "cy": "Rhowch ateb i “{label}”"},
    "choose": {"en": "Choose an answer to “{label}”", "cy": "Dewiswch ateb i “{label}”"},
    "date-required": {"en": "Enter a date for “{label}”", "cy": "Rhowch ddyddiad ar gyfer “{label}”"},
    "upload": {"en": "Choose a file for “{label}”", "cy": "Dewiswch ffeil ar gyfer “{label}”"},
    "confirm": {"en": "Tick the box to confirm: {label}", "cy": "Ticiwch y blwch i gadarnhau: {label}"},
    "not-text": {
        "en": "Enter an answer made of ordinary characters",
        "cy": "Rhowch ateb mewn nodau cyffredin",
    },
    "too-long": {
        "en": "Your answer must be {limit} characters or fewer; it has {length}",
        "cy": "Rhaid i’ch ateb fod yn {limit} nod neu lai; mae ganddo {length}",
    },
    "bad-email": {
        "en": "Enter an email address in the correct format, like name@example.com",
        "cy": "Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@enghraifft.com",
    },
    "bad-phone": {
        "en": "Enter a phone number, like 01632 960 001 or 07700 900 982",
        "cy": "Rhowch rif ffôn, fel 01632 960 001 neu 07700 900 982",
    },
    "bad-option": {"en": "Choose one of the answers listed", "cy": "Dewiswch un o’r atebion a restrir"},
    "bad-date": {
        "en": "Enter a real date, for example 27 3 1980",
        "cy": "Rhowch ddyddiad go iawn, er enghraifft 27 3 1980",
    },
    "too-early": {
        "en": "The date must be {day} or later",
        "cy": "Rhaid i’r dyddiad fod yn {day} neu’n hwyrach",
    },
    "too-late": {
        "en": "The date must be {day} or earlier",
        "cy": "Rhaid i’r dyddiad fod yn {day} neu’n gynharach",
    },
    "address-required": {"en": "Enter an address", "cy": "Rhowch gyfeiriad"},
    "address-line": {
        "en": "Enter the building number or name and the street",
        "cy": "Rhowch rif neu enw’r adeilad a’r stryd",
    },
    "address-town": {"en": "Enter the town or city", "cy": "Rhowch y dref neu’r ddinas"},
    "bad-postcode": {
        "en": "Enter a full UK postcode, like ZZ1 1AA",
        "cy": "Rhowch god post llawn, fel ZZ1 1AA",
    },
    "location": {
        "en": "Say where it is: a street name, a landmark or a postcode",
        "cy": "Dywedwch ble mae: enw stryd, tirnod neu god post",
    },
    "bad-location": {
        "en": "The location must be in the United Kingdom",
        "cy": "Rhaid i’r lleoliad fod yn y DU",
    },
    "too-many-files": {"en": "Choose {limit} files or fewer", "cy": "Dewiswch {limit} ffeil neu lai"},
    "bad-file": {"en": "Upload the file again: we could not find it", "cy": "Lanlwythwch y ffeil eto"},
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem with one question's answer. ``code`` is stable; ``message`` is for the resident."""

    question: str
    code: str
    message: Text


def problem(question: Question, code: str, **details: object) -> Problem:
    """A problem in the definition's own words where it has some for ``code``, else in ours."""
    own = question.errors.get(code)
    if own:
        return Problem(question.key, code, own)
    words = {
        language: template.format(label=question.label.in_language(language), **details)
        for language, template in WORDS[code].items()
    }
    return Problem(question.key, code, Text(words))
