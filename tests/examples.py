"""With how many examples a property is tried: a few in ``make test``, ten times as many in ``make prove``."""

import os

TIMES = int(os.environ.get("EXAMPLES_TIMES", "1"))


def examples(few: int) -> int:
    """The number for this run; ``few`` is that of ``make test``."""
    return few * TIMES
