"""The one answer to "where is this resident, and what does it cost?", from the whole answer set."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from forms_engine.definition.document import (
    NO_TEXT,
    BookingNeed,
    Content,
    Definition,
    Group,
    Lookup,
    Page,
    Question,
    Text,
)
from forms_engine.definition.question_types import MOST_ITEMS
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.conditions import GROUP, Conditions
from forms_engine.runtime.facts import DOWN, FOUND, NOTHING, Findings, LookedUp, inputs_for
from forms_engine.runtime.fees import OwedLine, cannot_be_paid, owed_lines, unknown_amounts
from forms_engine.runtime.marks import filled_page
from forms_engine.runtime.numbers import read_number
from forms_engine.runtime.problems import WORDS, Problem, problem
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import Answer, Answers, is_blank


@dataclass(frozen=True, slots=True)
class PageState:
    """One page of the path with what is shown on it and what is wrong with its answers.

    ``step``: a page's key; ``<group>/<n>/<page>`` for a page about one item; a group's key for the page that lists its
    items. ``answers``: what is kept of this page, as it was typed. ``item``: from 1, 0 unless it is about one.
    ``items``: how many the group has.
    """

    step: str
    page: Page
    blocks: tuple[Question | Content, ...]
    problems: tuple[Problem, ...]
    answers: Answers
    group: Group | None = None
    item: int = 0
    items: int = 0

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions shown, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Question))

    @property
    def is_list(self) -> bool:
        """Whether this is the page that lists a group's items."""
        return self.group is not None and not self.item

    def asks_more_than(self, before: "PageState") -> bool:
        """Whether it shows something that nobody has seen or answered who was shown ``before``: what only another answer
        on the same page brought up, required or not."""
        return any(
            block not in before.blocks
            and not (isinstance(block, Question) and (block.type == "hidden" or block.key in self.answers))
            for block in self.blocks
        )


@dataclass(frozen=True)
class Evaluation:
    """Where a set of answers leads.

    ``path``: the pages shown, in order, an exit page last where one is met.
    ``answers``: only those that count (asked on the path, nothing wrong with them), in canonical form.
    ``fee_lines``: what is owed; empty means no payment step. ``booking``: the place that has to be booked, if any.
    ``routes``: who gets the request. ``facts``: what was looked up, by key, in canonical form; ``looked_up``: the
    look-ups that the path came to, also those that nobody has made yet.
    """

    path: tuple[PageState, ...]
    answers: dict[str, Answer]
    fee_lines: tuple[OwedLine, ...]
    booking: BookingNeed | None = None
    routes: tuple[str, ...] = ()
    facts: dict[str, Answer] = field(default_factory=dict)
    looked_up: tuple[LookedUp, ...] = ()

    @cached_property
    def _places(self) -> dict[str, int]:
        return {state.step: place for place, state in enumerate(self.path)}

    @property
    def exit(self) -> Page | None:
        """The exit page this journey ends at, if it does."""
        return self.path[-1].page if self.path and self.path[-1].page.exit else None

    @cached_property
    def first_unfinished(self) -> PageState | None:
        """The first page that still has a problem, or the exit page; None when everything can be sent."""
        return next((state for state in self.path if state.problems or state.page.exit), None)

    @property
    def can_submit(self) -> bool:
        """Whether these answers, as they are, make a request."""
        return bool(self.path) and self.first_unfinished is None

    @property
    def fee_pence(self) -> int:
        """What is owed in all, in pence."""
        return sum(line.amount_pence for line in self.fee_lines)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem on the path, in the order asked."""
        return tuple(found for state in self.path for found in state.problems)

    @property
    def reachable(self) -> tuple[PageState, ...]:
        """The pages of the path up to and with the first unfinished one."""
        stop = self.first_unfinished
        return self.path if stop is None else self.path[: self._places[stop.step] + 1]

    def state_of(self, step: str) -> PageState | None:
        """The page of that step, where it is on the path."""
        place = self._places.get(step)
        return None if place is None else self.path[place]

    def after(self, step: str) -> PageState | None:
        """The page that follows on the path; None after the last (check your answers comes next)."""
        place = self._places[step] + 1
        return self.path[place] if place < len(self.path) else None

    def before(self, step: str) -> PageState | None:
        """The page that comes before on the path; None for the first."""
        place = self._places[step]
        return self.path[place - 1] if place else None


def evaluate(
    definition: Definition, answers: Answers, today: date, findings: Findings = NOTHING
) -> Evaluation:
    """Evaluate a journey over its whole answer set, and what the server has looked up for it (``findings``, which no
    caller from outside has a say in). What was found for other answers than these counts for nothing.

    An answer counts only if its question is shown by the answers that count before it, so whatever is left on an
    abandoned branch changes neither path, fee nor problems. ``today`` is the council's local date. Never raises,
    whatever the answers are.
    """
    walk = _Walk(definition, today, findings)
    for place, part in enumerate(definition.pages):
        walk.place = place
        if part.show_when is not None and not walk.shown(part.show_when):
            continue
        if isinstance(part, Group):
            walk.group(part, answers.get(part.key))
        else:
            walk.page(part, part.key, answers, walk.counted)
            if part.exit:
                break
    counted, conditions = walk.counted, walk.conditions
    lines = owed_lines(definition, counted, conditions)
    if not (walk.path and walk.path[-1].page.exit):
        walk.stop_at(unknown_amounts(definition, counted, conditions))
        walk.stop_at_total(lines)
    end = len(definition.pages)
    booking = definition.booking
    if booking and booking.when is not None and not conditions.holds(booking.when, counted, end):
        booking = None
    routes = tuple(
        route
        for route in definition.routes
        if (when := definition.routes_when.get(route)) is None or conditions.holds(when, counted, end)
    )
    return Evaluation(
        tuple(walk.path),
        counted,
        lines,
        booking,
        routes,
        conditions.facts,
        tuple(walk.looked_up),
    )


class _Walk:
    """One evaluation under way: what has been passed and what counts so far."""

    def __init__(self, definition: Definition, today: date, findings: Findings) -> None:
        self.definition, self.today, self.findings = definition, today, findings
        self.looked_up: list[LookedUp] = []
        self.conditions = Conditions(definition, today)
        self.counted: dict[str, Answer] = {}
        self.path: list[PageState] = []
        self.place = 0

    def shown(self, condition: object, item: Answers | None = None) -> bool:
        return self.conditions.holds(condition, self.counted, self.place, item)  # type: ignore[arg-type]

    def page(
        self,
        page: Page,
        step: str,
        given: Answers,
        counted: dict[str, Answer],
        group: Group | None = None,
        item: int = 0,
        items: int = 0,
    ) -> None:
        """Ask one page: ``given`` are the answers to look among, ``counted`` where those that count are put."""
        asked_for = counted if group else None
        if page.key in self.definition.pages_with_marks:
            page = filled_page(page, self.definition.facts_by_key, self.conditions.facts)
        blocks: list[Question | Content] = []
        problems: list[Problem] = []
        kept: dict[str, Answer] = {}
        for block in page.blocks:
            if block.show_when is not None and not self.shown(block.show_when, asked_for):
                continue
            blocks.append(block)
            if type(block) is not Question:
                continue
            answer = given.get(block.key)
            if answer is not None:
                kept[block.key] = answer
            found = check_answer(block, answer, self.today)
            if found:
                problems += [replace(one, step=step) for one in found]
            elif not is_blank(answer):
                counted[block.key] = tidy(block, answer)
        if page.lookup is not None and not problems and not group:
            problems += self.look_up(page, page.lookup, blocks)
        self.path.append(PageState(step, page, tuple(blocks), tuple(problems), kept, group, item, items))

    def look_up(self, page: Page, lookup: Lookup, blocks: list[Question | Content]) -> list[Problem]:
        """Count what was looked up for the page's answers; what stands in the way of going on."""
        inputs = inputs_for(lookup, self.counted)
        if inputs is None:
            return []
        finding = self.findings.get(page.key)
        if finding is not None and finding.inputs != inputs:
            finding = None
        looked_up = LookedUp(page.key, lookup, inputs, finding)
        self.looked_up.append(looked_up)
        if finding is not None and finding.outcome == FOUND:
            known = {output.key for output in lookup.outputs}
            self.conditions.facts.update((key, fact) for key, fact in finding.values.items() if key in known)
        if looked_up.is_settled:
            return []
        code, words = "look-up-waiting", NO_TEXT
        if finding is not None:
            code, words = (
                ("look-up-down", lookup.down)
                if finding.outcome == DOWN
                else ("look-up-not-found", lookup.not_found)
            )
        return [_not_looked_up(page, lookup, blocks, code, words)]

    def stop_at(self, unknown: Set[str]) -> None:
        """Nobody goes on from a look-up that should have said one of these facts: it counts as down."""
        for one in self.looked_up if unknown else ():
            place = next(n for n, state in enumerate(self.path) if state.step == one.page)
            state, lookup = self.path[place], one.lookup
            if not state.problems and any(output.key in unknown for output in lookup.outputs):
                down = _not_looked_up(state.page, lookup, state.blocks, "look-up-down", lookup.down)
                self.path[place] = replace(state, problems=(down,))

    def stop_at_total(self, lines: Sequence[OwedLine]) -> None:
        """Nobody sends what no card can be charged with: said beside the number that it comes from, or else on the last
        page."""
        code = cannot_be_paid(lines)
        if not code or not self.path or any(state.problems for state in self.path):
            return
        dearest = max(lines, key=lambda line: line.amount_pence).key
        per = next(line.per for line in self.definition.fees if line.key == dearest)
        place, question = len(self.path) - 1, None
        for n, state in enumerate(self.path if per else ()):
            question = question or next((one for one in state.questions if one.key == per), None)
            if state.step == per or question in state.questions:
                place = n
                break
        state = self.path[place]
        found = problem(question, code) if question else Problem("", code, Text(WORDS[code]))
        self.path[place] = replace(state, problems=(replace(found, step=state.step),))

    def group(self, group: Group, given: Answer) -> None:
        """Ask a group's pages for each item, then (unless its number is answered elsewhere) list the items."""
        items = [one if isinstance(one, Mapping) else {} for one in given] if isinstance(given, list) else []
        number = self._number_of_items(group, len(items))
        items = (items + [{}] * number)[:number]
        counted: list[dict[str, Answer]] = []
        for n, answers in enumerate(items, start=1):
            own: dict[str, Answer] = {GROUP: group.key}
            for page in group.pages:
                if page.show_when is None or self.shown(page.show_when, own):
                    self.page(page, f"{group.key}/{n}/{page.key}", answers, own, group, n, number)
            del own[GROUP]
            counted.append(own)
        if counted:
            self.counted[group.key] = counted
        if not group.count:
            listed = Page(key=group.key, title=group.title, blocks=(), section=group.section)
            problems = _too_many(group, number)
            self.path.append(PageState(group.key, listed, (), problems, {}, group, 0, number))

    def _number_of_items(self, group: Group, given: int) -> int:
        if not group.count:
            return min(max(given, group.min), MOST_ITEMS)
        number = read_number(self.counted.get(group.count))
        return 0 if number is None else max(0, min(int(number), group.max, MOST_ITEMS))


def _not_looked_up(
    page: Page, lookup: Lookup, blocks: Sequence[Question | Content], code: str, words: Text
) -> Problem:
    """Said beside the first of the page's questions that the look-up is asked with."""
    asked = {source.partition(".")[0] for source in lookup.inputs.values()}
    at = next((block.key for block in blocks if isinstance(block, Question) and block.key in asked), "")
    return Problem(at, code, words or Text(WORDS[code]), step=page.key)


def _too_many(group: Group, number: int) -> tuple[Problem, ...]:
    if number <= group.max:
        return ()
    words = {language: words.format(limit=group.max) for language, words in WORDS["too-many-items"].items()}
    return (Problem(group.key, "too-many-items", Text(words), step=group.key),)
