"""A request of nobody's, for a back office to try out what it will be sent."""

import hashlib
import random
import uuid
from typing import Any

from django.utils import timezone

from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from forms_engine.delivery.message import Message
from forms_engine.requests.office_admin.samples import made_up
from forms_engine.requests.payload import RECEIVED
from forms_engine.requests.payload_schema import asked, schema_url
from forms_engine.requests.references import SIGNS, check_sign, new_reference


def made_up_request(version: JourneyVersion) -> Message:
    """What a back office would be told of a request of that version, with made-up answers. Its reference can never be
    a request's: the check sign is wrong."""
    definition = definition_of(version.pk)
    data = made_up(definition)
    return Message(
        RECEIVED,
        timezone.now(),
        {
            "schema": schema_url(definition, version.number),
            **data,
            **_with_files(definition, data["answers"]),
            "reference": nobodys_reference(),
            "journey": {**data["journey"], "version": version.number},
            "location": _location(data["location"]),
            "looked_up": [],
            "link": "https://example.org/a-test-has-no-page",
        },
    )


def nobodys_reference() -> str:
    """A reference that looks like one and is none."""
    real = new_reference()
    wrong = [sign for sign in SIGNS if sign != check_sign(real.replace("-", "")[:-1])]
    return real[:-1] + random.choice(wrong)  # noqa: S311 - not a secret


def _with_files(definition: Definition, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The answers with one file to each question for files outside groups, and what is said of those. Their links lead
    nowhere: there is nothing behind them."""
    grouped = definition.group_of
    wanted = [one for one in asked(definition) if one.type == "file" and one.key not in grouped]
    files = [
        {
            "id": str(uuid.uuid4()),
            "question": question.key,
            "name": "test.jpg",
            "content_type": "image/jpeg",
            "size": 1024,
            "sha256": hashlib.sha256(question.key.encode()).hexdigest(),
            "scan": "clean",
        }
        for question in wanted
    ]
    answers = [
        {
            "question": question.key,
            "label": question.label.in_language("en"),
            "answer": [{"id": file["id"], "name": file["name"]}],
            "words": [file["name"]],
            "sensitive": question.sensitive,
        }
        for question, file in zip(wanted, files, strict=True)
    ]
    return {"answers": [*rows, *answers], "files": files}


def _location(where: dict[str, Any] | None) -> dict[str, Any] | None:
    if where is None:
        return None
    words = {name: str(where.get(name) or "") for name in ("description", "postcode", "uprn")}
    return {**words, **{name: where.get(name) for name in ("latitude", "longitude")}, "ward": None}
