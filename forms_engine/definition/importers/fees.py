"""Fees. XGov's are in pence, each with a condition and a multiplier; DEFRA's payment component is in pounds, with amounts
of which the first whose condition holds is taken. Neither says which ledger gets the money."""

from typing import Any

from forms_engine.definition.document import Condition
from forms_engine.definition.importers.answers import number, options_of
from forms_engine.definition.importers.form import Object, SourceForm
from forms_engine.definition.importers.keys import Keys, slug, slug_of_name
from forms_engine.definition.importers.lists import value_text
from forms_engine.definition.importers.logic import all_of, opposite, questions_behind
from forms_engine.definition.importers.named_conditions import NamedConditions
from forms_engine.definition.importers.notes import Notes
from forms_engine.definition.importers.questions import Questions
from forms_engine.definition.importers.texts import Texts
from forms_engine.definition.write import write_condition


class Fees:
    """Makes fee lines. ``shown`` says when each page is, for payment components."""

    def __init__(self, questions: Questions, conditions: NamedConditions, texts: Texts, notes: Notes) -> None:
        self._questions, self._conditions = questions, conditions
        self._texts, self._notes = texts, notes
        self._keys = Keys()

    def lines(
        self, form: SourceForm, payments: list[tuple[Object, str]], shown: dict[str, Condition | None]
    ) -> list[Object]:
        """Every fee line, in the order of the source."""
        return [self._fee(fee, f"fees[{place}]") for place, fee in enumerate(form.fees)] + [
            self._payment(component, shown.get(page)) for component, page in payments
        ]

    def _fee(self, fee: Object, place: str) -> Object:
        label = self._texts.plain(fee.get("description"))
        amount = _pence(fee.get("amount"), 1)
        line: Object = {
            "key": self._keys.new(slug(label.get("en", "")), otherwise="fee"),
            "label": label or self._texts.plain("Fee"),
            "amount_pence": amount or 0,
        }
        condition = self._conditions.reference(fee.get("condition"), place)
        if condition is not None:
            line["when"] = write_condition(condition)
        left = {name: part for name, part in fee.items() if name not in {"description", "condition"}}
        if amount is not None:
            del left["amount"]
        multiplier = value_text(fee.get("multiplier"))
        if found := self._questions.find(multiplier) if multiplier else []:
            line["per"] = found[0].key
            left.pop("multiplier")
        elif multiplier:
            self._notes.error(
                "missing-question",
                place,
                f"Say what the fee is for each of: there is no question “{multiplier[:60]}”.",
            )
        self._notes.keep(line, left, f"fee {line['key']}")
        return line

    def _payment(self, component: Object, shown: Condition | None) -> Object:
        options = dict(options_of(component))
        label = self._texts.plain(options.pop("description", None)) or self._texts.plain(
            component.get("title")
        )
        line: Object = {
            "key": self._keys.new(slug_of_name(value_text(component.get("name"))), otherwise="payment"),
            "label": label or self._texts.plain("Payment"),
        }
        otherwise = _pence(options.get("amount", 0), 100)
        if otherwise is not None:
            options.pop("amount", None)
        rows = options.get("conditionalAmounts")
        line |= {"amount_pence": otherwise or 0}
        if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
            read = self._rows(rows, otherwise or 0, f"fee {line['key']}")
            if read is not None:
                del line["amount_pence"], options["conditionalAmounts"]
                line["rows"] = read
        if shown is not None:
            line["when"] = write_condition(shown)
        title = component.get("title") if self._texts.plain(component.get("title")) != line["label"] else None
        options.pop("required", None)
        read_here = {"id", "type", "name", "title", "options", "subType"}
        left = {name: part for name, part in component.items() if name not in read_here}
        self._notes.keep(line, {"title": title, "options": options, **left}, f"fee {line['key']}")
        return line

    def _rows(self, rows: list[Object], otherwise: int, place: str) -> list[Object] | None:
        """Rows of which at most one holds, or the first of them is the one that counts: the most specific."""
        read: list[tuple[Condition, int]] = []
        for row in rows:
            condition = self._conditions.reference(row.get("condition"), place)
            pence = _pence(row.get("amount"), 100)
            if condition is None or pence is None or set(row) - {"condition", "amount", "id"}:
                self._notes.error(
                    "bad-amount", place, "Write this table again: a row has no condition or amount."
                )
                return None
            read.append((condition, pence))
        looks_at = [len(questions_behind(condition, self._conditions.conditions)) for condition, _ in read]
        if looks_at != sorted(looks_at, reverse=True):
            # A later row looks at more questions, and would win: each has to say that none before it holds.
            conditions = [condition for condition, _ in read]
            read = [
                (all_of([condition, *(opposite(one) for one in conditions[:place_of])]), pence)
                for place_of, (condition, pence) in enumerate(read)
            ]
        found: list[Object] = [
            {"when": write_condition(condition), "amount_pence": pence} for condition, pence in read
        ]
        if otherwise:
            found.append({"amount_pence": otherwise})
        return found


def _pence(amount: Any, times: int) -> int | None:
    found = number(amount)
    return round(found * times) if found is not None and 0 <= found <= 10**9 else None
