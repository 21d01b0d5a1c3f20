"""What a request's customer says now: what they sent, with what they have corrected since. Both stay as they are."""

from collections.abc import Iterable, Mapping

from forms_engine.requests.models import Amendment, Request
from forms_engine.runtime.steps import with_page
from forms_engine.runtime.values import Answer


def name_of(question: str, group: str = "", item: int = 0) -> str:
    """What a corrected question is called: its key, after the number of the item that it is about, where it is about
    one."""
    return f"{group}/{item}/{question}" if group else question


def amendments_of(request: Request) -> list[Amendment]:
    """Its corrections, oldest first. One query."""
    return list(Amendment.objects.filter(request=request).order_by("entry_number"))


def amended(answers: Mapping[str, Answer], amendments: Iterable[Amendment]) -> dict[str, Answer]:
    """The answers with these corrections in their place."""
    found = dict(answers)
    for amendment in amendments:
        for name, answer in amendment.answers.items():
            found = with_page(found, name, {name.rsplit("/", 1)[-1]: answer})
    return found


def as_sent(amendments: Iterable[Amendment]) -> dict[str, Answer]:
    """What the corrected questions were answered with when the request was sent, by their names; None where they were
    not."""
    found: dict[str, Answer] = {}
    for amendment in amendments:
        found = {**amendment.before, **found}
    return found
