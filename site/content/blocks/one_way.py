"""Blocks that lead somewhere: to one of several kinds of ends."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.struct_block import StructBlockValidationError


def check_one_way(value: Any, names: Iterable[str]) -> None:
    """See that a block leads to exactly one end.

    Args:
        value: the block's cleaned value.
        names: of the fields an end can be in, the first being the one that is told where all are empty.

    Raises:
        StructBlockValidationError: at the field to change.
    """
    names = list(names)
    chosen = [name for name in names if value.get(name)]
    if not chosen:
        problem = _("Say where it leads: choose one of these.")
        raise StructBlockValidationError(block_errors={names[0]: ValidationError(problem)})
    if len(chosen) > 1:
        problem = _("It can lead to one of these only. Keep the one you want and clear the others.")
        raise StructBlockValidationError(block_errors={name: ValidationError(problem) for name in chosen[1:]})
