"""A payload made of a definition and answers alone, without a database: what ``requests.payload`` makes of a request."""

from jsonschema import Draft202012Validator, FormatChecker

from forms_engine.requests.answers import rows_of
from forms_engine.requests.payload import told
from forms_engine.requests.payload_schema import EVENT, schema_url
from tests.factories import client

SHA256 = "0" * 64
SOMEWHERE = {
    "description": "",
    "postcode": "",
    "uprn": "",
    "latitude": None,
    "longitude": None,
    "ward": {"code": "E05009999", "name": "Marlford"},
}
BOOKING = {
    "id": "0c1d3c0e-7f0a-4a57-9a3e-2a8f5a0f6f11",
    "state": "confirmed",
    "kind": "registrar",
    "resource": "registrar-marlford",
    "starts_at": "2026-12-07T09:00:00+00:00",
    "ends_at": "2026-12-07T09:30:00+00:00",
    "where": "Town Hall, High Street, Marlford",
    "sequence": 1,
}
PAYMENT = {
    "receipt": "C-000123",
    "how": "card",
    "paid_at": "2026-11-22T11:59:30+00:00",
    "amount_pence": 100,
}
FILE_ID = "34a4ef0d-b9d1-431e-ada0-8a046f89ce5e"


def place(answer):
    """A location or address answer as it is told."""
    street = ", ".join(part for part in (answer.get("line1"), answer.get("town")) if part)
    known = {name: answer[name] for name in ("postcode", "uprn", "latitude", "longitude") if name in answer}
    return {**SOMEWHERE, "description": answer.get("description") or street, **known}


def body_of(definition, answers, number=1, **changes):
    """The body of ``request.received`` for answers that count."""
    rows = rows_of(definition, answers)
    where = answers.get(definition.location) if definition.location else None
    data = {
        "schema": schema_url(definition, number),
        "reference": "K7W-Q3X-T9D4",
        "title": definition.title.in_language("en"),
        "journey": {"slug": definition.slug, "kind": definition.kind, "version": number},
        "service": "waste",
        "received_at": "2026-11-22T12:00:00+00:00",
        "channel": "web",
        "language": "en",
        "contact": {"name": "", "email": "", "mobile": ""},
        "on_behalf_of": None,
        "location": place(where) if where else None,
        "answers": [told(row) for row in rows],
        "looked_up": [],
        "booking": BOOKING if definition.booking else None,
        "paid_pence": 100 if definition.fees else 0,
        "payment": PAYMENT if definition.fees else None,
        "files": [
            {
                "id": FILE_ID,
                "question": row.question,
                **({"item": row.item} if row.item else {}),
                "name": "photo.jpg",
                "content_type": "image/jpeg",
                "size": 12,
                "sha256": SHA256,
                "scan": "waiting",
            }
            for row in rows
            if row.type == "file"
        ],
        "link": "https://staff.example/workplace/requests/K7W-Q3X-T9D4/",
    }
    return {"type": EVENT, "timestamp": "2026-11-22T12:00:00+00:00", "data": {**data, **changes}}


def hold_against_its_schema(body):
    """The body is what the schema that it names, as anybody reads it, says; and the schema says something."""
    address = body["data"]["schema"]
    schema = client().get(address[address.index("/api/") :]).json()
    assert schema["$id"] == address
    check = Draft202012Validator(schema, format_checker=FormatChecker())
    check.check_schema(schema)
    assert [error.message for error in check.iter_errors(body)] == []
    for name in body["data"]:
        assert name in schema["properties"]["data"]["properties"], f"{name} is not described"
    for change in ({"type": "another"}, {"data": {**body["data"], "reference": "K7W"}}):
        assert not check.is_valid({**body, **change})
