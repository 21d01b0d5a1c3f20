"""Writing a definition down: the one canonical document, and its bytes.

Two documents that mean the same are written the same: parts in the order of ``docs/journey-language.md``, whatever has
its default left out, entries by key sorted, texts in English first. So what was exported, imported and exported again
has the same bytes, also after PostgreSQL's jsonb has put the keys in an order of its own.
"""

import json
from collections.abc import Mapping
from typing import Any

from forms_engine.definition.document import (
    FORMAT,
    All,
    AnyOf,
    BookingNeed,
    Comparison,
    Concession,
    Condition,
    Content,
    DateBound,
    Definition,
    Duplicates,
    FeeLine,
    FeeRow,
    Group,
    Lookup,
    Named,
    Not,
    Option,
    Page,
    Prefill,
    Question,
    Text,
)


def write_definition(definition: Definition) -> dict[str, Any]:
    """The canonical document: ``parse_definition`` reads the same definition from it again."""
    contact = definition.contact
    return _given(
        {
            "format": FORMAT,
            "slug": definition.slug,
            "kind": definition.kind,
            "audience": _unless(definition.audience, "public"),
            "sign_in": _unless(definition.sign_in, "optional"),
            "colleagues": _unless(definition.colleagues, "as-service"),
            "title": _text(definition.title),
            "summary": _text(definition.summary),
            "translations": dict(sorted(definition.translations.items())),
            "service": definition.service,
            "routes": [
                {"route": route, "when": write_condition(when)}
                if (when := definition.routes_when.get(route)) is not None
                else route
                for route in definition.routes
            ],
            "opens": definition.opens and definition.opens.isoformat(),
            "closes": definition.closes and definition.closes.isoformat(),
            "retention_days": _unless(definition.retention_days, 0),
            "purpose": _text(definition.purpose),
            "lawful_basis": definition.lawful_basis,
            "contact": _given(
                {
                    "name": contact.name,
                    "email": contact.email,
                    "mobile": contact.mobile,
                    "on_behalf_of": contact.on_behalf_of,
                    "authority": contact.authority,
                }
            ),
            "location": definition.location,
            "start": [_content(block) for block in definition.start],
            "outcome": [_content(block) for block in definition.outcome],
            "declaration": _text(definition.declaration),
            "sections": {key: _text(text) for key, text in sorted(definition.sections.items())},
            "lists": {
                key: [_option(option) for option in options]
                for key, options in sorted(definition.lists.items())
            },
            "conditions": {
                key: write_condition(condition) for key, condition in sorted(definition.conditions.items())
            },
            "pages": [_group(part) if isinstance(part, Group) else _page(part) for part in definition.pages],
            "fees": [_fee(line) for line in definition.fees],
            "booking": _booking(definition.booking),
            "duplicates": _duplicates(definition.duplicates),
            "kept": _plain(definition.kept),
        }
    )


def canonical_bytes(document: Mapping[str, Any]) -> bytes:
    """A document's bytes: UTF-8 JSON, two spaces, keys in the order they have, a line break at the end. Canonical where
    the document is, which ``write_definition`` sees to."""
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def write_condition(condition: Condition) -> dict[str, Any]:
    """A condition as the language writes it."""
    match condition:
        case All(parts):
            return {"all": [write_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [write_condition(part) for part in parts]}
        case Not(part):
            return {"not": write_condition(part)}
        case Named(key):
            return {"condition": key}
        case Comparison(question, operator, operand):
            return {"question": question, operator: _operand(operand)}


def _operand(operand: Any) -> Any:
    if isinstance(operand, tuple):
        return [_operand(end) for end in operand]
    return _bound(operand) if isinstance(operand, DateBound) else _plain(operand)


def _given(parts: dict[str, Any]) -> dict[str, Any]:
    """The parts that say something. Zero and false do; a part whose default they are is None here."""
    return {
        name: value
        for name, value in parts.items()
        if value is not None and value != "" and value != {} and value != []
    }


def _unless(value: Any, default: Any) -> Any:
    return None if value == default else value


def _optional(condition: Condition | None) -> dict[str, Any] | None:
    return None if condition is None else write_condition(condition)


def _text(text: Text) -> dict[str, str]:
    languages = sorted(text.by_language, key=lambda language: (language != "en", language))
    return {language: text.by_language[language] for language in languages}


def _bound(bound: DateBound | None) -> str | dict[str, int] | None:
    if bound is None:
        return None
    if bound.date:
        return bound.date
    distance = {"years": bound.years, "months": bound.months, "days": bound.days}
    # Today itself is a distance of no days, and has to say so: an empty object would read as left out.
    return {unit: number for unit, number in distance.items() if number} or {"days": 0}


def _plain(value: Any) -> Any:
    """Any JSON value with its keys sorted, and whole numbers without a fraction: jsonb does not keep 1e2 or 2.50."""
    match value:
        case bool():
            return value
        case float():
            return int(value) if value.is_integer() else value
        case Mapping():
            return {key: _plain(value[key]) for key in sorted(value)}
        case list() | tuple():
            return [_plain(part) for part in value]
    return value


def _page(page: Page) -> dict[str, Any]:
    return _given(
        {
            "key": page.key,
            "title": _text(page.title),
            "section": page.section,
            "show_when": _optional(page.show_when),
            "exit": page.exit or None,
            "lookup": _lookup(page.lookup),
        }
    ) | {
        "blocks": [
            _question(block) if isinstance(block, Question) else _content(block) for block in page.blocks
        ],
        **_given({"kept": _plain(page.kept)}),
    }


def _lookup(lookup: Lookup | None) -> dict[str, Any] | None:
    if lookup is None:
        return None
    return _given(
        {
            "from": lookup.source,
            "inputs": dict(sorted(lookup.inputs.items())),
            "outputs": {
                output.key: _given({"from": output.source, "type": output.type, "label": _text(output.label)})
                for output in sorted(lookup.outputs, key=lambda output: output.key)
            },
            "not_found": _text(lookup.not_found),
            "when_not_found": _unless(lookup.when_not_found, "ask_again"),
            "down": _text(lookup.down),
            "when_down": _unless(lookup.when_down, "stop"),
            "fresh_minutes": _unless(lookup.fresh_minutes, 15),
        }
    )


def _group(group: Group) -> dict[str, Any]:
    return _given(
        {
            "key": group.key,
            "title": _text(group.title),
            "item": _text(group.item),
            "min": _unless(group.min, 1),
            "max": _unless(group.max, 10),
            "count": group.count,
            "section": group.section,
            "show_when": _optional(group.show_when),
            "pages": [_page(page) for page in group.pages],
            "kept": _plain(group.kept),
        }
    )


def _content(block: Content) -> dict[str, Any]:
    return _given(
        {
            "type": block.type,
            "title": _text(block.title),
            "text": _text(block.text),
            "image": block.image or None,
            "alt": _text(block.alt),
            "article": block.article,
            "show_when": _optional(block.show_when),
            "kept": _plain(block.kept),
        }
    )


def _question(question: Question) -> dict[str, Any]:
    offered = [] if question.list else [_option(option) for option in question.options]
    return _given(
        {
            "key": question.key,
            "type": question.type,
            "label": _text(question.label),
            "hint": _text(question.hint),
            "required": None if question.required else False,
            "sensitive": question.sensitive or None,
            "ask_again": question.ask_again or None,
            "show_when": _optional(question.show_when),
            "min_length": question.min_length or None,
            "max_length": question.max_length or None,
            "max_words": question.max_words or None,
            "pattern": question.pattern,
            "min": _plain(question.min),
            "max": _plain(question.max),
            "decimals": question.decimals or None,
            "unit": _text(question.unit),
            "earliest": _bound(question.earliest),
            "latest": _bound(question.latest),
            "options": offered,
            "list": question.list,
            "accept": list(question.accept),
            "max_files": _unless(question.max_files, 1),
            "max_megabytes": _unless(question.max_megabytes, 15),
            "autocomplete": question.autocomplete,
            "prefill": _prefill(question.prefill),
            "errors": {code: _text(words) for code, words in sorted(question.errors.items())},
            "kept": _plain(question.kept),
        }
    )


def _option(option: Option) -> dict[str, Any]:
    return _given(
        {
            "key": option.key,
            "label": _text(option.label),
            "hint": _text(option.hint),
            "exclusive": option.exclusive or None,
            "kept": _plain(option.kept),
        }
    )


def _prefill(prefill: Prefill | None) -> dict[str, str] | None:
    return None if prefill is None else {prefill.source: prefill.name}


def _fee(line: FeeLine) -> dict[str, Any]:
    return _given(
        {
            "key": line.key,
            "label": _text(line.label),
            "ledger_code": line.ledger_code,
            "vat_code": line.vat_code,
            "when": _optional(line.when),
            "amount_pence": line.amount_pence,
            "amount_from": line.amount_from,
            "per": line.per,
            "rows": [_row(row) for row in line.rows],
            "concessions": [_concession(concession) for concession in line.concessions],
            "kept": _plain(line.kept),
        }
    )


def _row(row: FeeRow) -> dict[str, Any]:
    return _given({"when": _optional(row.when), "amount_pence": row.amount_pence})


def _concession(concession: Concession) -> dict[str, Any]:
    return _given(
        {
            "key": concession.key,
            "label": _text(concession.label),
            "when": write_condition(concession.when),
            "percent_off": concession.percent_off,
            "pence_off": concession.pence_off,
            "pays_pence": concession.pays_pence,
        }
    )


def _duplicates(duplicates: Duplicates | None) -> dict[str, Any] | None:
    # All by default would be an empty object, which reads as left out.
    if duplicates is None:
        return None
    return {
        "within_metres": duplicates.within_metres,
        **_given({"days": _unless(duplicates.days, 30), "category": duplicates.category}),
    }


def _booking(booking: BookingNeed | None) -> dict[str, Any] | None:
    if booking is None:
        return None
    return {
        "resource_kind": booking.resource_kind,
        "minutes": booking.minutes,
        **_given({"when": _optional(booking.when)}),
    }
