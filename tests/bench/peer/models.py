"""A blog: an index, and posts with a picture, authors, tags and a body of blocks. Written the usual way."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Orderable, Page

IMAGE = "wagtailimages.Image"


class Person(models.Model):
    """Who writes."""

    name = models.CharField(max_length=100)
    picture = models.ForeignKey(IMAGE, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name


class FooterText(models.Model):
    """What stands at the foot."""

    body = models.TextField()

    def __str__(self) -> str:
        return "Footer"


class HomePage(Page):
    """The front page."""


class BlogIndexPage(Page):
    """The list of posts."""


class Tagged(TaggedItemBase):
    """A tag of a post."""

    content_object = ParentalKey("BlogPage", related_name="tagged_items", on_delete=models.CASCADE)


class Author(Orderable):
    """Somebody who wrote a post."""

    page = ParentalKey("BlogPage", related_name="authors", on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)


class BlogPage(Page):
    """A post."""

    introduction = models.TextField(blank=True)
    picture = models.ForeignKey(IMAGE, null=True, on_delete=models.SET_NULL, related_name="+")
    body = StreamField(
        [
            ("heading", blocks.CharBlock()),
            ("paragraph", blocks.RichTextBlock()),
            ("image", ImageChooserBlock()),
            ("quote", blocks.StructBlock([("text", blocks.TextBlock()), ("by", blocks.CharBlock())])),
        ]
    )
    tags = ClusterTaggableManager(through=Tagged, blank=True)
    date = models.DateField(null=True)

    def get_context(self, request, *args, **kwargs):
        """Adds what such a site's every page shows."""
        root = self.get_site().root_page
        menu = root.get_children().live().in_menu()
        return {
            **super().get_context(request, *args, **kwargs),
            "menu": [(item, item.get_children().live().in_menu().exists()) for item in menu],
            "crumbs": self.get_ancestors().filter(depth__gt=1),
            "people": [author.person for author in self.authors.select_related("person")],
            "footer": FooterText.objects.first(),
        }
