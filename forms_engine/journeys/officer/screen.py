"""What of a journey is on the officer's one screen. No Django here.

Everything that is certain to be asked is there from the beginning, so that an officer can write things down in the order
in which a caller says them. What hangs on an answer that is still missing or wrong waits for it: it would come and go.
The pages that the page-by-page wizard would show are always there, whole, so that nothing it asks is ever left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from forms_engine.definition.document import Condition, Definition, Page, Question
from forms_engine.runtime.evaluate import Evaluation, PageState
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.steps import item_of


@dataclass(frozen=True, slots=True)
class ShownPage:
    """One page on the screen. ``state`` has only the blocks that are shown; ``places`` are theirs among the page's, so
    that it can be told what is new when the screen is shown again."""

    state: PageState
    places: tuple[int, ...]

    @property
    def step(self) -> str:
        """Where on the path it is."""
        return self.state.step


def screen_of(definition: Definition, evaluation: Evaluation) -> tuple[ShownPage, ...]:
    """The pages on the screen, in the order asked. An exit page is there when everything before it is answered; nothing
    is shown after a look-up that has not come to an end, as what follows may say what was found."""
    return tuple(_pages(definition, evaluation))


def page_of(definition: Definition, step: str) -> tuple[Page, str, int] | None:
    """A page by its step, with its group's key and the item's number ("", 0 where it is about none), whether or not it
    is on the path now; None where there is none."""
    item = item_of(step)
    if item is None:
        own = next((part for part in definition.pages if part.key == step), None)
        return (own, "", 0) if isinstance(own, Page) else None
    group, inner = definition.groups.get(item[0]), step.rpartition("/")[2]
    found = next((page for page in group.pages if page.key == inner), None) if group else None
    return (found, *item) if found else None


def _pages(definition: Definition, evaluation: Evaluation) -> Iterator[ShownPage]:
    certain = {state.step for state in evaluation.reachable}
    open_questions = _Open(definition, evaluation)
    parts = {part.key: part for part in definition.pages}
    for state in evaluation.path:
        if state.step in certain:
            yield ShownPage(state, _places(state))
        elif state.page.exit:
            return
        else:
            part = parts[state.group.key if state.group else state.step]
            # An item's page has a condition of its own.
            conditions = {id(one): one for one in (part.show_when, state.page.show_when) if one is not None}
            if any(open_questions.behind(one, state) for one in conditions.values()):
                continue
            blocks = tuple(
                block
                for block in state.blocks
                if block.show_when is None or not open_questions.behind(block.show_when, state)
            )
            shown = replace(state, blocks=blocks)
            yield ShownPage(shown, _places(shown))
        if state.page.lookup is not None and state.problems:
            return


class _Open:
    """The questions that a condition cannot rely on yet: asked, and not answered as they have to be."""

    def __init__(self, definition: Definition, evaluation: Evaluation) -> None:
        self._definition = definition
        self._anywhere: set[str] = set()
        self._in_item: set[tuple[str, int, str]] = set()
        for state in evaluation.path:
            for found in state.problems:
                self._note(state, found)

    def _note(self, state: PageState, found: Problem) -> None:
        self._anywhere.add(found.question)
        if state.group is not None:
            self._in_item.add((state.group.key, state.item, found.question))

    def behind(self, condition: Condition, state: PageState) -> bool:
        """Whether the condition of something on that page is about one of them. Of questions of the same item, only
        that item's count."""
        for key in self._definition.questions_behind(condition):
            group = self._definition.group_of.get(key, "")
            if group and state.group is not None and state.group.key == group:
                if (group, state.item, key) in self._in_item:
                    return True
            elif key in self._anywhere:
                return True
        return False


def _places(state: PageState) -> tuple[int, ...]:
    """Where the blocks shown stand among the page's own. What nobody sees is not among them."""
    seen = {
        id(block) for block in state.blocks if not (isinstance(block, Question) and block.type == "hidden")
    }
    return tuple(place for place, block in enumerate(state.page.blocks) if id(block) in seen)
