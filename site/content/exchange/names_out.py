"""Giving ids back the names that stand in files, and keeping count of the files of pictures and documents named."""

from typing import Any

from accounts.models import User
from audiences.keys import PARTNER, PUBLIC, STAFF
from content.exchange.focus import focus_of
from content.exchange.folder import OURS
from content.exchange.kinds import BY_MODEL
from content.exchange.libraries import name_of
from content.founding import PUBLIC_COLLECTION
from content.models import ContentPage, GuildhallDocument, GuildhallImage
from content.selectors import collection_keys


class HouseNames:
    """The names of everything that is written, as a file of one site says them.

    ``paths`` has every page that is written, by id: the audience of its site, or the name of its base, and its path.
    """

    def __init__(self, paths: dict[int, tuple[str, str]], bases: frozenset[str]) -> None:
        self.paths, self.bases = paths, bases
        self.audience = ""
        self.owner: int | None = None
        self.pictures: dict[str, GuildhallImage] = {}
        self.documents: dict[str, GuildhallDocument] = {}
        self._files: dict[tuple[Any, int], Any] = {}
        self._accounts: dict[int, str | None] = {}

    def link(self, kind: str, number: int) -> str | None:
        """``page:/path/``, ``article:slug`` or ``document:file-name``; ``None`` for what is gone."""
        if kind == "document":
            name = self.document(number)
            return f"document:{name}" if name else None
        found = self.page(number)
        return found if found is None or found.startswith("article:") else f"page:{found}"

    def page(self, number: int) -> str | None:
        """The path of a page, with the site before it where that is another; ``article:slug`` of an article."""
        if number not in self.paths:
            return None
        where, path = self.paths[number]
        if where in self.bases:
            return f"article:{path.strip('/').rpartition('/')[2]}" if path.strip("/").count("/") else None
        return path if where == self.audience else f"{where}:{path}"

    def account(self, number: int) -> str | None:
        """The email address of an account."""
        if number not in self._accounts:
            emails = User.objects.filter(pk=number).values_list("email", flat=True)
            self._accounts[number] = emails.first()
        return self._accounts[number]

    def picture(self, number: int) -> str | None:
        """The name of a picture's file."""
        return self._file(GuildhallImage, number, self.pictures)

    def document(self, number: int) -> str | None:
        """The name of a document's file."""
        return self._file(GuildhallDocument, number, self.documents)

    def _file(self, model: Any, number: int, kept: dict[str, Any]) -> str | None:
        if (model, number) not in self._files:
            self._files[model, number] = model.objects.filter(pk=number).select_related("collection").first()
        found = self._files[model, number]
        if found is None:
            return None
        name: str = found.file.name.rpartition("/")[2]
        kept[name] = found
        return name


def facts_of(file: Any) -> dict[str, Any]:
    """What ``pictures.yaml`` and ``documents.yaml`` say of a file: its title and words, its collection and whose that is."""
    facts: dict[str, Any] = {"title": file.title}
    if getattr(file, "description", ""):
        facts["alt"] = file.description
    if focus := focus_of(file):
        facts["focus"] = focus
    keys = collection_keys(file.collection)
    audience = PUBLIC if PUBLIC in keys else STAFF if STAFF in keys or not keys else PARTNER
    collection = name_of(file.collection)
    if (collection, audience) == (PUBLIC_COLLECTION, PUBLIC):
        return facts
    facts |= {"collection": collection, "audience": audience}
    organisations = sorted(key.partition(":")[2] for key in keys if key.startswith(f"{PARTNER}:"))
    if organisations and audience == PARTNER:
        facts["organisations"] = organisations
    return facts


def written_pages(roots: dict[str, ContentPage]) -> dict[int, tuple[str, str]]:
    """The pages that readers have, and that a folder can hold: published, below published pages, in the first language."""
    found: dict[int, tuple[str, str]] = {}
    for where, root in roots.items():
        rows = (
            ContentPage.objects.filter(path__startswith=root.path, locale=root.locale)
            .select_related("content_type")
            .order_by("path")
        )
        shut: list[str] = []
        for page in rows:
            model = page.content_type.model_class()
            if any(page.path.startswith(path) for path in shut):
                continue
            path = page.url_path.removeprefix(root.url_path.rstrip("/"))
            has_file = page.pk == root.pk or (model in BY_MODEL and path not in OURS)
            if page.live and has_file:
                found[page.pk] = (where, path)
            else:
                shut.append(page.path)
    return found
