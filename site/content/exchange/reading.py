"""From a folder of files to the pages of a house. Only what is missing is made: what somebody has edited, moved or deleted
since stays as it is. All of it or nothing is written."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from audiences.keys import PUBLIC
from content.exchange.alerts import check_alerts, make_alerts
from content.exchange.checking import check, fields_of, first_fields_of, kind_of
from content.exchange.columns import months_after
from content.exchange.files_in import check_files, load_documents, load_pictures
from content.exchange.folder import Entry, Folder, SiteFiles, read_folder
from content.exchange.kinds import BASES
from content.exchange.known import (
    account,
    add_house,
    articles_of,
    known_in_folder,
    pages_by_path,
)
from content.exchange.libraries import collection
from content.exchange.problems import At, CannotRead, Find, Findings, Problem
from content.exchange.remembered import remember, remembered
from content.exchange.translations import check_translations
from content.founding import clear_wagtails_welcome, lock, tree_root, write_address
from content.models import ContentPage, SharedDocumentsPage


@dataclass(slots=True)
class Outcome:
    """What reading a folder did: how many of each were made, and what was left out of them."""

    made: int = 0
    pictures: int = 0
    documents: int = 0
    alerts: int = 0
    warnings: list[Problem] = field(default_factory=list)


def check_folder(path: Path) -> list[Problem]:
    """See whether a folder can be read into this house. Writes nothing. Returns what would be left out.

    Raises:
        CannotRead: with all problems of all files.
    """
    return _checked(path)[1].warnings


@transaction.atomic
def read_into_house(path: Path) -> Outcome:
    """Make what of a folder, with ``sites/`` in it, is missing, and publish it.

    Raises:
        CannotRead: with all problems of all files; nothing is written then.
    """
    folder, findings = _checked(path)
    return _Reading(folder, findings).run()


def _checked(path: Path) -> tuple[Folder, Findings]:
    findings = Findings()
    folder = read_folder(path, findings)
    known = add_house(known_in_folder(folder))
    check(folder, known.find, findings)
    check_alerts(folder.alerts, known.find, findings)
    check_files(folder, findings)
    check_translations(path, findings)
    if findings.problems:
        raise CannotRead(findings.problems)
    return folder, findings


class _Reading:
    """One folder being read, and the ids of everything that its files name."""

    def __init__(self, folder: Folder, findings: Findings) -> None:
        self.folder, self.findings = folder, findings
        self.locale = Locale.get_default()
        self.pages: dict[str, dict[str, int]] = {}
        self.numbers: dict[str, dict[str, int]] = {}
        self.accounts: dict[str, int | None] = {}
        self.new: list[tuple[SiteFiles, Entry, ContentPage]] = []

    def run(self) -> Outcome:
        self.numbers["picture"], pictures = load_pictures(self.folder)
        self.numbers["document"], documents = load_documents(self.folder)
        self.pages = pages_by_path()
        for site in self.folder.sites.values():
            self._make_site(site)
        self.numbers["article"] = articles_of(self.pages)
        for site, entry, page in self.new:
            self._fill(site, entry, page)
        alerts = make_alerts(self.folder.alerts, self.find)
        return Outcome(len(self.new), pictures, documents, alerts, self.findings.warnings)

    def find(self, kind: str, audience: str, name: str) -> Any:
        """The id of what a file names."""
        match kind:
            case "page":
                return self.pages.get(audience, {}).get(name)
            case "collection":
                return collection(name, audience).pk
            case "account":
                if name not in self.accounts:
                    self.accounts[name] = account(name)
                return self.accounts[name]
            # Kept by their names; ``check`` has seen that they are there.
            case "journey" | "service" | "team":
                return True
            case _:
                return self.numbers[kind].get(name)

    def _make_site(self, site: SiteFiles) -> None:
        known = self.pages.setdefault(site.audience, {})
        if site.audience in BASES:
            known["/"] = BASES[site.audience].found().pk
        before = remembered(site.audience)
        here = set(ContentPage.objects.filter(pk__in=before.values()).values_list("pk", flat=True))
        # Where people moved a page, links to its file and files below it follow.
        known |= {path: pk for path, pk in before.items() if pk in here}
        for path, entry in site.pages.items():
            if path in known or path in before:
                if path == "/" and path not in before and self._is_as_founded(known["/"]):
                    self._take(site, entry, known["/"])
                continue
            if path == "/":
                page = self._make(site, entry, tree_root(), slug=site.about["slug"])
                self._open(site, page)
            elif entry.parent in known:
                page = self._make(site, entry, Page.objects.get(pk=known[entry.parent]), slug=entry.slug)
            else:
                # What stood above it was deleted since.
                continue
            known[path] = page.pk

    def _make(self, site: SiteFiles, entry: Entry, parent: Page, slug: str) -> ContentPage:
        # Its text waits until everything is there that it may name.
        at = self._at(site, entry, _nothing)
        kind = kind_of(entry, at)
        assert kind is not None
        page = kind.model(slug=slug, locale=self.locale, live=False, **first_fields_of(entry, kind, at))
        if entry.path == "/":
            page.audience = site.audience
        if isinstance(page, SharedDocumentsPage):
            page.collection = collection("", site.audience)
        parent.add_child(instance=page)
        remember(page, site.audience, entry.path)
        self.new.append((site, entry, page))
        return page

    def _open(self, site: SiteFiles, home: ContentPage) -> None:
        """Give a new front page its site."""
        clear_wagtails_welcome()
        if site.audience != PUBLIC:
            lock(home)
        made = Site(root_page=home, site_name=site.about["name"], is_default_site=site.audience == PUBLIC)
        write_address(made, site.audience)

    def _is_as_founded(self, pk: int | None) -> bool:
        """Whether a front page has nothing on it that anybody wrote."""
        home = ContentPage.objects.filter(pk=pk).first()
        specific: Any = home.specific if home else None
        return specific is not None and not (
            specific.summary or len(specific.body) or len(specific.top_tasks) or specific.numchild
        )

    def _take(self, site: SiteFiles, entry: Entry, pk: int) -> None:
        """Write on the empty front page that a new house begins with."""
        home = ContentPage.objects.get(pk=pk).specific
        remember(home, site.audience, "/")
        Site.objects.filter(root_page_id=pk).update(site_name=site.about["name"])
        self.new.append((site, entry, home))

    def _fill(self, site: SiteFiles, entry: Entry, page: ContentPage) -> None:
        """Write everything, and publish it."""
        at = self._at(site, entry, self.find)
        kind = kind_of(entry, at)
        assert kind is not None
        page = kind.model.objects.get(pk=page.pk)
        page.content_owner_id = self.find("account", site.audience, site.about.get("owner", ""))
        fields = fields_of(entry, kind, at)
        for name, value in fields.items():
            setattr(page, name if name.endswith("_id") else page._meta.get_field(name).attname, value)
        if kind.review_field == "review_every" and page.review_every and "review_by" not in fields:
            page.review_by = months_after(timezone.localdate(), page.review_every)
        # Publishing cleans it.
        page.save_revision(clean=False).publish()
        if kind.made:
            kind.made(kind.model.objects.get(pk=page.pk), entry.said)

    def _at(self, site: SiteFiles, entry: Entry, find: Find) -> At:
        # Everything there is to say has been said by ``check``.
        return At(entry.file, site.audience, Findings(), find)


def _nothing(kind: str, audience: str, name: str) -> None:
    return None
