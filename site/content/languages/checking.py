"""Agreeing to what a machine translated."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from content.models import ContentPage


@transaction.atomic
def mark_checked(page: ContentPage, *, user: User) -> None:
    """A person has looked at a page that a machine translated: its words become theirs, and it is published to say so.

    Raises:
        PermissionDenied: when the person may not publish it.
        Translation.DoesNotExist: when it is no translation.
    """
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=page.locale_id
    )
    StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale=page.locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    ).update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL, last_translated_by=user)
    translation.save_target(user=user, publish=True)
