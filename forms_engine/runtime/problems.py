"""What is wrong with an answer, in words a resident can act on, in English and Welsh."""

from dataclasses import dataclass
from typing import Any

from forms_engine.definition.document import Question, Text

# {label} is the question's own label; numbers and days are put in by the check that found the problem.
WORDS: dict[str, dict[str, str]] = {
    "required": {"en": "Enter an answer to “{label}”", "cy": "Rhowch ateb i “{label}”"},
    "choose": {"en": "Choose an answer to “{label}”", "cy": "Dewiswch ateb i “{label}”"},
    "date-required": {"en": "Enter a date for “{label}”", "cy": "Rhowch ddyddiad ar gyfer “{label}”"},
    "month-required": {
        "en": "Enter a month and year for “{label}”",
        "cy": "Rhowch fis a blwyddyn ar gyfer “{label}”",
    },
    "time-required": {"en": "Enter a time for “{label}”", "cy": "Rhowch amser ar gyfer “{label}”"},
    "upload": {"en": "Choose a file for “{label}”", "cy": "Dewiswch ffeil ar gyfer “{label}”"},
    "confirm": {"en": "Tick the box to confirm: {label}", "cy": "Ticiwch y blwch i gadarnhau: {label}"},
    "sign": {"en": "Type your full name to sign", "cy": "Teipiwch eich enw llawn i lofnodi"},
    "not-text": {
        "en": "Enter an answer made of ordinary characters",
        "cy": "Rhowch ateb mewn nodau cyffredin",
    },
    "too-long": {
        "en": "Your answer must be {limit} characters or fewer; it has {length}",
        "cy": "Rhaid i’ch ateb fod yn {limit} nod neu lai; mae ganddo {length}",
    },
    "too-short": {
        "en": "Your answer must be {limit} characters or more; it has {length}",
        "cy": "Rhaid i’ch ateb fod yn {limit} nod neu ragor; mae ganddo {length}",
    },
    "too-many-words": {
        "en": "Your answer must be {limit} words or fewer; it has {length}",
        "cy": "Rhaid i’ch ateb fod yn {limit} gair neu lai; mae ganddo {length}",
    },
    "pattern": {
        "en": "Enter “{label}” in the correct format",
        "cy": "Rhowch “{label}” yn y fformat cywir",
    },
    "bad-email": {
        "en": "Enter an email address in the correct format, like name@example.com",
        "cy": "Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@enghraifft.com",
    },
    "bad-phone": {
        "en": "Enter a phone number, like 01632 960 001 or 07700 900 982",
        "cy": "Rhowch rif ffôn, fel 01632 960 001 neu 07700 900 982",
    },
    "bad-website": {
        "en": "Enter a web address, like https://www.example.com",
        "cy": "Rhowch gyfeiriad gwe, fel https://www.enghraifft.com",
    },
    "bad-national-insurance": {
        "en": "Enter a National Insurance number in the correct format, like QQ 12 34 56 C",
        "cy": "Rhowch rif Yswiriant Gwladol yn y fformat cywir, fel QQ 12 34 56 C",
    },
    "bad-registration": {
        "en": "Enter a vehicle registration number, like AB12 CDE",
        "cy": "Rhowch rif cofrestru cerbyd, fel AB12 CDE",
    },
    "bad-number": {
        "en": "Enter a number for “{label}”, like 12",
        "cy": "Rhowch rif ar gyfer “{label}”, fel 12",
    },
    "not-whole": {
        "en": "Enter a whole number, without a decimal point",
        "cy": "Rhowch rif cyfan, heb bwynt degol",
    },
    "too-many-decimals": {
        "en": "Enter a number with {limit} decimal places or fewer",
        "cy": "Rhowch rif â {limit} lle degol neu lai",
    },
    "too-low": {
        "en": "Your answer must be {limit} or more",
        "cy": "Rhaid i’ch ateb fod yn {limit} neu ragor",
    },
    "too-high": {"en": "Your answer must be {limit} or less", "cy": "Rhaid i’ch ateb fod yn {limit} neu lai"},
    "bad-money": {
        "en": "Enter an amount of money, like 12 or 12.50",
        "cy": "Rhowch swm o arian, fel 12 neu 12.50",
    },
    "bad-option": {"en": "Choose one of the answers listed", "cy": "Dewiswch un o’r atebion a restrir"},
    "exclusive": {
        "en": "Choose from the list, or the last answer on its own, not both",
        "cy": "Dewiswch o’r rhestr, neu’r ateb olaf ar ei ben ei hun, nid y ddau",
    },
    "too-few-choices": {"en": "Choose {limit} or more", "cy": "Dewiswch {limit} neu ragor"},
    "too-many-choices": {"en": "Choose {limit} or fewer", "cy": "Dewiswch {limit} neu lai"},
    "bad-date": {
        "en": "Enter a real date, for example 27 3 1980",
        "cy": "Rhowch ddyddiad go iawn, er enghraifft 27 3 1980",
    },
    "bad-month": {
        "en": "Enter a real month and year, for example 3 2019",
        "cy": "Rhowch fis a blwyddyn go iawn, er enghraifft 3 2019",
    },
    "bad-time": {
        "en": "Enter a time, like 9:30am or 14:30",
        "cy": "Rhowch amser, fel 9:30am neu 14:30",
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
    "bad-grid": {
        "en": "Enter an easting and a northing in metres, like 438710 and 114812",
        "cy": "Rhowch ddwyreiniad a gogleddiad mewn metrau, fel 438710 a 114812",
    },
    "bad-grid-reference": {
        "en": "Enter an Ordnance Survey grid reference, like SU 387 148",
        "cy": "Rhowch gyfeirnod grid yr Arolwg Ordnans, fel SU 387 148",
    },
    "two-locations": {
        "en": "You gave two different places: clear the one that is wrong",
        "cy": "Rhoesoch ddau le gwahanol: cliriwch yr un anghywir",
    },
    "bank-required": {"en": "Enter your bank details", "cy": "Rhowch eich manylion banc"},
    "account-name": {"en": "Enter the name on the account", "cy": "Rhowch yr enw ar y cyfrif"},
    "bad-sort-code": {
        "en": "Enter a sort code of 6 digits, like 30 94 30",
        "cy": "Rhowch god didoli o 6 digid, fel 30 94 30",
    },
    "bad-account-number": {
        "en": "Enter an account number of 6 to 8 digits, like 00733445",
        "cy": "Rhowch rif cyfrif o 6 i 8 digid, fel 00733445",
    },
    "bad-roll-number": {
        "en": "A building society roll number has 18 characters at most",
        "cy": "Mae gan rif rôl cymdeithas adeiladu 18 nod ar y mwyaf",
    },
    "bad-bank-details": {
        "en": "Check the sort code and the account number: they do not belong together",
        "cy": "Gwiriwch y cod didoli a rhif y cyfrif: nid ydynt yn cyd-fynd",
    },
    "too-many-files": {"en": "Choose {limit} files or fewer", "cy": "Dewiswch {limit} ffeil neu lai"},
    "infected-file": {
        "en": "“{name}” contained a virus and was deleted. Remove it, and send a clean copy",
        "cy": "Roedd “{name}” yn cynnwys feirws ac fe’i dilëwyd. Tynnwch hi, ac anfonwch gopi glân",
    },
    "bad-file": {"en": "Upload the file again: we could not find it", "cy": "Lanlwythwch y ffeil eto"},
    "look-up-waiting": {
        "en": "Select Continue, so that we can look this up",
        "cy": "Dewiswch Parhau, er mwyn i ni chwilio am hyn",
    },
    "look-up-not-found": {
        "en": "We could not find this. Check what you entered",
        "cy": "Ni allem ddod o hyd i hyn. Gwiriwch yr hyn a roesoch",
    },
    "look-up-down": {
        "en": "We cannot look this up at the moment. Try again later: your answers are kept",
        "cy": "Ni allwn chwilio am hyn ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen: cedwir eich atebion",
    },
    "too-much-to-pay": {
        "en": "This comes to more than a card can pay. Enter less, or call us",
        "cy": "Mae hyn yn dod i fwy nag y gall cerdyn ei dalu. Rhowch lai, neu ffoniwch ni",
    },
    "too-little-to-pay": {
        "en": "This comes to less than 30p, which no card can pay. Enter more, or call us",
        "cy": "Mae hyn yn dod i lai na 30c, na all unrhyw gerdyn ei dalu. Rhowch fwy, neu ffoniwch ni",
    },
    "too-many-items": {"en": "Give {limit} or fewer", "cy": "Rhowch {limit} neu lai"},
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem with one question's answer (or with a group's items). ``code`` is stable; ``message`` is for the
    resident; ``step`` says on which page of the path, where it was found on one."""

    question: str
    code: str
    message: Text
    step: str = ""


def problem(question: Question, code: str, **details: Any) -> Problem:
    """A problem in the definition's own words where it has some for ``code``, else in ours. A detail that is worded by
    language is given as a function of the language."""
    own = question.errors.get(code)
    if own:
        return Problem(question.key, code, own)
    words = {
        language: template.format(
            label=question.label.in_language(language),
            **{name: value(language) if callable(value) else value for name, value in details.items()},
        )
        for language, template in WORDS[code].items()
    }
    return Problem(question.key, code, Text(words))
