"""Looking for answers that make conditions true or false."""

from collections.abc import Callable, Sequence

from forms_engine.definition.document import All, Comparison, Condition
from forms_engine.definition.reasoning.attempt import Attempt, TooLong
from forms_engine.definition.reasoning.cells import Cell, Truth, cells_of, cells_of_group, no_answer
from forms_engine.definition.reasoning.outline import END, MOST_BEHIND, Outline, Spot
from forms_engine.definition.reasoning.wishes import Answerable as Answerable
from forms_engine.definition.reasoning.wishes import Found as Found
from forms_engine.definition.reasoning.wishes import Wish as Wish

MOST_STEPS = 40_000  # comparisons looked at in one search
MOST_STEPS_IN_ALL = 1_500_000  # in all searches of one reasoner: a second or two
ALWAYS = All(())

CellsOf = Callable[[str, Sequence[Comparison]], list[Cell]]


class Reasoner:
    """Answers questions about one definition. ``cells`` builds the kinds of answers to a question; by default those
    that can be known without a clock."""

    def __init__(self, outline: Outline, cells: CellsOf | None = None) -> None:
        self.outline = outline
        self._build = cells or self._by_type
        self._cells: dict[str, list[Cell]] = {}
        self._absent: dict[str, Cell] = {}
        # By identity, as long conditions are slow to compare; the condition is kept, or its identity would be reused.
        self._behind: dict[int, tuple[Condition, frozenset[str]]] = {}
        self._alike: dict[Comparison, Truth] = {}
        self.steps_left = MOST_STEPS_IN_ALL

    # -- questions one can ask ---------------------------------------------------------------------------

    def page_is_reached(self, number: int) -> Found:
        """Whether somebody who answers every required question can come to a page (by its number in ``all_pages``)."""
        spot = self.outline.spot_of_page(number)
        return self.can_be([Wish(one, spot) for one in self.outline.shown_on(number)] or [Wish(ALWAYS, spot)])

    def block_is_shown(self, number: int, index: int, shown: bool = True) -> Found:
        """Whether a block can be seen (or, with ``shown`` false, be left out) on its page."""
        spot = self.outline.spot_of_page(number, index)
        block = self.outline.definition.all_pages[number].blocks[index]
        wishes = [Wish(one, spot) for one in self.outline.shown_on(number)]
        return self.can_be([*wishes, Wish(block.show_when or ALWAYS, spot, shown)])

    def end_is_reached(self) -> Found:
        """Whether anybody can come to check-your-answers."""
        return self.can_be([Wish(ALWAYS, END)])

    def can_be(self, wishes: list[Wish], past_exits: bool = True) -> Found:
        """Whether all wishes can come true together, for somebody who has come as far as the furthest of their spots
        (with ``past_exits`` false: even if an exit page comes before)."""
        at = max((wish.spot for wish in wishes), key=lambda spot: spot.page, default=END)
        if past_exits:
            exits = [(number, page) for number, page in self.outline.exits if number < at.page]
            if len(exits) > MOST_BEHIND:
                return Found(Answerable.UNKNOWN)
            wishes = wishes + [
                Wish(page.show_when or ALWAYS, Spot(number), holds=False) for number, page in exits
            ]
        return self._search(wishes)

    def cells(self, key: str) -> list[Cell]:
        """The kinds of answers to a question or numbers of items of a group."""
        if key not in self._cells:
            self._cells[key] = self._build(key, list(self.outline.comparisons.get(key, ())))
        return self._cells[key]

    def _by_type(self, key: str, comparisons: Sequence[Comparison]) -> list[Cell]:
        group = self.outline.groups.get(key)
        if group:
            return cells_of_group(group, comparisons)
        return cells_of(self.outline.questions[key], comparisons)

    def _no_answer(self, key: str) -> Cell:
        if key not in self._absent:
            self._absent[key] = no_answer(self.outline.comparisons.get(key, ()))
        return self._absent[key]

    def behind(self, condition: Condition) -> frozenset[str]:
        """The questions behind a condition, remembered."""
        found = self._behind.get(id(condition))
        if found is None:
            found = self._behind[id(condition)] = (condition, self.outline.questions_behind(condition))
        return found[1]

    def whatever_is_answered(self, one: Comparison) -> Truth:
        """What a comparison is for every kind of answer and for none, if it is the same for all."""
        if one not in self._alike:
            says = {cell.says(one) for cell in self.kinds(one.question)}
            self._alike[one] = says.pop() if len(says) == 1 else None
        return self._alike[one]

    def kinds(self, key: str) -> list[Cell]:
        """The kinds of answers to a question, and none."""
        return [*self.cells(key), self._no_answer(key)]

    # -- the search --------------------------------------------------------------------------------------

    def _search(self, wishes: list[Wish]) -> Found:
        inside = next((wish.spot.group for wish in wishes if wish.spot.group), "")
        order = self._in_search_order(wishes, inside)
        if order is None:
            return Found(Answerable.UNKNOWN)
        steps = min(MOST_STEPS, self.steps_left)
        attempt = Attempt(self, wishes, order, inside, steps)
        try:
            return attempt.run()
        except TooLong:
            return Found(Answerable.UNKNOWN)
        finally:
            self.steps_left -= steps - attempt.steps_left

    def _in_search_order(self, wishes: list[Wish], inside: str) -> list[str] | None:
        """The questions that matter: those the wishes look at, then those that decide whether these are asked."""
        order: dict[str, None] = {}
        waiting = [key for wish in wishes for key in sorted(self.behind(wish.condition))]
        for key in waiting:  # grows while it is read
            if key in order or key not in self.outline.spots:
                continue
            if self.outline.spots[key].group not in ("", inside):
                continue  # there are as many answers as items, and perhaps none
            order[key] = None
            if len(order) > MOST_BEHIND:
                return None
            for condition in self.outline.shown_when[key]:
                waiting.extend(sorted(self.behind(condition)))
        return list(order)
