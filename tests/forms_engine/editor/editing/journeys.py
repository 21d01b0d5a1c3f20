"""Drafts to change in tests."""

from typing import Any


def question(key: str, kind: str = "short_text", **parts: Any) -> dict[str, Any]:
    """A question block."""
    return {"key": key, "type": kind, "label": {"en": key.replace("-", " ").capitalize()}, **parts}


def options(*keys: str) -> list[dict[str, Any]]:
    """Options with these keys."""
    return [{"key": key, "label": {"en": key.capitalize()}} for key in keys]


def page(key: str, *blocks: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A page."""
    return {"key": key, "title": {"en": key.replace("-", " ").capitalize()}, "blocks": list(blocks), **parts}


def permit() -> dict[str, Any]:
    """A journey with a branch, an exit page, a group, a fee table and every place that refers to a question."""
    return {
        "format": "guildhall-journey/1",
        "slug": "parking-permit",
        "kind": "apply",
        "title": {"en": "Apply for a parking permit"},
        "service": "parking",
        "routes": ["parking"],
        "retention_days": 365,
        "purpose": {"en": "To decide whether you can have a permit."},
        "lawful_basis": "Public task",
        "contact": {"name": "full-name", "email": "email"},
        "location": "address",
        "sections": {"about-you": {"en": "About you"}},
        "lists": {"fuels": options("petrol", "electric")},
        "conditions": {
            "is-resident": {"question": "lives-here", "is": "yes"},
            "not-resident": {"not": {"condition": "is-resident"}},
        },
        "pages": [
            page("where", question("lives-here", "yes_no")),
            page("sorry", exit=True, show_when={"condition": "not-resident"}),
            page(
                "you",
                question("full-name"),
                question("email", "email"),
                question("address", "address"),
                section="about-you",
            ),
            page("how-many", question("cars", "number", min=1, max=3)),
            {
                "key": "vehicles",
                "title": {"en": "Your vehicles"},
                "item": {"en": "Vehicle"},
                "count": "cars",
                "pages": [
                    page(
                        "vehicle",
                        question("plate", "vehicle_registration"),
                        question("fuel", "radios", list="fuels"),
                    ),
                    page(
                        "proof", question("log-book", "file", show_when={"question": "fuel", "is": "petrol"})
                    ),
                ],
            },
            page(
                "kind",
                question("permit", "radios", options=options("year", "month", "visitor")),
                show_when={"all": [{"condition": "is-resident"}, {"question": "cars", "at_least": 1}]},
            ),
        ],
        "fees": [
            {
                "key": "permit",
                "label": {"en": "Permit"},
                "ledger_code": "4000",
                "vat_code": "E",
                "per": "vehicles",
                "rows": [
                    {"when": {"question": "permit", "is": "year"}, "amount_pence": 6000},
                    {"amount_pence": 1000},
                ],
                "concessions": [
                    {
                        "key": "electric",
                        "label": {"en": "Electric"},
                        "when": {"question": "fuel", "one_of": ["electric"]},
                        "percent_off": 50,
                    }
                ],
            }
        ],
        "kept": {"from": "elsewhere"},
    }
