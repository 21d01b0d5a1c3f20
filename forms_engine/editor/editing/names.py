"""What the screens call things: families of questions, the problems a question can have, autofill tokens."""

from forms_engine.definition.question_types import QUESTION_TYPE, QuestionType

# A family is what an editor looks for first; the order is how often it is wanted.
FAMILIES: tuple[str, ...] = (
    "Text", "Choices", "Contact", "Dates", "Numbers", "Files", "Where", "Agreement", "Identity", "Money", "Other",
)  # fmt: skip

CONTENT: dict[str, tuple[str, str]] = {
    "text": ("Text", "Words between the questions."),
    "inset": ("Highlighted text", "Words that stand out from the rest, with a line beside them."),
    "warning": ("Warning", "Something that must not be missed, such as a fine."),
    "details": ("More about this", "Words that are opened by those who need them."),
    "image": ("Picture", "From the image library."),
    "article": ("Article", "A knowledge article, always with its current text."),
    "question_set": ("Question set", "Questions that many journeys share."),
}

_TEXT = ("required", "too-long", "too-short", "too-many-words", "pattern")
_CHOICE = ("choose", "bad-option")
_DATE = ("too-early", "too-late")

# The problems that a question of a type can have, likeliest first: what its own words can be written for.
PROBLEMS: dict[str, tuple[str, ...]] = {
    "short_text": _TEXT,
    "long_text": _TEXT,
    "email": ("required", "bad-email"),
    "phone": ("required", "bad-phone"),
    "website": ("required", "bad-website"),
    "address": ("address-required", "address-line", "address-town", "bad-postcode"),
    "postcode": ("required", "bad-postcode"),
    "number": ("required", "bad-number", "not-whole", "too-many-decimals", "too-low", "too-high"),
    "money": ("required", "bad-money", "too-low", "too-high"),
    "date": ("date-required", "bad-date", *_DATE),
    "month_year": ("month-required", "bad-month", *_DATE),
    "time": ("time-required", "bad-time"),
    "yes_no": _CHOICE,
    "radios": _CHOICE,
    "select": _CHOICE,
    "autocomplete": _CHOICE,
    "checkboxes": (*_CHOICE, "exclusive", "too-few-choices", "too-many-choices"),
    "location": ("location", "bad-location", "bad-grid", "bad-grid-reference", "two-locations", "bad-postcode"),
    "national_insurance": ("required", "bad-national-insurance"),
    "vehicle_registration": ("required", "bad-registration"),
    "bank_details": (
        "bank-required", "account-name", "bad-sort-code", "bad-account-number", "bad-roll-number",
        "bad-bank-details",
    ),
    "file": ("upload", "too-many-files", "bad-file"),
    "declaration": ("confirm",),
    "signature": ("sign", "too-long"),
    "hidden": (),
}  # fmt: skip

# WCAG 1.3.5: what browsers and assistive software fill in by themselves.
AUTOFILL: tuple[tuple[str, str], ...] = (
    ("", "Nothing in particular"),
    ("name", "The person’s full name"),
    ("given-name", "First name"),
    ("family-name", "Last name"),
    ("honorific-prefix", "Title"),
    ("organization", "Organisation"),
    ("email", "Email address"),
    ("tel", "Phone number"),
    ("street-address", "Address"),
    ("postal-code", "Postcode"),
    ("bday", "Date of birth"),
    ("url", "Website"),
)

ACCEPTED: tuple[tuple[str, str], ...] = (
    ("photo", "Photos (JPEG, PNG, WebP, HEIC)"),
    ("pdf", "PDF"),
    ("document", "Documents (PDF, Word, OpenDocument, plain text)"),
    ("spreadsheet", "Spreadsheets (Excel, OpenDocument, CSV)"),
)

ACCOUNT: tuple[tuple[str, str], ...] = (
    ("name", "The name on their account"),
    ("email", "The email address of their account"),
    ("mobile", "The mobile number of their account"),
)

# What finance systems usually call the rates; a council may have codes of its own, so the field takes any.
VAT: tuple[tuple[str, str], ...] = (
    ("O", "Outside VAT"),
    ("E", "Exempt"),
    ("Z", "Zero rate"),
    ("R", "Reduced rate"),
    ("S", "Standard rate"),
)


def families() -> list[tuple[str, list[tuple[str, QuestionType]]]]:
    """The question types under their families, in the order an editor meets them."""
    return [
        (family, [(kind, about) for kind, about in QUESTION_TYPE.items() if about.family == family])
        for family in FAMILIES
    ]


def type_name(kind: object) -> str:
    """What a block's type is called on the screens."""
    if isinstance(kind, str) and kind in QUESTION_TYPE:
        return QUESTION_TYPE[kind].name
    return CONTENT[kind][0] if isinstance(kind, str) and kind in CONTENT else "Unknown"
