"""A second, slow and plain reading of the language, straight from documents: what is asked, what counts and what it costs.

It shares nothing with ``evaluate()`` but the judgement of one answer (``check_answer``, ``tidy``): it works everything out
again from the beginning for each thing it wants to know, by the words of ``docs/journey-language.md``.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from re import fullmatch

import re2

from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.tidy import tidy


def blank(answer):
    if isinstance(answer, dict):
        return all(part is None or (isinstance(part, str) and not part.strip()) for part in answer.values())
    return (
        answer is None or answer is False or answer == [] or (isinstance(answer, str) and not answer.strip())
    )


def number_in(answer):
    """The number an answer is, or None."""
    if isinstance(answer, list):
        return Decimal(len(answer))
    if isinstance(answer, bool) or answer is None:
        return None
    if isinstance(answer, int | float):
        return Decimal(repr(answer))
    if isinstance(answer, str) and fullmatch(r"-?\d{1,15}(\.\d{1,10})?", answer):
        return Decimal(answer)
    return None


def day_of(bound, today):
    """The day that a bound of a document means."""
    if isinstance(bound, str):
        return date.fromisoformat(bound)
    months = today.year * 12 + today.month - 1 + bound.get("years", 0) * 12 + bound.get("months", 0)
    year, month = months // 12, months % 12 + 1
    day = date(year, month, min(today.day, monthrange(year, month)[1]))
    return day + timedelta(days=bound.get("days", 0))


class Oracle:
    """One document and one set of raw answers on one day."""

    def __init__(self, document, definition, answers, today):
        self.document, self.answers, self.today = document, answers, today
        # The parsed questions are only handed on to check_answer and tidy.
        self.parsed = definition.questions_by_key
        self.group_of = {
            block["key"]: part["key"]
            for part in document["pages"]
            if "pages" in part
            for page in part["pages"]
            for block in page["blocks"]
            if "label" in block
        }
        self.group_keys = {part["key"] for part in document["pages"] if "pages" in part}

    # -- conditions --------------------------------------------------------------------------------------

    def true(self, condition, counted, item=None, group=None):
        if "question" in condition:
            ((operator, operand),) = [pair for pair in condition.items() if pair[0] != "question"]
            return self.compare(condition["question"], operator, operand, counted, item, group)
        ((word, inner),) = condition.items()
        if word == "all":
            return all([self.true(part, counted, item, group) for part in inner])
        if word == "any":
            return any([self.true(part, counted, item, group) for part in inner])
        if word == "not":
            return not self.true(inner, counted, item, group)
        return self.true(self.document["conditions"][inner], counted, item, group)

    def compare(self, key, operator, operand, counted, item, group):
        if key in self.group_keys:
            return self.one(operator, operand, len(counted[key]) if counted.get(key) else None)
        inside = self.group_of.get(key)
        if inside is None:
            return self.one(operator, operand, counted.get(key))
        if inside == group:
            return self.one(operator, operand, item.get(key))
        of_items = [one.get(key) for one in counted.get(inside, [])]
        if operator == "answered" and operand is False:
            return not any(not blank(answer) for answer in of_items)
        return any(self.one(operator, operand, answer) for answer in of_items)

    def one(self, operator, operand, answer):
        if operator == "answered":
            return blank(answer) is not operand
        if blank(answer):
            return False
        number = number_in(answer)
        if operator in {"is", "is_not"}:
            return self.same(answer, operand) is (operator == "is")
        if operator == "one_of":
            return any(self.same(answer, one) for one in operand)
        if operator == "contains":
            return isinstance(answer, str | list) and operand in answer
        if operator == "matches":
            return isinstance(answer, str) and re2.fullmatch(operand, answer) is not None
        if operator == "between" and not isinstance(operand[0], str | dict):
            return number is not None and operand[0] <= number <= operand[1]
        if operator in {"before", "after", "between"}:
            return self.days(operator, operand, answer)
        limit = Decimal(repr(operand))
        if number is None:
            return False
        return {
            "greater_than": number > limit,
            "less_than": number < limit,
            "at_least": number >= limit,
            "at_most": number <= limit,
        }[operator]

    def same(self, answer, operand):
        if isinstance(answer, int | float) and not isinstance(answer, bool) and isinstance(operand, str):
            return number_in(answer) == number_in(operand)
        return answer == operand

    def days(self, operator, operand, answer):
        if not isinstance(answer, str) or not fullmatch(r"\d{4}-\d{2}(-\d{2})?", answer):
            return False
        in_months = len(answer) == 7
        day = date.fromisoformat(answer + "-01" if in_months else answer)
        ends = [day_of(end, self.today) for end in (operand if operator == "between" else [operand])]
        if in_months:
            ends = [end.replace(day=1) for end in ends]
        if operator == "between":
            return ends[0] <= day <= ends[1]
        return day < ends[0] if operator == "before" else day > ends[0]

    # -- the path ----------------------------------------------------------------------------------------

    def walk(self):
        """``(path, counted)``: steps with the keys of the questions shown and of those with a problem; what counts."""
        counted, path = {}, []
        for part in self.document["pages"]:
            if part.get("show_when") is not None and not self.true(part["show_when"], counted):
                continue
            if "pages" in part:
                self.group(part, counted, path)
                continue
            path.append((part["key"], *self.page(part, self.answers, counted)))
            if part.get("exit"):
                break
        return path, counted

    def page(self, page, given, counted, item=None, group=None):
        shown, wrong = [], []
        here = counted if item is None else item
        for block in page["blocks"]:
            when = block.get("show_when")
            if when is not None and not self.true(when, counted, item, group):
                continue
            if "label" not in block:
                continue
            question = self.parsed[block["key"]]
            answer = given.get(question.key)
            shown.append(question.key)
            if check_answer(question, answer, self.today):
                wrong.append(question.key)
            elif not blank(answer):
                here[question.key] = tidy(question, answer)
        return shown, wrong

    def group(self, group, counted, path):
        key = group["key"]
        given = self.answers.get(key)
        given = given if isinstance(given, list) else []
        if group.get("count"):
            said = number_in(counted.get(group["count"]))
            how_many = 0 if said is None else max(0, min(int(said), group.get("max", 10)))
        else:
            how_many = min(max(len(given), group.get("min", 1)), 50)
        items = []
        for index in range(how_many):
            answers = given[index] if index < len(given) and isinstance(given[index], dict) else {}
            item = {}
            for page in group["pages"]:
                when = page.get("show_when")
                if when is None or self.true(when, counted, item, key):
                    step = f"{key}/{index + 1}/{page['key']}"
                    path.append((step, *self.page(page, answers, counted, item, key)))
            items.append(item)
        if items:
            counted[key] = items
        if not group.get("count"):
            path.append((key, [], [key] if how_many > group.get("max", 10) else []))

    # -- what it costs -----------------------------------------------------------------------------------

    def fees(self):
        _path, counted = self.walk()
        lines = []
        for line in self.document.get("fees", []):
            if line.get("when") is not None and not self.true(line["when"], counted):
                continue
            unit = self.unit(line, counted)
            least = min(
                [unit]
                + [
                    self.reduced(unit, concession)
                    for concession in line.get("concessions", [])
                    if self.true(concession["when"], counted)
                ]
            )
            pence = int((least * self.units(line, counted)).quantize(Decimal(1), ROUND_HALF_UP))
            if pence > 0:
                lines.append((line["key"], pence))
        return lines

    def stopped(self, path):
        """The path, with the question wrong that brings what is owed to an amount that no card can be charged."""
        owed = self.fees()
        pence = sum(amount for _key, amount in owed)
        exits = {page["key"] for page in self.document["pages"] if page.get("exit")}
        may_pay = not owed or 30 <= pence <= 99_999_999
        if may_pay or not path or path[-1][0] in exits or any(wrong for _step, _shown, wrong in path):
            return path
        dearest = max(owed, key=lambda line: line[1])[0]
        per = next(line.get("per", "") for line in self.document["fees"] if line["key"] == dearest)
        asked = [n for n, (step, shown, _wrong) in enumerate(path) if per and (per in shown or per == step)]
        place = asked[0] if asked else len(path) - 1
        step, shown, _wrong = path[place]
        return [*path[:place], (step, shown, [per if per in shown else ""]), *path[place + 1 :]]

    def unit(self, line, counted):
        if line.get("amount_pence") is not None:
            return line["amount_pence"]
        best, most = 0, -1
        for row in line["rows"]:
            looks_at = len(self.looks_at(row["when"])) if row.get("when") is not None else 0
            if looks_at > most and (row.get("when") is None or self.true(row["when"], counted)):
                best, most = row["amount_pence"], looks_at
        return best

    def looks_at(self, condition):
        if "question" in condition:
            return {condition["question"]}
        ((word, inner),) = condition.items()
        if word == "condition":
            return self.looks_at(self.document["conditions"][inner])
        return set().union(*(self.looks_at(part) for part in (inner if isinstance(inner, list) else [inner])))

    def reduced(self, unit, concession):
        if "percent_off" in concession:
            return unit * (100 - concession["percent_off"]) // 100
        if "pence_off" in concession:
            return max(0, unit - concession["pence_off"])
        return min(unit, concession["pays_pence"])

    def units(self, line, counted):
        if not line.get("per"):
            return Decimal(1)
        number = number_in(counted.get(line["per"]))
        return number if number is not None and number > 0 else Decimal(0)

    def routes(self):
        _path, counted = self.walk()
        return [
            route if isinstance(route, str) else route["route"]
            for route in self.document["routes"]
            if isinstance(route, str) or self.true(route["when"], counted)
        ]

    def books(self):
        _path, counted = self.walk()
        booking = self.document.get("booking")
        return booking is not None and (booking.get("when") is None or self.true(booking["when"], counted))
