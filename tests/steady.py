"""Nothing left to chance but what Hypothesis draws: it asks that the same draws end the same way."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch


@contextmanager
def steady(seed: str = "steady") -> Iterator[None]:
    """Ids, tokens and references come from ``seed``, waits are as long as they are at the middle of their range.

    For each example anew where an example takes back what it made, else once for all of them: an id given twice would
    collide.
    """
    source = random.Random(seed)
    with ExitStack() as patches:
        patches.enter_context(patch("random.uniform", return_value=1.0))
        patches.enter_context(patch("os.urandom", source.randbytes))
        # What ``secrets`` draws from.
        patches.enter_context(patch("random._urandom", source.randbytes))
        yield
