"""The question types and which parts each has of its own. One table, read by the parser, the JSON Schema, the linter
and the editor, so that they cannot disagree."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionType:
    """One type: its name in English, what it is for, the group an editor finds it under, and its own parts."""

    name: str
    help: str
    family: str
    parts: tuple[str, ...] = ()

    @property
    def offers_options(self) -> bool:
        """Whether the question lists choices."""
        return "options" in self.parts


_TEXT = ("min_length", "max_length", "max_words", "pattern")
_CHOICE = ("options", "list")

QUESTION_TYPE: dict[str, QuestionType] = {
    "short_text": QuestionType("Short text", "One line, such as a name or a reference.", "Text", _TEXT),
    "long_text": QuestionType("Long text", "Several lines, in somebody’s own words.", "Text", _TEXT),
    "email": QuestionType("Email address", "Checked for its form.", "Contact"),
    "phone": QuestionType("Phone number", "UK or international.", "Contact"),
    "website": QuestionType("Website", "An http or https address.", "Contact"),
    "address": QuestionType("UK address", "Found by postcode, or typed.", "Contact"),
    "postcode": QuestionType("Postcode", "A full UK postcode.", "Contact"),
    "number": QuestionType(
        "Number", "Whole or with decimals.", "Numbers", ("min", "max", "decimals", "unit")
    ),
    "money": QuestionType("Amount of money", "In pounds and pence.", "Numbers", ("min", "max")),
    "date": QuestionType("Date", "Day, month and year.", "Dates", ("earliest", "latest")),
    "month_year": QuestionType(
        "Month and year", "Where the day is not known.", "Dates", ("earliest", "latest")
    ),
    "time": QuestionType("Time", "A time of day.", "Dates"),
    "yes_no": QuestionType("Yes or no", "Two choices.", "Choices"),
    "radios": QuestionType("One choice", "A short list, all shown.", "Choices", _CHOICE),
    "checkboxes": QuestionType(
        "Several choices", "Any number of a short list.", "Choices", (*_CHOICE, "min", "max")
    ),
    "select": QuestionType("Drop-down list", "One of a middling list.", "Choices", _CHOICE),
    "autocomplete": QuestionType("Search a list", "One of a long list, found by typing.", "Choices", _CHOICE),
    "location": QuestionType("Location", "A pin on a map, or words, or a grid reference.", "Where"),
    "national_insurance": QuestionType("National Insurance number", "Such as QQ 12 34 56 C.", "Identity"),
    "vehicle_registration": QuestionType("Vehicle registration", "A number plate.", "Identity"),
    "bank_details": QuestionType("Bank details", "Sort code and account number.", "Money"),
    "file": QuestionType(
        "File upload", "Photos or documents.", "Files", ("accept", "max_files", "max_megabytes")
    ),
    "declaration": QuestionType("Declaration", "A box to tick.", "Agreement"),
    "signature": QuestionType("Signature", "A name typed as a signature.", "Agreement"),
    "hidden": QuestionType("Hidden", "Filled in without being asked.", "Other"),
}
QUESTION_TYPES: tuple[str, ...] = tuple(QUESTION_TYPE)

# What every question may have.
COMMON_PARTS: tuple[str, ...] = (
    "key", "type", "label", "hint", "required", "sensitive", "ask_again", "show_when", "autocomplete", "errors", "prefill", "kept",
)  # fmt: skip

# The code of the problem that a required question without an answer has; "required" where none is named.
MISSING_CODE: dict[str, str] = {
    "yes_no": "choose",
    "radios": "choose",
    "select": "choose",
    "autocomplete": "choose",
    "checkboxes": "choose",
    "date": "date-required",
    "month_year": "month-required",
    "time": "time-required",
    "file": "upload",
    "declaration": "confirm",
    "signature": "sign",
    "location": "location",
    "address": "address-required",
    "bank_details": "bank-required",
}

# What an upload question may accept, and the file types that means.
ACCEPTED: dict[str, tuple[str, ...]] = {
    "photo": ("image/jpeg", "image/png", "image/webp", "image/heic"),
    "pdf": ("application/pdf",),
    "document": (
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
        "text/plain",
    ),
    "spreadsheet": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "text/csv",
    ),
}
MOST_FILES, MOST_MEGABYTES = 20, 25
MOST_ITEMS = 50
