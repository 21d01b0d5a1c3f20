"""Keeping the trees of the languages alike. The first language leads: what is made, published, moved or deleted there
is followed everywhere, in the same transaction or, for a move, right after it.

Who may read a translation follows in ``content.audience``, and so does whether it can be read at all: a translation of
a page that is not published is nobody's.
"""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from content.paths import path_above

if TYPE_CHECKING:
    from content.models import ContentPage


@transaction.atomic
def plant(language: str) -> int:
    """Give a language its tree on every site and in the knowledge base, and every published page a place in it. Run
    again it makes only what is missing. Returns how many pages were made.

    Raises:
        ValueError: when the installation does not have the language.
    """
    if language not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        raise ValueError(f"{language} is not among the languages of this installation")
    locale, _ = Locale.objects.get_or_create(language_code=language)
    first = Locale.get_default()
    made = 0
    roots = _pages().filter(depth=2, locale=first, live=True).order_by("path")
    for root in roots:
        if not root.has_translation(locale):
            root.specific.copy_for_translation(locale, alias=True)
            made += 1
        below = _pages().filter(path__startswith=root.path, depth__gt=2, locale=first, live=True)
        there = _pages().filter(locale=locale).values("translation_key")
        for page in below.exclude(translation_key__in=there).order_by("path"):
            made += _follow_into_trees(page.specific)
    return made


def follow(page: "ContentPage") -> None:
    """After a page of the first language was saved as readers get it: see that it stands in every tree, and that a
    translation nobody has published a word of says what it says now."""
    if page.live and page.locale_id == Locale.get_default().pk:
        _follow_into_trees(page)
        for row in _untranslated_rows(page):
            _show_words_of(page, row)


def published_translation(page: "ContentPage") -> "ContentPage | None":
    """The page as readers have it now, if it is a published page of another language that is no alias."""
    if page.pk is None or page.alias_of_id is not None or page.locale_id == Locale.get_default().pk:
        return None
    return _pages().filter(pk=page.pk, live=True, alias_of=None).only("live_revision_id").first()


def show_original_again(page: "ContentPage") -> None:
    """After a translation was taken down: what readers get at its address is the original, as before there was one.
    The words of the translation stay with its revisions and with wagtail-localize, to be published again."""
    original = (
        _pages()
        .filter(translation_key=page.translation_key, locale=Locale.get_default(), live=True)
        .exclude(pk=page.pk)
        .first()
    )
    if original is not None:
        _show_words_of(original.specific, page)


@transaction.atomic
def follow_move(instance: Page, **kwargs: Any) -> None:
    """Receiver of Wagtail's ``post_page_move``: its translations and aliases in the other trees go where it went, in
    the same order, all of them or none. Wagtail moves pages by SQL; nothing of ours is called inside."""
    if instance.locale_id != Locale.get_default().pk or instance.depth < 3:
        return
    page = Page.objects.get(pk=instance.pk)
    above = page.get_parent()
    for other in Page.objects.filter(translation_key=page.translation_key).exclude(locale=page.locale_id):
        target = Page.objects.filter(translation_key=above.translation_key, locale=other.locale_id).first()
        if target is None:
            target = above.specific.copy_for_translation(other.locale, copy_parents=True, alias=True)
        if not other.is_child_of(target):
            other.specific.move(Page.objects.get(pk=target.pk), pos="last-child")
        _put_in_order(Page.objects.get(pk=other.pk), page)


def delete_with_original(instance: "ContentPage", **kwargs: Any) -> None:
    """Receiver of ``pre_delete``: the translations of a page go with it, and everything below them. Wagtail deletes by
    queryset, from several places; only the signal sees them all."""
    if instance.locale_id == Locale.get_default().pk:
        others = Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
        for other in others.exclude(locale=instance.locale_id):
            other.delete()


def _follow_into_trees(page: "ContentPage") -> int:
    """Make the aliases a page lacks, in each language whose tree has the page above it."""
    if page.depth < 3:
        return 0
    above = Page.objects.filter(path=path_above(page.path)).values("translation_key")
    have = Page.objects.filter(translation_key=page.translation_key).values("locale")
    made = 0
    for parent in (
        Page.objects.filter(translation_key__in=above)
        .exclude(locale=page.locale_id)
        .exclude(locale__in=have)
        .select_related("locale")
    ):
        alias = page.copy_for_translation(parent.locale, alias=True)
        _put_in_order(Page.objects.get(pk=alias.pk), page)
        made += 1
    return made


def _put_in_order(other: Page, page: Page) -> None:
    """Move a page among its siblings to where ``page``, which it follows, stands among its own."""
    siblings = Page.objects.filter(path__startswith=path_above(page.path), depth=page.depth)
    own = Page.objects.filter(path__startswith=path_above(other.path), depth=other.depth).exclude(pk=other.pk)
    after = own.filter(translation_key__in=siblings.filter(path__gt=page.path).values("translation_key"))
    nearest = after.order_by("path").first()
    if nearest is not None and (
        other.path > nearest.path or own.filter(path__gt=other.path, path__lt=nearest.path).exists()
    ):
        other.specific.move(nearest, pos="left")


def _untranslated_rows(page: "ContentPage") -> "list[ContentPage]":
    """Translations begun, of which nothing is published: Wagtail no longer keeps them up to date as aliases."""
    rows = _pages().filter(translation_key=page.translation_key, alias_of=None, live=True)
    return [
        row.specific for row in rows.filter(text_language=page.text_language).exclude(locale=page.locale_id)
    ]


def _show_words_of(page: "ContentPage", row: "ContentPage") -> None:
    """Let ``row`` say what ``page`` says, the way Wagtail updates an alias."""
    shown = row.with_content_json(page.serializable_data())
    shown.slug = row.slug
    shown.set_url_path(row.get_parent())
    shown.text_language, shown.untranslated, shown.is_machine_made = page.text_language, [], False
    shown.live = True
    shown.live_revision_id = row.live_revision_id
    shown.last_published_at = page.last_published_at
    page.copy_all_child_relations(target=shown, exclude=["wagtail_admin_comments"])
    shown.save_as_shown()


def _pages() -> Any:
    return apps.get_model("content", "ContentPage").objects
