"""What a button does without a form of its own: moving, duplicating, ordering, undoing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Revision

from forms_engine.definition.reading import KEY, LONGEST_KEY
from forms_engine.editor.editing import overview
from forms_engine.editor.editing.changes import blocks, money, pages, references
from forms_engine.editor.editing.changes.finding import Document, addresses
from forms_engine.editor.editing.changes.keys import page_keys, question_keys
from forms_engine.editor.editing.homes import DraftHome
from forms_engine.editor.editing.memory import digest
from forms_engine.editor.editing.screens import Screen
from forms_engine.editor.services import DraftLocked, DraftRefused, StaleDraft

APART = "|"  # between the words of a command; no address or key has one


class Command(Screen):
    """``do=verb|…``: one change, then back to where the button was.

    A command about blocks or fees names them by number, so it ends with the fingerprint of their list as it was shown.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        match request.POST.get("do", "").split(APART):
            case ["move-part", address, by] if _is_number(by):
                return self._part(
                    lambda document: pages.move_part(document, address, int(by)), f"#part-{address}"
                )
            case ["duplicate-part", address]:
                return self._duplicate(address)
            case ["into-group", address]:
                return self._into_group(address, request.POST.get("group", ""))
            case ["order", *wanted]:
                return self._part(lambda document: pages.order_parts(document, wanted))
            case ["move-block", holder, number, by, seen] if _is_number(by) and number.isdecimal():
                return self._block(
                    holder, seen, lambda document: blocks.move_block(document, holder, int(number), int(by)),
                    f"#block-{max(0, int(number) + int(by))}",
                )  # fmt: skip
            case ["duplicate-block", holder, number, seen] if number.isdecimal():
                return self._block(
                    holder, seen, lambda document: blocks.duplicate_block(document, holder, int(number)),
                    f"#block-{int(number) + 1}",
                )  # fmt: skip
            case ["copy-set", holder, number, seen] if number.isdecimal():
                return self._copy_set(holder, int(number), seen)
            case ["move-fee", number, by, seen] if _is_number(by) and number.isdecimal():
                return self._fees(seen, lambda document: money.move_fee(document, int(number), int(by)))
            case ["duplicate-fee", number, seen] if number.isdecimal():
                return self._fees(seen, lambda document: money.duplicate_fee(document, int(number)))
            case ["rename", kind, key]:
                return self._rename(kind, key, request.POST.get("new_key", "").strip())
            case ["undo"]:
                return self._undo()
        messages.error(request, "This button is not known here. Nothing was done.")
        return redirect(self.home.overview_url)

    def _part(self, make: Any, anchor: str = "", done: str = "") -> HttpResponse:
        to = self.home.overview_url + anchor
        try:
            return overview.carry_out(self.request, self.home, make, lambda document: True, done=done, to=to)
        except pages.CannotMove:
            messages.error(self.request, "Groups and exit pages cannot go into a group.")
        except pages.LastPage:
            messages.error(self.request, "A group needs a page: this is its only one.")
        return redirect(to)

    def _duplicate(self, address: str) -> HttpResponse:
        made: list[str] = []

        def make(document: Document) -> Document:
            changed, new = pages.duplicate_part(document, address)
            made[:] = [new]
            return changed

        answer = self._part(make, done="Duplicated: the copy stands below, with its own answers.")
        if made:
            return redirect(f"{self.home.overview_url}#part-{made[0]}")
        return answer

    def _into_group(self, address: str, group: str) -> HttpResponse:
        known = {one for one, _part, _group in addresses(self.document)}
        if group and group not in known:
            messages.error(self.request, "That group is not there any more.")
            return redirect(self.home.overview_url)
        return self._part(lambda document: pages.move_page_to(document, address, group), f"#part-{address}")

    def _block(self, holder: str, seen: str, make: Any, anchor: str) -> HttpResponse:
        back = self.home.overview_url if self.home.is_set else self._holder_url(holder)
        return overview.carry_out(
            self.request, self.home, make,
            lambda document: digest(blocks.holder_blocks(document, holder)) == seen, done="", to=back + anchor,
        )  # fmt: skip

    def _holder_url(self, holder: str) -> str:
        if holder in {blocks.START, blocks.OUTCOME}:
            return self.home.url("texts", holder=holder)
        return self.home.url("page", address=holder)

    def _copy_set(self, holder: str, number: int, seen: str) -> HttpResponse:
        block = blocks.block_at(self.document, holder, number)
        copies = self.home.sets.get(str(block.get("set")), [])
        if not copies:
            messages.error(self.request, "There is no such question set, or it is empty.")
            return redirect(self._holder_url(holder))
        return self._block(
            holder,
            seen,
            lambda document: blocks.copy_set_in(document, holder, number, copies),
            f"#block-{number}",
        )

    def _fees(self, seen: str, make: Any) -> HttpResponse:
        return overview.carry_out(
            self.request, self.home, make, lambda document: digest(document.get("fees")) == seen, done="",
            to=self.home.url("fees"),
        )  # fmt: skip

    def _rename(self, kind: str, old: str, new: str) -> HttpResponse:
        """Another key for a question or a page, wherever it is referred to: for those who connect back offices."""
        to = self.home.overview_url
        taken = question_keys(self.document) if kind == "question" else page_keys(self.document)
        if not KEY.match(new) or len(new) > LONGEST_KEY:
            messages.error(self.request, "A key has small letters, digits and single hyphens, 60 at most.")
            return redirect(to)
        if new in taken:
            messages.error(self.request, f"The key “{new}” is taken.")
            return redirect(to)
        rename = references.rename_question if kind == "question" else references.rename_page
        return overview.carry_out(
            self.request, self.home, lambda document: rename(document, old, new), lambda document: True,
            done=f"Its key is “{new}” now, wherever it was used.", to=to,
        )  # fmt: skip

    def _undo(self) -> HttpResponse:
        """The revision before the newest, as a new one: what was undone can be undone again."""
        home = self.home
        if not isinstance(home, DraftHome):
            messages.error(self.request, "Use the history of the question set.")
            return redirect(home.overview_url)
        before = (
            Revision.objects.for_instance(home.draft)
            .filter(pk__lt=home.revision or 0)
            .order_by("-pk")
            .first()
        )
        if before is None:
            messages.info(self.request, "There is nothing to undo.")
            return redirect(home.overview_url)
        try:
            home.keep(before.as_object().document, home.revision)
        except (StaleDraft, DraftLocked, DraftRefused) as refused:
            messages.error(self.request, str(refused))
        else:
            messages.success(self.request, "The last change is undone. Undo again to have it back.")
        return redirect(home.overview_url)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < 5
