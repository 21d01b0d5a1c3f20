"""Paths in Wagtail's trees (treebeard's): four characters for each level, so that a row's own begins with those above."""

STEP = 4


def path_above(path: str) -> str:
    """The path one level up; "" at the top."""
    return path[:-STEP]


def paths_above(path: str) -> list[str]:
    """The paths of everything above, the nearest first."""
    return [path[:end] for end in range(len(path) - STEP, 0, -STEP)]


def paths_between(top: str, path: str) -> list[str]:
    """The paths from ``top`` down to the one above ``path``, which lies below it."""
    return [path[:end] for end in range(len(top), len(path), STEP)]
