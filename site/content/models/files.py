"""Images and documents. Who may have them is decided by the collection they are in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Collection

from audiences.keys import PARTNER, PUBLIC, STAFF


class GuildhallImage(AbstractImage):
    """A picture."""

    admin_form_fields = Image.admin_form_fields


class GuildhallRendition(AbstractRendition):
    """A picture in one size, made when it is first needed."""

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

    class Meta:
        verbose_name = _("collection audience")
        verbose_name_plural = _("collection audiences")

    def __str__(self) -> str:
        return f"{self.collection}: {self.get_audience_display()}"
