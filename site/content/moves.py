"""Audience keys when a page moves.

Wagtail's move changes the tree by SQL and then saves the page as a plain ``Page``, inside the transaction of the move;
it offers no other place inside that transaction. Its own ``post_page_move`` comes after the commit: a page moved into
a staff section would be public in between.
"""

from typing import Any

from wagtail.models import Page

from content.audience import rewrite_audience_keys


def rewrite_keys_of_moved_page(instance: Page, created: bool, raw: bool, **kwargs: Any) -> None:
    """Receiver of ``post_save`` from ``Page`` itself: page types save themselves, in ``ContentPage.save``."""
    if not created and not raw:
        rewrite_audience_keys(instance.path)
