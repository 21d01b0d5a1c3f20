"""A request's data to try a mapping on: made up for a journey, or a request's."""

import random
import uuid
from datetime import UTC, date, timedelta
from typing import Any

from django.utils import timezone

from audiences.principal import Principal
from forms_engine.definition.document import Definition, Group, Question
from forms_engine.requests.payload import received
from forms_engine.requests.selectors import request_for
from forms_engine.runtime.rehearsal.made_up import answers_to
from forms_engine.runtime.summary import describe
from forms_engine.runtime.tidy import tidy

Data = dict[str, Any]


def made_up(definition: Definition) -> Data:
    """What a back office would be told of somebody who does not exist."""
    today, chance = timezone.localdate(), random.Random(1)  # noqa: S311 - the same made-up person every time
    rows: list[Data] = []
    for part in definition.pages:
        of_group = {"group": part.key, "item": 1} if isinstance(part, Group) else {}
        for question in part.questions:
            rows += [row | of_group for row in _row(question, today, chance)]
    answers = {row["question"]: row["answer"] for row in rows}
    contact = definition.contact
    where = answers.get(definition.location) if definition.location else None
    return {
        "reference": "K7W-Q3X-T9D4",
        "title": definition.title.in_language("en"),
        "journey": {"slug": definition.slug, "kind": definition.kind, "version": 1},
        "service": definition.service,
        "received_at": timezone.now().isoformat(),
        "channel": "web",
        "language": "en",
        "contact": {
            part: str(answers.get(getattr(contact, part)) or "") for part in ("name", "email", "mobile")
        },
        "on_behalf_of": None,
        "location": dict(where) if isinstance(where, dict) else None,
        "answers": rows,
        "booking": _booking(definition),
        "paid_pence": 0,
        "payment": None,
        "files": [],
        "link": "",
    }


def of_request(principal: Principal, reference: str) -> Data | None:
    """What is told of a request that this person may see as one of its officers; None of any other, and of one that
    began in another system. Being an administrator opens nothing that people have sent."""
    found = request_for(principal, reference)
    if found is None or found.journey_version is None:
        return None
    return dict(received(found).data or {})


def _booking(definition: Definition) -> Data | None:
    """A time in a week, where the journey has one booked; of no calendar of ours."""
    if definition.booking is None:
        return None
    starts_at = timezone.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    return {
        "id": str(uuid.uuid4()),
        "state": "confirmed",
        "kind": definition.booking.resource_kind,
        "resource": "made-up",
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(minutes=definition.booking.minutes)).isoformat(),
        "where": "",
        "sequence": 0,
    }


def _row(question: Question, today: date, chance: random.Random) -> list[Data]:
    made = answers_to(question, (), today, chance)
    if not made or question.type == "file":
        return []
    answer = tidy(question, made[0])
    return [
        {
            "question": question.key,
            "label": question.label.in_language("en"),
            "answer": answer,
            "words": list(describe(question, answer)),
            "sensitive": question.sensitive,
        }
    ]
