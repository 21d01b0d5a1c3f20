"""What a body points at: pages, articles, documents and pictures, cut to what the one asking may have.

All of a body's are loaded at once, so that a body with thirty links asks the database no more than one with three.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override
from wagtail.rich_text import extract_references_from_rich_text

from audiences.http import GuildhallRequest
from content.models import ContentPage, GuildhallDocument, GuildhallImage
from content.picture_sizes import one_size
from content.selectors import collection_keys, pages
from content_api.addresses import absolute_url, text_language
from content_api.page_types import TYPE_NAMES
from content_api.schemas.base import (
    AddressTarget,
    ArticleTarget,
    DocumentTarget,
    ImageOut,
    PageTarget,
    Readable,
    Target,
)
from knowledge.models import ArticlePage
from knowledge.selectors import ArticleView, articles_by_id

IMAGE_SIZE = "max-1200x1200"


class Targets:
    """The targets of one answer. ``load_…`` first, then ask; what was not loaded, or may not be seen, is ``None``."""

    def __init__(self, request: GuildhallRequest, language: str) -> None:
        self.request, self.language = request, language
        self._pages: dict[int, Readable | None] = {}
        self._documents: dict[int, DocumentTarget] = {}
        self._images: dict[int, GuildhallImage] = {}
        self._articles: dict[int, ArticleView] = {}
        self._collections: dict[int, bool] = {}

    def load_rich_text(self, sources: Iterable[str]) -> None:
        """Everything these rich texts (as Wagtail keeps them) link to."""
        page_ids: set[int] = set()
        document_ids: set[int] = set()
        for source in sources:
            for model, pk, *_ in extract_references_from_rich_text(source):
                if str(pk).isdecimal():
                    (document_ids if model is GuildhallDocument else page_ids).add(int(pk))
        self.load_pages(page_ids)
        self.load_documents(document_ids)

    def load_pages(self, ids: Iterable[int]) -> None:
        """These pages, each in the language of the answer where the one asking may read it in that."""
        wanted = set(ids) - set(self._pages)
        if not wanted:
            return
        found = {page.pk: page for page in self._readable().filter(pk__in=wanted)}
        elsewhere = [page for page in found.values() if page.locale.language_code != self.language]
        translations = {}
        if elsewhere:
            keys = [page.translation_key for page in elsewhere]
            in_language = self._readable().filter(
                translation_key__in=keys, locale__language_code=self.language
            )
            translations = {page.translation_key: page for page in in_language}
        for pk in wanted:
            page = found.get(pk)
            self._pages[pk] = (
                self._readable_target(translations.get(page.translation_key, page)) if page else None
            )

    def load_documents(self, ids: Iterable[int]) -> None:
        """These documents."""
        wanted = set(ids) - set(self._documents)
        if not wanted:
            return
        for one in GuildhallDocument.objects.filter(pk__in=wanted).select_related("collection"):
            if self._may_have(one):
                self._documents[one.pk] = DocumentTarget(
                    id=one.pk,
                    title=one.title,
                    url=self.request.build_absolute_uri(one.url),
                    size=one.file_size,
                    media_type=one.content_type,
                )

    def load_images(self, ids: Iterable[int]) -> None:
        """These pictures."""
        wanted = set(ids) - set(self._images)
        if not wanted:
            return
        found = GuildhallImage.objects.filter(pk__in=wanted).select_related("collection")
        for one in found.prefetch_renditions(IMAGE_SIZE):
            if self._may_have(one):
                self._images[one.pk] = one

    def load_articles(self, ids: Iterable[int]) -> None:
        """These articles, with what their texts link to."""
        wanted = set(ids) - set(self._articles)
        if not wanted:
            return
        # The headings of guidance are in the language of the answer.
        with override(self.language):
            found = articles_by_id(self.request.principal, wanted, self.language)
        self._articles.update(found)
        self.load_rich_text(text for one in found.values() for text in texts_of(one))

    def page(self, pk: int) -> Readable | None:
        """A page or an article to go to."""
        return self._pages.get(pk)

    def document(self, pk: int) -> DocumentTarget | None:
        """A file to fetch."""
        return self._documents.get(pk)

    def article(self, pk: int) -> ArticleView | None:
        """An article to show where it stands."""
        return self._articles.get(pk)

    def image(self, pk: int, alt: str | None = None) -> ImageOut | None:
        """A picture. ``alt`` is what it says where it stands; without it, what it says in general."""
        image = self._images.get(pk)
        if image is None:
            return None
        rendition = one_size(image, IMAGE_SIZE)
        if rendition is None:
            return None
        return ImageOut(
            id=image.pk,
            url=self.request.build_absolute_uri(rendition.url),
            alt=image.description if alt is None else alt,
            width=rendition.width,
            height=rendition.height,
        )

    def link(self, attributes: Mapping[str, str]) -> Target | None:
        """Where an ``<a>`` of a rich text leads."""
        pk = attributes.get("id", "")
        match attributes.get("linktype"):
            case "page":
                return self.page(int(pk)) if pk.isdecimal() else None
            case "document":
                return self._documents.get(int(pk)) if pk.isdecimal() else None
        return _address(attributes.get("href", ""))

    def _readable(self) -> Any:
        return pages(self.request.principal).select_related("locale")

    def _readable_target(self, page: ContentPage) -> Readable | None:
        url = absolute_url(self.request, page)
        if not url:
            return None
        language = text_language(page)
        if issubclass(page.specific_class, ArticlePage):
            return ArticleTarget(id=page.pk, slug=page.slug, title=page.title, language=language, url=url)
        name = TYPE_NAMES.get(page.specific_class)
        if name is None:
            return None
        return PageTarget(id=page.pk, type=name, title=page.title, language=language, url=url)

    def _may_have(self, file: Any) -> bool:
        """By its collection; each collection is asked once."""
        if file.collection_id not in self._collections:
            keys = collection_keys(file.collection)
            self._collections[file.collection_id] = not self.request.principal.keys.isdisjoint(keys)
        return self._collections[file.collection_id]


def texts_of(article: ArticleView) -> list[str]:
    """Every rich text of an article that has been cut."""
    return [article.public_answer, article.script, *(one.html for one in article.guidance)]


def _address(href: str) -> AddressTarget | None:
    if href.startswith("mailto:"):
        return AddressTarget(kind="email", url=href)
    if href.startswith("tel:"):
        return AddressTarget(kind="phone", url=href)
    if href.startswith("#"):
        return AddressTarget(kind="anchor", url=href)
    return AddressTarget(kind="external", url=href) if href.startswith(("https://", "http://")) else None
