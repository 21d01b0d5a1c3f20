"""The rehearsal: many walks, each aimed at what no walk has seen yet."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from random import Random
from statistics import median

from forms_engine.definition.document import Definition, Question
from forms_engine.runtime.conditions import holds
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.facts import Findings
from forms_engine.runtime.fees import NO_CARD_PAYS
from forms_engine.runtime.rehearsal.goals import Plan, Planner, conditions_of
from forms_engine.runtime.rehearsal.report import (
    Defect,
    FeeSeen,
    Missed,
    PathTaken,
    RehearsalReport,
    Timing,
)
from forms_engine.runtime.rehearsal.resident import Clock, Walk, group_sizes, items_wanted, walk
from forms_engine.runtime.rehearsal.wrong import wrong_answers
from forms_engine.runtime.steps import with_page
from forms_engine.runtime.values import Answer

MOST_DEFECTS = 100
# Of all evaluations together: some three seconds' worth. A rehearsal is asked for in an editor's request, and a journey
# of 200 pages would take a minute; its plans come first, so what is left out is chance.
MOST_PAGES = 800_000
SHARE_LEFT_OUT = 0.3  # of the optional questions, in a walk without a plan for them


def rehearse(definition: Definition, *, today: date, paths: int = 200, seed: int = 0) -> RehearsalReport:
    """Walk through a journey with made-up answers until every page, block, condition and fee has been seen, or ``paths``
    walks are used up.

    A very long journey gets fewer walks, so that the whole stays within seconds.

    Pure: it only evaluates. ``today`` is the day it is rehearsed for. The same definition, day, number of paths and
    seed give the same report but for its timing. The definition is one that can be published.
    """
    return _Rehearsal(definition, today, Random(seed), paths, seed).run()  # noqa: S311 (made-up answers, no secrets)


class _Rehearsal:
    """One rehearsal under way: what has been seen so far."""

    def __init__(self, definition: Definition, today: date, random: Random, paths: int, seed: int) -> None:
        self.definition, self.today, self.random, self.most, self.seed = (
            definition,
            today,
            random,
            paths,
            seed,
        )
        self.clock = Clock(definition, today)
        self.planner = Planner(definition, today, random)
        self.walks = 0
        self.pages: set[str] = set()
        self.shown: set[tuple[str, int]] = set()
        self.hidden: set[tuple[str, int]] = set()
        self.truths: set[tuple[str, bool]] = set()
        self.taken: dict[tuple[str, ...], PathTaken] = {}
        self.exits: Counter[str] = Counter()
        self.fees: Counter[tuple[tuple[str, int], ...]] = Counter()
        self.bookings = 0
        self.routes: Counter[str] = Counter()
        self.tried: set[str] = set()
        self.wrong_tried = self.wrong_refused = 0
        self.defects: dict[tuple[str, str], Defect] = {}

    def run(self) -> RehearsalReport:
        self.go(Plan())
        for plan in self._plans():
            if self.is_over():
                break
            self.go(plan)
        # What is left over goes to chance, until chance brings nothing new for a while.
        idle = 0
        while not self.is_over() and idle < max(20, self.most // 4):
            before = len(self.taken), len(self.fees), len(self.truths), len(self.shown)
            self.go(self._by_chance(), by_chance=True)
            after = len(self.taken), len(self.fees), len(self.truths), len(self.shown)
            idle = 0 if after != before else idle + 1
        return self._report()

    def is_over(self) -> bool:
        """Whether the walks, or the time for them, are used up."""
        return self.walks >= self.most or self.clock.pages >= MOST_PAGES

    # -- what to aim at ----------------------------------------------------------------------------------

    def _plans(self) -> Iterator[Plan]:
        """A plan for each thing no walk has seen by the time it is asked for. Pages come first."""
        pages = self.definition.all_pages
        for number, page in enumerate(pages):
            if page.key not in self.pages and (plan := self.planner.to_page(number)):
                yield plan
        for name, condition in conditions_of(self.definition):
            for wanted in (True, False):
                if (name, wanted) not in self.truths and (plan := self.planner.to_truth(condition, wanted)):
                    yield plan
        for number, page in enumerate(pages):
            for index, block in enumerate(page.blocks):
                if block.show_when is None:
                    continue
                if (page.key, index) not in self.shown and (plan := self.planner.to_block(number, index)):
                    yield plan
                if (page.key, index) not in self.hidden and (
                    plan := self.planner.to_block(number, index, False)
                ):
                    yield plan
        for key, sizes in group_sizes(self.definition).items():
            first = next(
                n for n, group in enumerate(self.planner.outline.page_group) if group and group.key == key
            )
            for size in sizes:
                plan = self.planner.to_page(first) or Plan()
                yield Plan(plan.answers, plan.left_out, {**plan.items, key: size})

    def _by_chance(self) -> Plan:
        """Half of these walks keep clear of the exit pages, or most of them would be short."""
        sizes = group_sizes(self.definition)
        past_exits = self.planner.to_the_end() if self.random.random() < 0.5 else None
        return Plan(
            past_exits.answers if past_exits else {},
            items={key: self.random.choice(numbers) for key, numbers in sizes.items()},
        )

    # -- one walk ----------------------------------------------------------------------------------------

    def go(self, plan: Plan, by_chance: bool = False) -> None:
        """One walk by a plan; what the plan does not say is the most ordinary answer, or chance."""

        def choose(question: Question, item: int) -> Answer:
            answers = self.planner.answers(question.key)
            optional = not question.required or question.type == "hidden"
            # Without the amount that is owed nobody goes on.
            optional = optional and question.key not in self.planner.owed_facts
            if item <= 1:
                if question.key in plan.answers:
                    return plan.answers[question.key]
                if question.key in plan.left_out and optional:
                    return None
            if not answers:
                return None
            if by_chance or item > 1:
                if optional and self.random.random() < SHARE_LEFT_OUT:
                    return None
                return self.random.choice(answers)
            return answers[0]

        taken = walk(self.clock, choose, items_wanted(self.definition, plan.items), self._look)
        self.walks += 1
        self._note(taken)

    def _note(self, taken: Walk) -> None:
        evaluation = taken.evaluation
        if evaluation is None:
            return
        for defect in taken.defects:
            self._defect(defect)
        self.pages |= taken.pages
        steps = tuple(taken.steps)
        before = self.taken.get(steps)
        # The answers and the fee are of the same walk, the first one.
        self.taken[steps] = (
            replace(before, walks=before.walks + 1)
            if before
            else PathTaken(
                steps,
                1,
                taken.ended,
                evaluation.fee_pence if taken.ended == "sent" else 0,
                dict(taken.answers),
            )
        )
        made_up_amount = any(one.code in NO_CARD_PAYS for one in evaluation.problems)
        if taken.ended == "stuck" and not taken.defects and not made_up_amount:
            unfinished = evaluation.first_unfinished
            place = unfinished.step if unfinished else ""
            self._defect(Defect("dead-end", place, "All was answered here, and still nothing can be sent."))
        if evaluation.exit is not None:
            self.exits[evaluation.exit.key] += 1
        if taken.ended == "sent":
            self.fees[tuple((line.key, line.amount_pence) for line in evaluation.fee_lines)] += 1
            self.bookings += evaluation.booking is not None
            self.routes.update(evaluation.routes)
        for name, condition in conditions_of(self.definition):
            # What somebody would pay who may not even apply is nobody's concern.
            if taken.ended == "sent" or name in self.definition.conditions:
                self.truths.add(
                    (
                        name,
                        holds(condition, self.definition, evaluation.answers, self.today, evaluation.facts),
                    )
                )
        self._evaluate_again(taken)

    def _evaluate_again(self, taken: Walk) -> None:
        """What counted, evaluated again, has to give the same."""
        first = taken.evaluation
        if first is None:
            return
        again = self.clock.evaluate(first.answers, taken.findings)
        if again.answers != first.answers or [s.step for s in again.path] != [s.step for s in first.path]:
            self._defect(
                Defect(
                    "not-stable", "", "Evaluating the answers that count gives other answers or another path."
                )
            )

    def _look(self, state: PageState, answers: Mapping[str, Answer], findings: Findings) -> None:
        """Note what a page showed, and try wrong answers at its questions."""
        shown = {id(block) for block in state.blocks}
        for index, block in enumerate(state.page.blocks):
            (self.shown if id(block) in shown else self.hidden).add((state.page.key, index))
        for question in state.questions:
            if question.key not in self.tried:
                self.tried.add(question.key)
                self._try_wrong(state, question, answers, findings)

    def _try_wrong(
        self, state: PageState, question: Question, answers: Mapping[str, Answer], findings: Findings
    ) -> None:
        for wrong in wrong_answers(question, self.today):
            found = self.clock.evaluate(with_page(answers, state.step, {question.key: wrong}), findings)
            here = found.state_of(state.step)
            self.wrong_tried += 1
            if here is not None and any(
                problem.question == question.key and problem.code != "look-up-waiting"
                for problem in here.problems
            ):
                self.wrong_refused += 1
            else:
                self._defect(
                    Defect(
                        "wrong-taken",
                        question.key,
                        f"This answer should have been refused: {repr(wrong)[:80]}.",
                    )
                )

    def _defect(self, defect: Defect) -> None:
        if len(self.defects) < MOST_DEFECTS:
            self.defects.setdefault((defect.code, defect.place), defect)

    # -- what to say of it -------------------------------------------------------------------------------

    def _report(self) -> RehearsalReport:
        missed = [
            Missed(page.key, self.planner.why_not(number))
            for number, page in enumerate(self.definition.all_pages)
            if page.key not in self.pages
        ]
        missed += [
            Missed(key, "No walk came to it.")
            for key, group in self.definition.groups.items()
            if not group.count and key not in self.pages
        ]
        in_order = [part.key for part in self.definition.pages] + [
            page.key for group in self.definition.groups.values() for page in group.pages
        ]
        spent = self.clock.milliseconds
        return RehearsalReport(
            slug=self.definition.slug,
            seed=self.seed,
            walks=self.walks,
            pages_reached=tuple(key for key in in_order if key in self.pages),
            pages_missed=tuple(missed),
            paths=tuple(sorted(self.taken.values(), key=lambda path: (-path.walks, path.steps))),
            exits=dict(sorted(self.exits.items())),
            fees=tuple(
                FeeSeen(dict(lines), sum(pence for _key, pence in lines), walks)
                for lines, walks in sorted(self.fees.items())
            ),
            bookings=self.bookings,
            routes=dict(sorted(self.routes.items())),
            conditions_open=tuple(
                f"{name} was never {'true' if wanted else 'false'}"
                for name in self.definition.conditions
                for wanted in (True, False)
                if (name, wanted) not in self.truths
            ),
            wrong_tried=self.wrong_tried,
            wrong_refused=self.wrong_refused,
            defects=tuple(self.defects.values()),
            timing=Timing(len(spent), round(median(spent), 3), round(max(spent), 3)),
        )
