"""The audit log's lines about who may read: who changed it, from what to what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.log_actions import LogFormatter, log

from content.audience_words import choice_in_words

if TYPE_CHECKING:
    from content.models import CollectionAudience, ContentPage

ACTION = "guildhall.audience"

# What was chosen: the audience, and the organisations it is limited to.
Choice = tuple[str, list[str]]


def chosen(page_id: int | None) -> Choice | None:
    """What the database has of a page now; ``None`` for a page it has not, or nobody could ever read."""
    model: Any = apps.get_model("content", "ContentPage")
    found = (
        model.objects.filter(pk=page_id, first_published_at__isnull=False)
        if page_id
        else model.objects.none()
    )
    choice = found.values_list("audience", "organisations").first()
    return (choice[0], list(choice[1])) if choice else None


def note_change(page: "ContentPage", before: Choice | None) -> None:
    """Write a line if the page's own audience is another than ``before``, in the name of whoever is at work."""
    _note(page, before, (page.audience, page.organisations), revision=page.latest_revision)


def note_collection_change(setting: "CollectionAudience", before: Choice | None) -> None:
    """The same for the files of a collection; ``before`` is ``None`` for one that said nothing."""
    _note(setting.collection, before or ("", []), (setting.audience, setting.organisations))


def _note(instance: Any, before: Choice | None, after: tuple[str, Sequence[str]], **more: Any) -> None:
    now: Choice = (after[0], list(after[1]))
    if before is not None and before != now:
        data = {
            name: {"audience": one[0], "organisations": one[1]}
            for name, one in (("from", before), ("to", now))
        }
        log(instance=instance, action=ACTION, data=data, **more)


class AudienceChanged(LogFormatter):
    """The line as the admin shows it."""

    label = "Change who may read"

    def format_message(self, log_entry: Any) -> str:
        """From what to what."""
        before, after = (
            choice_in_words(log_entry.data[name]["audience"], log_entry.data[name]["organisations"])
            for name in ("from", "to")
        )
        return _("Changed who may read: from “%(before)s” to “%(after)s”") % {
            "before": before,
            "after": after,
        }
