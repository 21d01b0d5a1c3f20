"""Noting what the public can read, night by night, so that what is new and what has changed is known.

A page's date of publication would not do: it moves when a comma does, and when words change that only staff or partners
read, of which nobody else may learn. So what is compared is what the public is shown, cut by the one selector.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.html import strip_tags

from audiences.principal import Principal
from audiences.selectors import visible_to
from content.models import ContentPage, ServicePage, StandardPage
from forms_engine.rounds import going_on
from knowledge.models import ArticlePage
from knowledge.selectors import article_view, articles
from portal.models import KnownPage

WORD = re.compile(r"\w+")
ONE_IN = 20  # so much of the words has to change
AT_ONCE = 200  # pages in memory


def note_pages(now: datetime) -> int:
    """Note every page and article of the public; answers how many were new or had changed. Called again, it changes
    nothing.

    Raises:
        RoundNotWhole: when some could not be noted.
    """
    # What was there before we began to look was news to nobody.
    is_first_look = not KnownPage.objects.exists()
    with going_on("noting public pages") as attempt:
        return sum(attempt(page.pk, partial(_note, page, now, is_first_look)) for page in _read())


def is_significant(before: str, after: str) -> bool:
    """Whether readers of the one text should hear of the other: a number has changed (a fee, a day, a telephone number),
    or one word in twenty."""
    old, new = Counter(WORD.findall(before.casefold())), Counter(WORD.findall(after.casefold()))
    changed = (old - new) + (new - old)
    if any(any(sign.isdigit() for sign in word) for word in changed):
        return True
    return changed.total() * ONE_IN > max(old.total(), new.total())


def _read() -> Iterator[ContentPage]:
    everybody = Principal.public()
    yield from articles(everybody).order_by("pk").iterator(AT_ONCE)
    for kind in (StandardPage, ServicePage):
        yield from visible_to(everybody, kind.objects.live()).order_by("pk").iterator(AT_ONCE)


def _words_of(page: ContentPage) -> str:
    if isinstance(page, ArticlePage):
        view = article_view(Principal.public(), page)
        return _plain(view.title, view.summary, view.public_answer)
    assert isinstance(page, StandardPage | ServicePage)
    said = page.body.stream_block.get_searchable_content(page.body)
    return _plain(page.title, page.summary, *(str(one) for one in said))


def _plain(*texts: str) -> str:
    # A tag's end is the end of a word; NUL is nothing that a table can hold.
    return "\n".join(
        " ".join(strip_tags(text.replace("<", " <")).replace("\0", "").split()) for text in texts
    )


def _note(page: ContentPage, now: datetime, is_first_look: bool) -> int:
    words = _words_of(page)
    known = KnownPage.objects.filter(pk=page.pk).first()
    if known is None:
        since = (page.first_published_at or now) if is_first_look else now
        KnownPage.objects.get_or_create(
            page_id=page.pk, defaults={"words": words, "new_at": since, "changed_at": since}
        )
        return 1
    # Small changes are left standing in what is compared: many of them make a great one.
    if not is_significant(known.words, words):
        return 0
    KnownPage.objects.filter(pk=page.pk).update(words=words, changed_at=now)
    return 1
