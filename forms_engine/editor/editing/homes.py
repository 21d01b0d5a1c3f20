"""What the screens work on: a draft of a journey, or a question set, which is shown as a journey of one page."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from forms_engine.definition.errors import Finding
from forms_engine.editor import access
from forms_engine.editor.editing.changes.finding import Document
from forms_engine.editor.editing.forms.texts import SOURCE
from forms_engine.editor.editing.memory import findings_known
from forms_engine.editor.editing.sentences import Subject, subjects
from forms_engine.editor.models import JourneyDraft, QuestionSet
from forms_engine.editor.question_sets import save_question_set
from forms_engine.editor.selectors import set_blocks
from forms_engine.editor.services import StaleDraft, save_document

SET_PAGE = "set"  # the address of the one page a question set is shown as
TRIES = 3

Change = Callable[[Document], Document]


class PartChanged(Exception):
    """Somebody has changed the very part that is being saved. Nothing was saved."""


class Home:
    """A document being edited, and how it is kept."""

    namespace: str
    keyword: str
    model: type[JourneyDraft | QuestionSet]
    listing_name: str
    is_set = False

    def __init__(self, request: HttpRequest, number: int) -> None:
        self.request, self.number = request, number
        self.load()

    document: Document
    revision: int | None
    title: str

    def load(self) -> None:
        """Read the newest draft."""
        raise NotImplementedError

    def keep(self, document: Document, revision: int | None) -> None:
        """Write a document that was made from ``revision``.

        Raises:
            StaleDraft: when another is newer.
            DraftLocked, DraftRefused: see ``editor.services``.
        """
        raise NotImplementedError

    @property
    def overview_url(self) -> str:
        """Its page in the admin, where all of it is shown."""
        return str(reverse(self.model.snippet_viewset.get_url_name("edit"), args=[self.number]))

    @property
    def listing_url(self) -> str:
        """The list it is in."""
        return str(reverse(self.model.snippet_viewset.get_url_name("list")))

    @property
    def user(self) -> User:
        """Who is editing."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    def url(self, name: str, **parts: Any) -> str:
        """The address of one of its screens; of the overview for a part whose key no address can hold, as an imported
        draft may have."""
        try:
            return reverse(f"{self.namespace}:{name}", kwargs={self.keyword: self.number, **parts})
        except NoReverseMatch:
            if not parts:
                raise
            return self.overview_url

    def change(self, make: Change, still: Callable[[Document], bool]) -> None:
        """Save a change of one part. Changes that others made elsewhere meanwhile are kept.

        Args:
            make: the change; asked again where somebody else saves in the same moment.
            still: whether the part is as it was shown.

        Raises:
            PartChanged: when it is not.
            DraftLocked, DraftRefused: see ``editor.services``.
        """
        for left in reversed(range(TRIES)):
            if not still(self.document):
                raise PartChanged
            try:
                self.keep(make(self.document), self.revision)
            except StaleDraft:
                if not left:
                    raise
                self.load()
            else:
                return

    def what_changed(self, revision: int | None) -> StaleDraft | None:
        """Who changed what since ``revision``; None where nobody did. Writes nothing."""
        if revision == self.revision:
            return None
        try:
            self.keep(self.document, revision)
        except StaleDraft as stale:
            return stale
        return None

    @cached_property
    def sets(self) -> dict[str, list[Any]]:
        """The blocks of the question sets it names."""
        return {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages whose texts are edited side by side, English first."""
        return (SOURCE,)

    def known(self, document: Document | None = None) -> dict[str, Subject]:
        """Everything that is asked."""
        return subjects(self.document if document is None else document, self.sets)

    def findings(self, document: Document | None = None) -> list[Finding]:
        """What the linter says of the draft, or of ``document`` in its place."""
        return []


class DraftHome(Home):
    """A draft of a journey."""

    namespace, keyword = "journey_editing", "draft_id"
    model, listing_name = JourneyDraft, "Journeys"

    def load(self) -> None:
        """Read the newest draft."""
        self.draft: JourneyDraft = access.editable_draft(self.request, self.number)
        newest = self.draft.get_latest_revision_as_object() if self.draft.latest_revision_id else self.draft
        document = newest.document
        self.document = document if isinstance(document, dict) else {}
        self.revision = self.draft.latest_revision_id
        self.title = str(newest)
        self.__dict__.pop("sets", None)

    def keep(self, document: Document, revision: int | None) -> None:
        """Write a document as the newest revision."""
        self.draft = save_document(self.draft, document, user=self.user, expected_revision=revision)

    @cached_property
    def sets(self) -> dict[str, list[Any]]:
        """The blocks of the question sets it names."""
        return set_blocks(self.document)

    @property
    def languages(self) -> tuple[str, ...]:
        """English, and every language the journey says it is offered in."""
        translations = self.document.get("translations")
        return (SOURCE, *sorted(translations if isinstance(translations, dict) else ()))

    def findings(self, document: Document | None = None) -> list[Finding]:
        """What the linter says of the draft, or of ``document`` in its place."""
        return findings_known(self.document if document is None else document, self.sets)


class SetHome(Home):
    """A question set, as a journey of one page."""

    namespace, keyword, is_set = "set_editing", "set_id", True
    model, listing_name = QuestionSet, "Question sets"

    def load(self) -> None:
        """Read the newest set."""
        self.question_set: QuestionSet = access.editable_set(self.request, self.number)
        self.revision = self.question_set.latest_revision_id
        self.title = self.question_set.title
        self.document = {
            "pages": [{"key": SET_PAGE, "title": {SOURCE: self.title}, "blocks": self.question_set.blocks}]
        }

    def keep(self, document: Document, revision: int | None) -> None:
        """Write the set's blocks."""
        self.question_set = save_question_set(
            self.question_set, document["pages"][0]["blocks"], user=self.user, expected_revision=revision
        )


def open_home(request: HttpRequest, parts: dict[str, Any]) -> Home:
    """What an address is about.

    Raises:
        Http404, PermissionDenied: when it is not there, or not this editor's to change.
    """
    if "set_id" in parts:
        return SetHome(request, parts.pop("set_id"))
    return DraftHome(request, parts.pop("draft_id"))
