"""What an answer may be: JSON values, as stored in ``Submission.answers`` under the question's key.

A draft keeps what was typed; what ``evaluate`` counts is the canonical form that ``tidy`` gives. Canonical:

short_text, long_text, email, phone, website, signature, hidden     str
postcode, national_insurance, vehicle_registration                   str, capitals
radios, select, autocomplete     str, an option's key; yes_no: "yes" or "no"
checkboxes                       list[str] of option keys, in the order offered
number                           int, or float where decimals are asked for
money                            int, pence
date, month_year, time           "2026-11-22", "2026-11", "14:30"
declaration                      True
address       {"line1", "line2", "town", "county", "postcode", optional "uprn"}, all str
location      {"description", "postcode"} str and, where there is a point, "latitude" and "longitude" (float, WGS 84
              degrees), "easting" and "northing" (int, metres, National Grid) and "grid_reference" (str)
bank_details  {"account_name", "sort_code" (6 digits), "account_number" (8 digits), optional "roll_number"}, all str
file          list of {"id", "name", "size" (bytes), "content_type"}; the file itself is kept by ``files``
a group       list of {question key: answer}, one for each item
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

Answer: TypeAlias = Any
Answers: TypeAlias = Mapping[str, Answer]


def is_blank(answer: Answer) -> bool:
    """Whether an answer says nothing: absent, empty, or an object of nothing but blanks."""
    if answer is None or answer is False:
        return True
    if isinstance(answer, str):
        return not answer or answer.isspace()
    if isinstance(answer, list):
        return not answer
    if isinstance(answer, dict):
        return all(
            part is None or part == "" or (isinstance(part, str) and part.isspace())
            for part in answer.values()
        )
    return False
