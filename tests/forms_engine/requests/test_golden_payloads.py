"""The examples that suppliers are given are what is sent, to the last byte. A change of the payload shows here first:
``GUILDHALL_WRITE_GOLDEN=1`` writes them anew, for a person to read what changed.
"""

import json
import os
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from forms_engine.definition.parse import parse_definition
from forms_engine.requests.payload_schema import payload_schema
from forms_engine.runtime.evaluate import evaluate
from tests.forms_engine.council import BADGE, POTHOLE
from tests.forms_engine.requests.payloads import BOOKING, FILE_ID, PAYMENT, body_of

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "docs" / "examples" / "payloads"
PHOTO = [{"id": FILE_ID, "name": "photo.jpg", "size": 12, "content_type": "image/jpeg"}]
SENT = {
    "report-a-pothole": {**POTHOLE, "photo": PHOTO},
    "apply-for-a-blue-badge": {**BADGE, "photo": PHOTO},
    "book-an-appointment-to-register-a-birth": {
        "born-here": "yes",
        "baby-born": "2026-11-11",
        "hospital": "Marlford General Hospital",
        "how-many": "1",
        "who-comes": "both",
        "copies": 2,
        "needs": ["none"],
        "full-name": "Carys Whitlock",
        "email": "carys@example.com",
        "phone": "07700 900201",
    },
}
BOOKED = {
    "book-an-appointment-to-register-a-birth": {
        "resource": "register-office-castle-marl",
        "where": "Castle Marl library, Castle Hill, Castle Marl, ZZ7 1RA",
    }
}


def written(path: Path, document: object) -> None:
    """Hold a document against its file, or write the file where that was asked for."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("GUILDHALL_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert path.read_text() == text, f"{path.name} says something else than what is sent"


@pytest.mark.parametrize("slug", SENT)
def test_the_examples_are_what_is_sent(slug):
    document = json.loads((ROOT / "content_fixtures" / "journeys" / f"{slug}.json").read_text())
    definition = parse_definition(document)
    found = evaluate(definition, SENT[slug], date(2026, 11, 22))
    assert found.can_submit, found.problems
    contact = {
        part: str(found.answers.get(getattr(definition.contact, part), ""))
        for part in ("name", "email", "mobile")
    }
    booking = {"booking": BOOKING | BOOKED[slug]} if slug in BOOKED else {}
    paid = sum(line.amount_pence for line in found.fee_lines)
    body = body_of(
        definition,
        found.answers,
        contact=contact,
        service=definition.service,
        paid_pence=paid,
        payment=PAYMENT | {"amount_pence": paid} if paid else None,
        **booking,
    )
    schema = payload_schema(definition, 1)
    jsonschema.validate(json.loads(json.dumps(body)), schema)
    written(EXAMPLES / f"{slug}.json", body)
    written(EXAMPLES / f"{slug}.schema.json", schema)


def test_every_example_is_held_against_what_is_sent():
    names = {file.name for file in EXAMPLES.iterdir()}
    assert names == {f"{slug}{end}" for slug in SENT for end in (".json", ".schema.json")}
