"""Putting conditions together as shortly as they can be written."""

from collections.abc import Mapping

from forms_engine.definition.document import All, AnyOf, Comparison, Condition, Not, leaves

ALWAYS: Condition = All(())
NEVER: Condition = AnyOf(())
MOST_COMPARED = 200  # alternatives


def opposite(condition: Condition) -> Condition:
    """The opposite, without a double no."""
    if condition in {ALWAYS, NEVER}:
        return NEVER if condition == ALWAYS else ALWAYS
    return condition.part if isinstance(condition, Not) else Not(condition)


def all_of(parts: list[Condition]) -> Condition:
    """All of several conditions, as short as it can be written."""
    flat = [
        one for part in parts for one in (part.parts if isinstance(part, All) else (part,)) if one != ALWAYS
    ]
    unique = list(dict.fromkeys(flat))
    if NEVER in unique:
        return NEVER
    return unique[0] if len(unique) == 1 else All(tuple(unique))


def any_of(parts: list[Condition]) -> Condition:
    """Any of several conditions, as short as it can be written."""
    flat = [
        one for part in parts for one in (part.parts if isinstance(part, AnyOf) else (part,)) if one != NEVER
    ]
    if ALWAYS in flat:
        return ALWAYS
    wanted = {one: frozenset(one.parts if isinstance(one, All) else (one,)) for one in flat}
    # What only holds where another holds adds nothing.
    if len(wanted) > MOST_COMPARED:
        return AnyOf(tuple(wanted))
    unique = [one for one in wanted if not any(wanted[other] < wanted[one] for other in wanted)]
    return unique[0] if len(unique) == 1 else AnyOf(tuple(unique))


def questions_behind(condition: Condition, declared: Mapping[str, Condition]) -> frozenset[str]:
    """The questions a condition is about, also through the conditions it names, however these are made of each other."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [condition]
    while waiting:
        for leaf in leaves(waiting.pop()):
            if isinstance(leaf, Comparison):
                found.add(leaf.question)
            elif leaf.condition not in seen and leaf.condition in declared:
                seen.add(leaf.condition)
                waiting.append(declared[leaf.condition])
    return frozenset(found)
