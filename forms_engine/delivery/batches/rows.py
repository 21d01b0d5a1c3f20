"""What stands in a batch's file. The same deliveries make the same bytes, whenever they are made."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms_engine.delivery.models import Batch, Delivery

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), in both widths.
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?")
FIRST_COLUMNS = ("delivery_id", "sequence", "type")


def content_of(batch: Batch, deliveries: Sequence[Delivery]) -> bytes:
    """The file, in the format of the batch's settings."""
    if batch.settings.get("format") == "json":
        return _as_json(batch, deliveries)
    return _as_csv(deliveries, batch.settings.get("columns") or [])


def _as_json(batch: Batch, deliveries: Sequence[Delivery]) -> bytes:
    document = {
        "batch": str(batch.id),
        "number": batch.number,
        "deliveries": [
            {"id": str(one.id), "sequence": one.sequence, "sha256": one.sha256, "body": json.loads(one.body)}
            for one in deliveries
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _as_csv(deliveries: Sequence[Delivery], columns: Sequence[str]) -> bytes:
    rows = [
        {"delivery_id": str(one.id), "sequence": str(one.sequence), "type": one.subject, **cells_of(one.body)}
        for one in deliveries
    ]
    found = dict.fromkeys(name for row in rows for name in row)
    header = [*FIRST_COLUMNS[:1], *columns] if columns else [*found]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(harmless, header))
    writer.writerows([harmless(row.get(name, "")) for name in header] for row in rows)
    return out.getvalue().encode()


def cells_of(body: str) -> dict[str, str]:
    """A delivery's data as a row: ``contact.name``, ``answers.category``, and what else there is by its name."""
    data = json.loads(body).get("data") or {}
    rest = {name: value for name, value in data.items() if name != "answers"}
    return {**dict(_flat("", rest)), **_answers(data.get("answers"))}


def harmless(cell: str) -> str:
    """The text as a spreadsheet shows it, and does not run it. Plain numbers, telephone numbers among them, are no
    formulas."""
    if cell.startswith(DANGEROUS) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _answers(answers: Any) -> dict[str, str]:
    if not answers:
        return {}
    if not isinstance(answers, list) or not all(_is_ours(row) for row in answers):
        # A back office's own field that is called so.
        return dict(_flat("", {"answers": answers}))
    cells: dict[str, str] = {}
    for row in answers:
        item = f"{row['group']}.{row['item']}." if row.get("group") else ""
        cells[f"answers.{item}{row['question']}"] = "; ".join(row.get("words") or [])
    return cells


def _is_ours(row: Any) -> bool:
    return isinstance(row, Mapping) and "question" in row and "words" in row


def _flat(before: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{before}{name}.", value)
        elif isinstance(value, list):
            plain = all(not isinstance(one, Mapping | list) for one in value)
            yield (
                f"{before}{name}",
                "; ".join(map(_text, value)) if plain else json.dumps(value, ensure_ascii=False),
            )
        else:
            yield f"{before}{name}", _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
