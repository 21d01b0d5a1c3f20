"""How news reads in a letter, in the language in use."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.updates.links import link
from portal.updates.topic_news import News
from portal.updates.ward_news import Reports

MOST = 20  # of one topic: who wants all of them opens its page


@dataclass(frozen=True, slots=True)
class Section:
    """One topic or ward of a letter; without lines there is nothing to tell."""

    title: str
    lines: list[str]


def of_topic(slug: str, title: str, news: Sequence[News], language: str) -> Section:
    """Each page on its line, with its address below it; what is new first."""
    lines = [
        f"{_('New') if one.is_new else _('Changed')}: {_plain(one.title)}\n{one.link}" for one in news[:MOST]
    ]
    if len(news) > MOST:
        lines.append(f"{_('And more:')}\n{link('knowledge_topic', language, slug)}")
    return Section(_plain(title), lines)


def of_ward(name: str, reports: Sequence[Reports], language: str) -> Section:
    """Each kind of report on its line, with how many came in and how many were put right."""
    title = _("Reports in %(ward)s") % {"ward": _plain(name)}
    return Section(title, [f"{_plain(one.title(language))}: {_counts(one)}" for one in reports])


def _counts(one: Reports) -> str:
    said = []
    if one.new:
        said.append(_("%(number)d new") % {"number": one.new})
    if one.fixed:
        said.append(_("%(number)d fixed") % {"number": one.fixed})
    return ", ".join(said)


def _plain(words: str) -> str:
    """On one line, whatever was typed."""
    return " ".join(words.split())
