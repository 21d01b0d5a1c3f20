"""What a journey costs: the fee lines that the answers that count come to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from forms_engine.definition.document import NO_TEXT, Concession, Definition, FeeLine, FeeRow, Text
from forms_engine.runtime.conditions import Conditions
from forms_engine.runtime.numbers import read_number
from forms_engine.runtime.values import Answers

# What cards can be charged with (Stripe's bounds for pounds), and what fits a charge.
SMALLEST_TOTAL_PENCE, LARGEST_TOTAL_PENCE = 30, 99_999_999

TOO_MUCH, TOO_LITTLE = "too-much-to-pay", "too-little-to-pay"
NO_CARD_PAYS = frozenset({TOO_MUCH, TOO_LITTLE})


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One line owed: ``amount_pence`` is of all ``quantity`` units, after the ``concession`` (empty where none)."""

    key: str
    label: Text
    amount_pence: int
    ledger_code: str
    vat_code: str
    quantity: Decimal = Decimal(1)
    concession: Text = NO_TEXT


def owed_lines(definition: Definition, answers: Answers, conditions: Conditions) -> tuple[OwedLine, ...]:
    """The lines owed for these answers (only those that count), in the order declared; lines of nothing left out."""
    place = len(definition.pages)

    def owed(line: FeeLine) -> OwedLine | None:
        if line.when is not None and not conditions.holds(line.when, answers, place):
            return None
        if line.amount_from:
            unit = conditions.facts.get(line.amount_from) or 0
        elif line.amount_pence is not None:
            unit = line.amount_pence
        else:
            unit = _from_rows(definition, line, holds)
        quantity = _quantity(definition, line.per, answers)
        if not unit or quantity <= 0:
            return None
        concession = min(
            (one for one in line.concessions if holds(one)), key=lambda one: reduced(unit, one), default=None
        )
        each = unit if concession is None else reduced(unit, concession)
        pence = int((each * quantity).quantize(Decimal(1), ROUND_HALF_UP))
        if pence <= 0:
            return None
        return OwedLine(
            key=line.key,
            label=line.label,
            amount_pence=pence,
            ledger_code=line.ledger_code,
            vat_code=line.vat_code,
            quantity=quantity,
            concession=concession.label if concession and each < unit else NO_TEXT,
        )

    def holds(part: FeeRow | Concession) -> bool:
        return part.when is None or conditions.holds(part.when, answers, place)

    return tuple(line for line in map(owed, definition.fees) if line is not None)


def cannot_be_paid(lines: Sequence[OwedLine]) -> str:
    """The code of the problem where no card can be charged with what these lines come to; "" where one can, or nothing is
    owed."""
    total = sum(line.amount_pence for line in lines)
    if total > LARGEST_TOTAL_PENCE:
        return TOO_MUCH
    return TOO_LITTLE if lines and total < SMALLEST_TOTAL_PENCE else ""


def unknown_amounts(definition: Definition, answers: Answers, conditions: Conditions) -> frozenset[str]:
    """The facts that something is owed from and that nobody knows: the other system found it, and said no amount. Where
    there is one nothing may be sent, or it would go uncharged."""
    place = len(definition.pages)
    return frozenset(
        line.amount_from
        for line in definition.fees
        if line.amount_from
        and line.amount_from not in conditions.facts
        and (line.when is None or conditions.holds(line.when, answers, place))
    )


def worded_line(line: OwedLine, language: str) -> str:
    """What an owed line is called: with how many units, and which concession."""
    label = line.label.in_language(language)
    if line.quantity != 1:
        label = f"{label} × {line.quantity.normalize():f}"
    return f"{label} ({line.concession.in_language(language)})" if line.concession else label


def reduced(unit_pence: int, concession: Concession) -> int:
    """What one unit costs with a concession: never more than without, half pennies for the payer."""
    if concession.percent_off is not None:
        return unit_pence * (100 - concession.percent_off) // 100
    if concession.pence_off is not None:
        return max(0, unit_pence - concession.pence_off)
    return min(unit_pence, concession.pays_pence or 0)


def specificity(definition: Definition, row: FeeRow) -> int:
    """At how many questions a row's condition looks."""
    return len(definition.questions_behind(row.when)) if row.when is not None else 0


def _from_rows(definition: Definition, line: FeeLine, holds: Callable[[FeeRow], bool]) -> int:
    """The amount of the most specific row that holds; of equals the first; nothing where none does."""
    # max() keeps the first of equals.
    row = max(
        (row for row in line.rows if holds(row)), key=lambda row: specificity(definition, row), default=None
    )
    return row.amount_pence if row else 0


def _quantity(definition: Definition, per: str, answers: Answers) -> Decimal:
    """By how much a line is multiplied: a number answered, the items of a group, the boxes ticked."""
    if not per:
        return Decimal(1)
    answer = answers.get(per)
    if isinstance(answer, list):
        return Decimal(len(answer))
    number = read_number(answer)
    return Decimal(0) if number is None or number <= 0 else number
