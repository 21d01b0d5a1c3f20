"""Rules about fees: coded for finance, payable by card, and decided by rows that can win."""

from collections.abc import Iterator

from forms_engine.definition.document import Concession, Condition, FeeLine, FeeRow
from forms_engine.definition.lint.rule import Fault, Survey, rule
from forms_engine.definition.reasoning.outline import END, MOST_BEHIND
from forms_engine.definition.reasoning.search import Answerable, Found, Wish

LONGEST_LEDGER_CODE, LONGEST_VAT_CODE = 40, 20
# Stripe's bounds for pounds.
SMALLEST_FEE_PENCE, LARGEST_FEE_PENCE = 30, 99_999_999
COUNTED_TYPES = frozenset({"number", "money", "checkboxes", "select", "radios"})


@rule("no-cost-code", "error", "A fee without its ledger code or VAT code.")
def no_cost_code(survey: Survey) -> Iterator[Fault]:
    for line in survey.definition.fees:
        if not line.ledger_code.strip() or not line.vat_code.strip():
            yield _place(line), "Give the fee its ledger code and VAT code, as finance needs both."


@rule("cost-code-too-long", "error", "A ledger or VAT code longer than a charge keeps.")
def cost_code_too_long(survey: Survey) -> Iterator[Fault]:
    for line in survey.definition.fees:
        if len(line.ledger_code) > LONGEST_LEDGER_CODE or len(line.vat_code) > LONGEST_VAT_CODE:
            yield (
                _place(line),
                f"Shorten the ledger code to {LONGEST_LEDGER_CODE} and the VAT code to {LONGEST_VAT_CODE} characters.",
            )


@rule("bad-amount", "error", "An amount that no card can be charged.")
def bad_amount(survey: Survey) -> Iterator[Fault]:
    for line in survey.definition.fees:
        for amount in _amounts(line):
            if amount > LARGEST_FEE_PENCE or (0 < amount < SMALLEST_FEE_PENCE and not line.per):
                yield _place(line), "Charge nothing, or from 30p to £999,999.99: cards take no other amount."
                break


@rule("small-charge", "warning", "An amount that may come to less than a card can be charged.")
def small_charge(survey: Survey) -> Iterator[Fault]:
    for line in survey.definition.fees:
        for amount in _amounts(line):
            if amount < SMALLEST_FEE_PENCE and line.per and amount:
                yield (
                    _place(line),
                    f"Charge at least 30p a unit: one unit of {amount}p is too little for a card.",
                )
            for concession in line.concessions:
                left = reduced(amount, concession)
                if 0 < left < SMALLEST_FEE_PENCE <= amount:
                    yield (
                        f"{_place(line)}, concession {concession.key}",
                        f"Leave nothing or at least 30p to pay: {left}p is too little for a card.",
                    )


@rule("bad-per", "error", "A fee is multiplied by what is no number.")
def bad_per(survey: Survey) -> Iterator[Fault]:
    for line in survey.definition.fees:
        question = survey.outline.questions.get(line.per)
        if question is None:
            continue
        spot = survey.outline.spots[question.key]
        choice = question.type in {"select", "radios"}
        if (
            question.type not in COUNTED_TYPES
            or spot.group
            or (choice and not all(key.isdecimal() for key in survey.option_keys(question)))
        ):
            yield (
                _place(line),
                f"Multiply by a number, the ticks of checkboxes or a group's items: “{line.per}” is none of them"
                f"{' outside a group' if spot.group else ''}.",
            )


@rule("fee-never-owed", "warning", "A fee that nobody ever pays.", whole=True)
def fee_never_owed(survey: Survey) -> Iterator[Fault]:
    for line in survey.definition.fees:
        if line.when is not None and _can_be(survey, (line.when, True)).outcome is Answerable.NEVER:
            yield _place(line), "Correct when this fee is owed, or remove it: no answers lead to it."
        elif not line.amount_from and not any(_amounts(line)):
            yield _place(line), "Give this fee an amount or remove it: it always comes to nothing."


@rule("row-never-wins", "warning", "A row of a fee table that another always beats.", whole=True)
def row_never_wins(survey: Survey) -> Iterator[Fault]:
    for line in survey.definition.fees:
        for number, row in enumerate(line.rows):
            beaten_by = [
                other.when
                for at, other in enumerate(line.rows)
                if at != number and _beats(survey, other, at, row, number)
            ]
            if any(when is None for when in beaten_by):
                never = True
            else:
                wanted = [(when, False) for when in beaten_by if when is not None]
                own = [(one, True) for one in (row.when, line.when) if one is not None]
                never = _can_be(survey, *own, *wanted).outcome is Answerable.NEVER
            if never:
                yield (
                    f"{_place(line)}, row {number + 1}",
                    "Correct or remove this row: it never applies, or a more specific row always goes before it.",
                )


@rule(
    "ambiguous-rows",
    "warning",
    "Two rows of a fee table, as specific as each other, that hold together.",
    whole=True,
)
def ambiguous_rows(survey: Survey) -> Iterator[Fault]:
    for line in survey.definition.fees:
        for at, first in enumerate(line.rows):
            for to, second in enumerate(line.rows[at + 1 :], start=at + 1):
                if first.amount_pence == second.amount_pence or _looks_at(survey, first) != _looks_at(
                    survey, second
                ):
                    continue
                wishes = [(one, True) for one in (first.when, second.when, line.when) if one is not None]
                # A more specific row that then holds as well would settle it.
                wishes += [
                    (row.when, False)
                    for row in line.rows
                    if row.when is not None and _looks_at(survey, row) > _looks_at(survey, first)
                ]
                if _can_be(survey, *wishes).outcome is Answerable.CAN:
                    yield (
                        f"{_place(line)}, row {to + 1}",
                        f"Say which of rows {at + 1} and {to + 1} applies where both do: now it is the first.",
                    )


def _looks_at(survey: Survey, row: FeeRow) -> int:
    """At how many questions a row looks: the more, the more specific."""
    return len(survey.outline.questions_behind(row.when)) if row.when is not None else 0


def _beats(survey: Survey, other: FeeRow, at: int, row: FeeRow, number: int) -> bool:
    theirs, ours = _looks_at(survey, other), _looks_at(survey, row)
    if theirs > MOST_BEHIND or ours > MOST_BEHIND:
        return False
    return theirs > ours or (theirs == ours and at < number)


@rule("idle-concession", "warning", "A concession that takes nothing off, or that nobody gets.", whole=True)
def idle_concession(survey: Survey) -> Iterator[Fault]:
    for line in survey.definition.fees:
        for concession in line.concessions:
            place = f"{_place(line)}, concession {concession.key}"
            amounts = [amount for amount in _amounts(line) if amount]
            if amounts and all(reduced(amount, concession) >= amount for amount in amounts):
                yield (
                    place,
                    "Take something off or remove this: with this concession everybody pays the same.",
                )
            elif _can_be(survey, (concession.when, True)).outcome is Answerable.NEVER:
                yield place, "Correct who gets this concession, or remove it: no answers lead to it."


@rule("pay-without-fee", "warning", "A journey of the kind `pay` without a fee.")
def pay_without_fee(survey: Survey) -> Iterator[Fault]:
    if survey.definition.kind == "pay" and not survey.definition.fees:
        yield "fees", "Add what is paid, or make this an apply, book or report journey: it charges nothing."


def reduced(unit_pence: int, concession: Concession) -> int:
    """What one unit costs with a concession, as the runtime has it: never more than without."""
    if concession.percent_off is not None:
        return unit_pence * (100 - concession.percent_off) // 100
    if concession.pence_off is not None:
        return max(0, unit_pence - concession.pence_off)
    return min(unit_pence, concession.pays_pence or 0)


def _place(line: FeeLine) -> str:
    return f"fee {line.key}"


def _amounts(line: FeeLine) -> list[int]:
    return [row.amount_pence for row in line.rows] if line.amount_pence is None else [line.amount_pence]


def _can_be(survey: Survey, *wishes: tuple[Condition, bool]) -> Found:
    return survey.reasoner.can_be([Wish(condition, END, holds) for condition, holds in wishes])


RULES = (
    no_cost_code,
    cost_code_too_long,
    bad_amount,
    small_charge,
    bad_per,
    fee_never_owed,
    row_never_wins,
    ambiguous_rows,
    idle_concession,
    pay_without_fee,
)
