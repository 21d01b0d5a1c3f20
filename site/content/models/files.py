"""Images and documents. Who may have them is decided by the collection they are in."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Collection

from audiences.keys import PARTNER, PUBLIC, STAFF
from content.audience_log import note_collection_change
from content.organisations import OrganisationsField, check_limit, limit_needs_partners, own_keys


class GuildhallImage(AbstractImage):
    """A picture. Its sizes are made by the worker whenever it is saved (``content.picture_sizes``)."""

    admin_form_fields = Image.admin_form_fields

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and have its sizes made: no reader waits for them."""
        from content.tasks import make_picture_sizes

        with transaction.atomic():
            super().save(*args, **kwargs)
            make_picture_sizes.defer(image_id=self.pk)


class GuildhallRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(GuildhallImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]
        # The file is found by its name each time a picture is fetched.
        indexes = [models.Index(fields=["file"], name="rendition_file")]


class GuildhallDocument(AbstractDocument):
    """A file to download."""

    admin_form_fields = Document.admin_form_fields


class CollectionAudience(models.Model):
    """Who may have the images and documents of a collection and of those below it.

    A collection that says nothing, under none that does, is for staff.
    """

    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, related_name="audience_setting")
    audience = models.CharField(
        max_length=20,
        choices=[(PUBLIC, _("Everyone")), (STAFF, _("Council staff")), (PARTNER, _("Partner organisations"))],
    )
    organisations = OrganisationsField(
        _("limited to these organisations"),
        help_text=_("With “Partner organisations”: none ticked means all of them."),
    )

    class Meta:
        constraints = [limit_needs_partners("collection_limit_needs_partners")]
        verbose_name = _("collection audience")
        verbose_name_plural = _("collection audiences")

    def __str__(self) -> str:
        return f"{self.collection}: {self.get_audience_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and write in the audit log who changed it, from what to what."""
        with transaction.atomic():
            found = (
                CollectionAudience.objects.filter(pk=self.pk).values_list("audience", "organisations").first()
            )
            super().save(*args, **kwargs)
            note_collection_change(self, found)

    def own_keys(self) -> tuple[str, ...]:
        """Whom this setting alone admits, before those of the collections above it have their say."""
        return own_keys(self.audience, self.organisations)

    def clean(self) -> None:
        """Only what is for partners is limited to some of them.

        Raises:
            ValidationError: when something else is.
        """
        super().clean()
        check_limit(self.audience, self.organisations)
