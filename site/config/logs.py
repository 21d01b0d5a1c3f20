"""Log lines without what people told us (law 7)."""

import logging
import re
from types import TracebackType

# PostgreSQL's DETAIL repeats the row or the value it refused.
DETAIL = re.compile(r"^DETAIL:.*$(?:\n(?!\s|[A-Za-z_.]+(?:Error|Exception)).*$)*", re.MULTILINE)
# The last part of a payment's return address, or of an invitation's or a letter's, opens it, and that of a preview's shows
# the draft.
SECRET_PART = re.compile(
    r"(/payments/(?:return|pay|receipt)/|/api/v1/previews/|/invitations/|/account/helping/invited/|/feedback/|/following/"
    r"|/updates/(?:confirm|choices|stop)/)"
    r"[^/\s?]+"
)
# The number of a property, below a page that looks something up for it: beside a network's address it says who lives there.
PROPERTY = re.compile(r"(?<=/)[1-9][0-9]{5,11}(?=/(?:calendar\.ics)?(?:\s|$))")


class DiscreetFormatter(logging.Formatter):
    """The usual lines, less the values in database errors and the secret part of addresses."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and its traceback where there is one."""
        return PROPERTY.sub("…", SECRET_PART.sub(r"\1…", super().format(record)))

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The traceback without the values."""
        return DETAIL.sub("DETAIL: left out", super().formatException(ei))
