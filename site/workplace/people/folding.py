"""Text as names are compared: without accents, capitals and apostrophes' niceties, in Python and in the database alike."""

import re
import unicodedata

from django.db.models import CharField, F, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

# Letters that do not come apart into a plain one and its accent. The same list in the template below.
ALONE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)
APOSTROPHES = "'’‘ʼ`´"
WORD = re.compile(r"[^\W_]+")
NO_APOSTROPHES = str.maketrans("", "", APOSTROPHES)


def folded(text: str) -> str:
    """As text is compared: "Siân Puw" is "sian puw"."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(one for one in apart if not unicodedata.combining(one)).translate(ALONE)


def words_of(text: str) -> list[str]:
    """The words of what somebody typed, folded, and each once; what has an apostrophe is one word."""
    return list(dict.fromkeys(WORD.findall(folded(text.translate(NO_APOSTROPHES)))))


class Folded(Func):
    """``folded`` in the database."""

    output_field = TextField()
    template = (
        "replace(replace(replace(translate("
        r"regexp_replace(normalize(lower(%(expressions)s), NFKD), '[\u0300-\u036f]', '', 'g')"
        ", 'øłđðħı', 'olddhi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')"
    )


class WordsIn(Func):
    """A row for every word of a text."""

    function = "regexp_split_to_table"
    output_field = CharField()

    def __init__(self, text: Combinable) -> None:
        super().__init__(text, Value(r"[^[:alnum:]]+"))


class Digits(Func):
    """The digits of a number as somebody wrote it."""

    function = "regexp_replace"
    template = r"%(function)s(%(expressions)s, '\D', '', 'g')"
    output_field = TextField()


def sort_name() -> Combinable:
    """What the list is in the order of."""
    return Folded(F("user__name"))


def names() -> Combinable:
    """What somebody is called, folded; what has an apostrophe stands there with it and, again, without."""
    return Folded(_called())


def names_and_job() -> Combinable:
    """The same with what they do: folded in one go, as that is what a search costs."""
    return Folded(Concat(_called(), Value(" "), F("job_title"), output_field=TextField()))


def _called() -> Combinable:
    said = Concat(F("user__name"), Value(" "), F("known_as"), output_field=TextField())
    without = Func(said, Value(APOSTROPHES), Value(""), function="translate", output_field=TextField())
    return Concat(said, Value(" "), without, output_field=TextField())
