"""Conditions of the source as conditions of ours.

Where a question has no answer, both engines compare with ``null``: it is not 'yes', it contains nothing, and JavaScript
takes it for 0 beside a number. Ours is false about what was not answered. So ``is not`` becomes the opposite of ``is``,
and a comparison that null fulfils says "or not answered". (XGov's older engine fails on a question that was never shown,
and takes the whole condition for false; DEFRA's, which goes on from it, mended that, and so it is read here.)
"""

from forms_engine.definition.document import All, AnyOf, Comparison, Condition, Named, Not, leaves
from forms_engine.definition.importers.comparisons import flat, holds, null_fulfils, truthy
from forms_engine.definition.importers.expressions import (
    Combined,
    Compared,
    Name,
    NotUnderstood,
    Tree,
    read_expression,
)
from forms_engine.definition.importers.keys import slug_of_name
from forms_engine.definition.importers.lists import value_text
from forms_engine.definition.importers.logic import ALWAYS, NEVER, all_of, any_of, opposite
from forms_engine.definition.importers.questions import Questions

DEEPEST, MOST_LEAVES = 15, 1_500  # of one condition; the language takes a little more


class Translator:
    """Turns expressions about the source's names into conditions about our keys."""

    def __init__(self, questions: Questions, keys_of_conditions: dict[str, str]) -> None:
        self._questions = questions
        self._conditions = keys_of_conditions

    def expression(self, words: str) -> Condition:
        """The condition that an expression says.

        Raises:
            NotUnderstood: where ours has no words for it.
        """
        return self.condition(read_expression(words))

    def condition(self, tree: Tree) -> Condition:
        """The condition of a whole tree.

        Raises:
            NotUnderstood: where ours has no words for it, or it is too large for anybody to follow.
        """
        found = self.tree(tree)
        if _depth(found) > DEEPEST or sum(1 for _ in leaves(found)) > MOST_LEAVES:
            raise NotUnderstood("it is too large")
        return found

    def tree(self, tree: Tree) -> Condition:
        """The condition of a part of a tree."""
        match tree:
            case bool():
                return ALWAYS if tree else NEVER
            case Combined("not", (part,)):
                return opposite(self.tree(part))
            case Combined("and", parts):
                return all_of([self.tree(part) for part in parts])
            case Combined(_, parts):
                return any_of([self.tree(part) for part in parts])
            case Name():
                return self._bare(tree)
            case Compared():
                return self.comparison(tree)

    def named(self, reference: str) -> Condition:
        """Another condition by its name or id in the source.

        Raises:
            NotUnderstood: when there is none.
        """
        key = self._conditions.get(reference)
        if key is None:
            raise NotUnderstood(f"there is no condition “{reference[:60]}”")
        return Named(key)

    def comparison(self, compared: Compared) -> Condition:
        """A comparison of a question with a value."""
        if compared.operator == "!=":
            positive = Compared(compared.left, "==", compared.right)
            return opposite(self.comparison(positive))
        name = compared.left.name
        if name in self._conditions and not self._questions.find(name):
            truth = self.named(name)
            return truth if compared.right is True else opposite(truth) if compared.right is False else NEVER
        found = self._questions.find(name)
        if not found:
            # Kept as it is, so that the linter names the question that is not there.
            return Comparison(slug_of_name(name) or "question", "is", value_text(flat(compared.right)))
        answered = any_of([holds(asked, compared) for asked in found])
        if null_fulfils(compared):
            blank: list[Condition] = [Comparison(asked.key, "answered", False) for asked in found]
            return any_of([answered, all_of(blank)])
        return answered

    def _bare(self, name: Name) -> Condition:
        """A name on its own: a condition, or a question whose answer is not nothing."""
        if name.length:
            raise NotUnderstood("a length on its own is no condition")
        found = self._questions.find(name.name)
        if not found:
            return self.named(name.name)
        return any_of([truthy(asked) for asked in found])


def _depth(condition: Condition) -> int:
    match condition:
        case All(parts) | AnyOf(parts):
            return 1 + max(map(_depth, parts), default=0)
        case Not(part):
            return 1 + _depth(part)
    return 1
