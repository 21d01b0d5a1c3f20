"""Numbers that a browser sends: ids and revisions, as text that may be anything."""

LONGEST = 18  # digits: every number that a column of ours holds, and no work for longer ones


def number_in(text: str) -> int:
    """The number that ``text`` is, such as a row's id; 0, which no row has, where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 0
