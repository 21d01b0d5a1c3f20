"""What fields say by themselves, in English and Welsh: hints that an editor need not write, and what a file may be."""

from forms_engine.definition.document import Question
from forms_engine.files.refusals import KINDS

CHOOSE = {"en": "Choose an answer", "cy": "Dewiswch ateb"}

# The form in which a type is typed.
HINTS: dict[str, dict[str, str]] = {
    "date": {"en": "For example, 27 3 2026", "cy": "Er enghraifft, 27 3 2026"},
    "month_year": {"en": "For example, 3 2026", "cy": "Er enghraifft, 3 2026"},
    "time": {"en": "For example, 9:30am or 14:30", "cy": "Er enghraifft, 9:30yb neu 14:30"},
    "website": {"en": "For example, www.example.com", "cy": "Er enghraifft, www.example.com"},
    "national_insurance": {
        "en": "It is on your National Insurance card, benefit letter, payslip or P60. For example, QQ 12 34 56 C",
        "cy": "Mae ar eich cerdyn Yswiriant Gwladol, llythyr budd-dal, slip cyflog neu P60. Er enghraifft, QQ 12 34 56 C",
    },
    "signature": {
        "en": "Type your full name. It counts as your signature",
        "cy": "Teipiwch eich enw llawn. Mae’n cyfrif fel eich llofnod",
    },
}

_ONE_FILE = {
    "en": "It must be {kinds}, smaller than {size} MB.",
    "cy": "Rhaid iddi fod yn {kinds}, yn llai na {size} MB.",
}
_FILES = {
    "en": "You can send up to {most} files. Each must be {kinds}, smaller than {size} MB.",
    "cy": "Gallwch anfon hyd at {most} ffeil. Rhaid i bob un fod yn {kinds}, yn llai na {size} MB.",
}
_OR = {"en": " or ", "cy": " neu "}

NO_ADDRESSES = {
    "en": "We found no addresses at {postcode}. Check the postcode, or enter the address by hand",
    "cy": "Ni ddaethom o hyd i gyfeiriadau yn {postcode}. Gwiriwch y cod post, neu rhowch y cyfeiriad â llaw",
}
CHOOSE_ADDRESS = {"en": "Choose an address from the list", "cy": "Dewiswch gyfeiriad o’r rhestr"}
FILES_LEFT_OUT = {
    "en": "You can send {most} files here. These were not taken: {names}",
    "cy": "Gallwch anfon {most} ffeil yma. Ni chymerwyd y rhain: {names}",
}


def said(words: dict[str, str], language: str, **details: object) -> str:
    """The words in a language, in English where we have none; ``details`` are put in."""
    return (words.get(language.split("-")[0]) or words["en"]).format(**details)


def usual_hint(question: Question, language: str) -> str:
    """The hint of a question that has none of its own."""
    return said(HINTS[question.type], language) if question.type in HINTS else ""


def accepted_files(question: Question, accept: tuple[str, ...], language: str) -> str:
    """What may be sent: how many, of which kinds, how large."""
    kinds = said(_OR, language).join(said(KINDS[name], language) for name in accept)
    words = _FILES if question.max_files > 1 else _ONE_FILE
    return said(words, language, most=question.max_files, kinds=kinds, size=question.max_megabytes)
