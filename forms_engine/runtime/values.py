"""What an answer may be: JSON values, as stored in ``Submission.answers`` under the question's key.

text, email, phone, radios, yes_no, date   str (yes_no: "yes" or "no"; date: ISO 8601)
checkboxes                                 list[str] of option keys
declaration                                True
address     {"line1", "line2", "town", "county", "postcode", optional "uprn"}, all str
location    {"description", "postcode"} str, and optional "latitude", "longitude" as float (WGS 84)
file        list of {"id", "name", "size", "content_type"}; the file itself is kept by ``files``
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

Answer: TypeAlias = Any
Answers: TypeAlias = Mapping[str, Answer]


def is_blank(answer: Answer) -> bool:
    """Whether an answer says nothing: absent, empty, or an object of nothing but blanks."""
    if answer is None or answer == "" or answer == [] or answer is False:
        return True
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, dict):
        return all(is_blank(part) for part in answer.values())
    return False
