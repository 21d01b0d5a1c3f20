"""Which pages were made from files, and which page each became: in the audit log, which outlives what people do to them.

A page that was deleted since is not made again, and what stands below one that was moved since goes where it went.
"""

from typing import Any

from wagtail.log_actions import LogFormatter, log
from wagtail.models import PageLogEntry

from content.models import ContentPage

ACTION = "guildhall.from_file"


def remember(page: ContentPage, audience: str, path: str) -> None:
    """Write down that the file of this path became this page."""
    log(instance=page, action=ACTION, data={"audience": audience, "path": path})


def remembered(audience: str) -> dict[str, int]:
    """The id of the page that each file of a site became, by path; some of them may be gone."""
    rows = PageLogEntry.objects.filter(action=ACTION, data__audience=audience).order_by("pk")
    return {data["path"]: page for data, page in rows.values_list("data", "page_id")}


class MadeFromFile(LogFormatter):
    """The line as the admin shows it."""

    label = "Make from a file"

    def format_message(self, log_entry: Any) -> str:
        """Which file."""
        return f"Made from the content file of {log_entry.data.get('path', '')}"
