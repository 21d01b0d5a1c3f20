"""Audience keys when a page moves, and telling of moves and removals.

Wagtail's move changes the tree by SQL and then saves the page as a plain ``Page``, inside the transaction of the move;
it offers no other place inside that transaction. Its own ``post_page_move`` comes after the commit: a page moved into
a staff section would be public in between. A removal goes through the query set and takes the pages below along; only
Django's own signal comes by for each of them.
"""

from typing import Any

from wagtail.models import Page

from content.audience import rewrite_audience_keys
from content.telling import state_of, tell_of, tell_of_removal


def remember_state_before_move(instance: Page, raw: bool, **kwargs: Any) -> None:
    """Receiver of ``pre_save`` from ``Page`` itself: what readers get of the page until this moment."""
    if not raw and instance.pk:
        instance._state_before_move = state_of(instance.pk)


def rewrite_keys_of_moved_page(instance: Page, created: bool, raw: bool, **kwargs: Any) -> None:
    """Receiver of ``post_save`` from ``Page`` itself: page types save themselves, in ``ContentPage.save``."""
    if not created and not raw:
        rewrite_audience_keys(instance.path)
        tell_of(instance, instance._state_before_move, state_of(instance.pk), moved=True)


def tell_of_removed_page(instance: Page, **kwargs: Any) -> None:
    """Receiver of ``pre_delete`` from ``ContentPage``, which comes for every page that goes."""
    tell_of_removal(instance, state_of(instance.pk))
