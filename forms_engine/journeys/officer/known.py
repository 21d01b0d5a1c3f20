"""What the council knows of a customer already, as answers to begin with; and what it learns of them from the answers."""

from collections.abc import Mapping
from datetime import date

from forms_engine.definition.document import Definition, Question
from forms_engine.locations.models import Location
from forms_engine.requests.models import Customer
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import Answer


def known_answers(definition: Definition, customer: Customer, today: date) -> dict[str, Answer]:
    """The customer's name, email address, number and home as answers to the questions that ask for them, each as far as
    it would do. What a group asks is about others."""
    questions = {
        key: one for key, one in definition.questions_by_key.items() if key not in definition.group_of
    }
    contact = definition.contact
    wanted: dict[str, Answer] = {
        contact.name: customer.name,
        contact.email: customer.email,
        contact.mobile: customer.mobile or customer.phone,
    }
    home = next((one for one in questions.values() if one.type == "address"), None)
    if home is not None and customer.location is not None:
        wanted[home.key] = _address(customer.location)
    return {
        key: tidy(questions[key], answer)
        for key, answer in wanted.items()
        if answer and key in questions and _will_do(questions[key], answer, today)
    }


def _will_do(question: Question, answer: Answer, today: date) -> bool:
    return not check_answer(question, answer, today)


def _address(location: Location) -> Mapping[str, str] | None:
    """A Location's words as the lines of an address; None where they are not one."""
    lines = [part.strip() for part in location.description.split(",") if part.strip()]
    if lines and lines[-1].upper() == location.postcode.upper():
        lines = lines[:-1]
    if len(lines) < 2 or not location.postcode:
        return None
    parts = {
        "line1": lines[0],
        "line2": ", ".join(lines[1:-1]),
        "town": lines[-1],
        "county": "",
        "postcode": location.postcode,
    }
    return {**parts, "uprn": location.uprn} if location.uprn else parts
