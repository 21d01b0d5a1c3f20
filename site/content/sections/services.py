"""Everything that changes who edits a section.

A right is one row per kind of permission and language of the section's own page, whatever lies below it: Wagtail's admin
slows down with the number of such rows, not with the number of pages below them.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale

from accounts.models import User
from content.models import ContentPage, SectionEditors

WRITE = ("add_page", "change_page")
PUBLISH = ("publish_page", "lock_page", "unlock_page", "bulk_delete_page")
# Files are shared by all sections: as editors of the whole site, they add and choose them.
FILES = ("add_image", "choose_image", "add_document", "choose_document")

LONGEST_NAME = 150  # of a group


@transaction.atomic
def set_section_editors(
    *,
    section: ContentPage,
    people: Iterable[User],
    may_publish: bool = False,
    editors: SectionEditors | None = None,
) -> SectionEditors:
    """Let ``people`` edit the section, or publish it too, and nobody else by this right. ``editors`` is changed if given.

    Raises:
        ValueError: when one of them is not council staff.
    """
    people = list(people)
    if not all(person.is_staff for person in people):
        raise ValueError("only council staff can edit")
    section = in_the_source_language(section)
    if editors is None:
        editors, _made = SectionEditors.objects.get_or_create(
            section=section, may_publish=may_publish, defaults={"name": _name(section, may_publish)}
        )
    editors.section, editors.may_publish = section, may_publish
    editors.name = _name(section, may_publish)
    editors.save()
    editors.user_set.set(people)
    grant(editors)
    return editors


@transaction.atomic
def grant(editors: SectionEditors) -> None:
    """Bring the permissions of these editors to what they should be: after a change, and when the section gets a page in
    another language."""
    wanted = WRITE + PUBLISH if editors.may_publish else WRITE
    pages = list(editors.section.get_translations(inclusive=True))
    of_group = GroupPagePermission.objects.filter(group=editors)
    of_group.exclude(page__in=pages, permission__codename__in=wanted).delete()
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=wanted)
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(
                group_id=editors.pk, page_id=page.pk, permission=permission
            )
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=FILES
    ):
        GroupCollectionPermission.objects.get_or_create(
            group_id=editors.pk, collection=root, permission=permission
        )
    editors.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )


def follow_translation(target_obj: Any, **kwargs: Any) -> None:
    """Receiver of Wagtail's ``copy_for_translation_done``: who edits a section edits its new translation, too."""
    if isinstance(target_obj, ContentPage):
        of_section = SectionEditors.objects.filter(section__translation_key=target_obj.translation_key)
        for editors in of_section:
            grant(editors)


def in_the_source_language(section: ContentPage) -> ContentPage:
    """The section's original, where a translation was chosen."""
    original = section.get_translation_or_none(Locale.get_default())
    return original or section


def _name(section: ContentPage, may_publish: bool) -> str:
    """A name that tells administrators what it is among all groups; its id keeps it unique."""
    title = section.title[:90]
    if may_publish:
        return _("Publishers of “%(section)s” (page %(id)s)") % {"section": title, "id": section.pk}
    return _("Editors of “%(section)s” (page %(id)s)") % {"section": title, "id": section.pk}
