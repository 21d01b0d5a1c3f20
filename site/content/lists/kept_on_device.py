"""Everything that the house keeps on somebody's device: the cookies page is made of this list, and a test that walks the
house finds nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from audiences.keys import PARTNER, PUBLIC, STAFF


class How(StrEnum):
    """In what way it is kept."""

    COOKIE = "cookie"
    STORAGE = "storage"  # the browser's own, which never comes to us


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing. ``name`` ends in "…" where it goes on with something of its own; ``hosts`` are those that set it."""

    name: str
    how: How
    what_for: str | Promise
    how_long: str | Promise
    hosts: tuple[str, ...] = (PUBLIC, STAFF, PARTNER)

    def fits(self, name: str) -> bool:
        """Whether a thing of this name is meant."""
        return name.startswith(self.name[:-1]) if self.name.endswith("…") else name == self.name


KEPT = (
    Kept(
        "sessionid",
        How.COOKIE,
        _("Keeps you signed in, and remembers what you were told on the page before."),
        _("Until you sign out, two weeks at most"),
    ),
    Kept(
        "csrftoken",
        How.COOKIE,
        _("Makes sure that a form comes from our own page and not from somebody else’s."),
        _("One year"),
    ),
    Kept(
        "submission-…",
        How.COOKIE,
        _(
            "Lets you go on with a form that you have begun. One for each form; signed, so that nobody can change it."
        ),
        format_lazy(_("Until you send it, or {days} days after you last used it"), days=settings.DRAFT_DAYS),
    ),
    Kept(
        "known-browser",
        How.COOKIE,
        _(
            "Knows that somebody has signed in with this browser before, so that strangers who guess passwords do not lock you out."
        ),
        _("One year"),
    ),
    Kept(
        "asked-for-code",
        How.COOKIE,
        _("Ties a code that you asked for to this browser, so that it works nowhere else."),
        _("One day"),
    ),
    Kept(
        "messages",
        How.COOKIE,
        _("Carries a message, such as “Saved”, to the next page."),
        _("Until it is shown"),
    ),
    Kept(
        "gh-alerts-put-away",
        How.STORAGE,
        _("Remembers which announcements you have hidden. It stays in your browser."),
        _("Until you clear it"),
    ),
    Kept(
        "guildhall-…",
        How.STORAGE,
        _(
            "A page that says that there is no connection, with what it is drawn with. Nothing that you read or wrote."
        ),
        _("Until a newer one takes its place"),
        (PUBLIC,),
    ),
    Kept(
        "wagtail_sidebar_collapsed",
        How.COOKIE,
        _("Remembers whether the menu of the editors’ screens is folded."),
        _("One year"),
        (STAFF,),
    ),
)


def kept_by(audience: str) -> list[Kept]:
    """What the host of this audience keeps on a device, cookies first."""
    return [one for one in KEPT if audience in one.hosts]


def is_listed(name: str, kept: Iterable[Kept] = KEPT) -> bool:
    """Whether a thing of this name is in the list."""
    return any(one.fits(name) for one in kept)
