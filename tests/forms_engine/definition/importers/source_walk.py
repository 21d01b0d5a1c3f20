"""An interpreter of the source formats of its own: it walks the ``next`` links (or, in DEFRA's second engine, the pages one
after the other) with the answers of a resident, as the engines do, and knows nothing of our language.

Answers are the source's own: true or false, a list item's value, a number, a list of values, an ISO day, or None for a
question that was left empty. Conditions are what a JavaScript engine makes of them: ``==`` is strict, ``null`` is 0 beside
a number.
"""

import calendar
import math
from datetime import date, timedelta

CONTENT = {"Para", "Html", "Markdown", "InsetText", "Details", "List", "FlashCard", "NotificationBanner"}


def number(value):
    """JavaScript's Number()."""
    if value is None or value is False or value == []:
        return 0.0
    if value is True:
        return 1.0
    try:
        return float(value) if str(value).strip() else 0.0
    except (TypeError, ValueError):
        return math.nan


def less(left, right):
    """JavaScript's ``<``."""
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    return number(left) < number(right)


def compare(left, operator, right):
    """One comparison, as expr-eval makes it."""
    match operator:
        case "==":
            same_kind = isinstance(left, bool) == isinstance(right, bool)
            return same_kind and left == right and isinstance(left, str) == isinstance(right, str)
        case "!=":
            return not compare(left, "==", right)
        case "<":
            return less(left, right)
        case ">":
            return less(right, left)
        case "<=":
            return less(left, right) or (
                left == right
                if isinstance(left, str) and isinstance(right, str)
                else number(left) == number(right)
            )
        case ">=":
            return compare(right, "<=", left)
        case "in":
            return right in (left or [])
    raise AssertionError(operator)


def day_from(today, amount, unit):
    """date-fns ``add``."""
    if unit == "days":
        return today + timedelta(days=amount)
    months = today.year * 12 + today.month - 1 + amount * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


OPERATORS = {"is": "==", "is not": "!=", "is before": "<", "is after": ">", "is at least": ">=", "is at most": "<=", "is less than": "<", "is more than": ">"}  # fmt: skip
IN_THE_PAST = {"is at least": "<=", "is at most": ">=", "is less than": ">", "is more than": "<"}


class Walk:
    """One form, walked. ``trees`` has what the string conditions of a made-up form mean, as nested tuples."""

    def __init__(self, form, today=date(2026, 11, 22), trees=None):
        self.form, self.today, self.trees = form, today, trees or {}
        self.pages = {page["path"]: page for page in form["pages"]}
        self.conditions = {}
        for condition in form.get("conditions", []):
            self.conditions[condition.get("id") or condition["name"]] = condition
        self.components = {}
        self.by_id = {}
        for page in form["pages"]:
            for component in page.get("components") or []:
                self.components[component.get("name")] = component
                self.by_id[component.get("id")] = component
        self.items = {
            (one.get("id"), item.get("id")): item["value"]
            for one in form.get("lists", [])
            for item in one["items"]
        }

    def path(self, answers):
        """The paths visited, in order, without the summary; the last is where it ended."""
        return self._in_a_row(answers) if self.form.get("engine") == "V2" else self._by_links(answers)

    def _known(self, visited, answers):
        return {
            component["name"]: answers.get(component["name"])
            for path in visited
            for component in self.pages[path].get("components") or []
            if component.get("name") and component["type"] not in CONTENT
        }

    def _by_links(self, answers):
        visited, path = [], self.form["startPage"]
        while path in self.pages and path != "/summary":
            assert path not in visited, "a made-up graph goes round in a circle"
            visited.append(path)
            known, default, chosen = self._known(visited, answers), None, None
            for link in self.pages[path].get("next") or []:
                if link["path"] not in self.pages:
                    continue
                if not link.get("condition"):
                    default = link["path"]
                elif chosen is None and self.holds(link["condition"], known):
                    chosen = link["path"]
            path = chosen or default
        return visited

    def _in_a_row(self, answers):
        visited = []
        for page in self.form["pages"]:
            if page["path"] == "/summary":
                break
            if page.get("condition") and not self.holds(page["condition"], self._known(visited, answers)):
                continue
            visited.append(page["path"])
            if page.get("controller") == "TerminalPageController":
                break
        return visited

    def holds(self, reference, known):
        """Whether a named condition holds; one that is not there never does."""
        condition = self.conditions.get(reference)
        if condition is None:
            return False
        if reference in self.trees:
            return self.tree(self.trees[reference], known)
        if "items" in condition:
            results = [self._part(item, known) for item in condition["items"]]
            return any(results) if condition.get("coordinator") == "or" else all(results)
        return self._objects(condition["value"]["conditions"], known)

    def tree(self, tree, known):
        """A condition as nested tuples: ("and", a, b), ("not", a), ("is", name, operator, value), ("named", name)."""
        match tree:
            case ("and", *parts):
                return all(self.tree(part, known) for part in parts)
            case ("or", *parts):
                return any(self.tree(part, known) for part in parts)
            case ("not", part):
                return not self.tree(part, known)
            case ("named", name):
                return self.holds(name, known)
            case ("is", name, operator, value):
                return compare(known.get(name), operator, value)
        raise AssertionError(tree)

    def _objects(self, parts, known):
        either, both = False, True
        for place, part in enumerate(parts):
            inner = part
            while "conditions" in inner:
                inner = inner["conditions"][0]
            word = inner.get("coordinator") if "conditions" in part else part.get("coordinator")
            if place and word == "or":
                either, both = either or both, True
            both = both and self._part(part, known)
        return either or both

    def _part(self, part, known):
        if "conditions" in part:
            return self._objects(part["conditions"], known)
        if "conditionName" in part or "conditionId" in part:
            return self.holds(part.get("conditionName") or part["conditionId"], known)
        component = (
            self.by_id[part["componentId"]]
            if "componentId" in part
            else self.components.get(part["field"]["name"].split(".")[-1])
        )
        if component is None:
            return False
        return self._compared(component, part["operator"], part["value"], known.get(component["name"]))

    def _compared(self, component, operator, value, answer):
        if isinstance(value, dict) and value.get("direction"):
            amount = int(value["period"])
            past = value["direction"] == "in the past"
            bound = day_from(self.today, -amount if past else amount, value["unit"]).isoformat()
            return answer is not None and compare(
                answer, (IN_THE_PAST if past else OPERATORS)[operator], bound
            )
        if isinstance(value, dict):
            said = self.items[value["listId"], value["itemId"]] if "itemId" in value else value["value"]
        else:
            said = value
        if component["type"] == "YesNoField":
            said = said is True or said == "true"
        elif component["type"] == "NumberField":
            said = float(said)
        else:
            said = str(said)
        if operator in {"contains", "does not contain"}:
            return compare(answer, "in", said) == (operator == "contains")
        return compare(answer, OPERATORS[operator], said)
