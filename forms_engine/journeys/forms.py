"""One page of a journey as a Django form.

The fields only carry what was typed and how it is shown (``fields``); what is acceptable is the runtime's to say, so
that the form refuses exactly what the API refuses.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from forms_engine.definition.document import Question
from forms_engine.journeys.address_search import Searched, search_posted
from forms_engine.journeys.context import content_block
from forms_engine.journeys.fields import answer_of, form_field, shown
from forms_engine.locations.lookup import can_find_addresses
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.values import Answer
from themes.fields import AddressSearch


class PageForm(forms.Form):
    """The questions of one page. ``answers()`` gives what was typed as answers, acceptable or not.

    Some fields have buttons of their own (find an address, send or remove a file). Pressing one never goes on: the form
    ``stays``, which makes it not valid, and is shown again with everything typed and without judging it.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        state: PageState,
        language: str,
        answers: Mapping[str, Answer],
        judge: Callable[[dict[str, Answer]], tuple[Problem, ...]] | None = None,
        asker: str = "",
        **kwargs: Any,
    ) -> None:
        """``answers`` are the page's, kept so far; ``judge`` says what is wrong with its new ones; ``asker`` is whose
        budget finding addresses is taken from."""
        self.questions = tuple(question for question in state.questions if question.type != "hidden")
        self.searched = self._search(data, language, asker) if data is not None else {}
        kwargs["initial"] = {q.key: shown(q, answers.get(q.key)) for q in self.questions}
        super().__init__(self._filled(data), files, **kwargs)
        self.state, self.language, self._judge = state, language, judge
        self._files = {q.key: answers.get(q.key) for q in self.file_questions}
        alone = len(state.blocks) == 1
        for question in self.questions:
            made = form_field(question, language, heading=alone)
            if question.type == "address" and can_find_addresses():
                known = self.searched.get(question.key)
                made.search = (  # type: ignore[attr-defined]  # an AddressField
                    known.search if known else AddressSearch(is_open=bool(answers.get(question.key)))
                )
            self.fields[question.key] = made
        self.refused_uploads: dict[str, list[str]] = {}
        self.refused_files: list[Problem] = []

    def _search(self, data: Any, language: str, asker: str) -> dict[str, Searched]:
        if not can_find_addresses():
            return {}
        return {
            question.key: search_posted(question, data, language=language, asker=asker)
            for question in self.questions
            if question.type == "address"
        }

    def _filled(self, data: Any) -> Any:
        """The posted data with the addresses chosen in their boxes."""
        if not any(searched.filled for searched in self.searched.values()):
            return data
        data = data.copy()
        for key, searched in self.searched.items():
            for part, text in searched.filled.items():
                data[f"{key}_{part}"] = text
        return data

    @property
    def stays(self) -> bool:
        """Whether a button of one of its fields was pressed, so that the page is shown again."""
        return any(searched.stays for searched in self.searched.values()) or any(
            f"{question.key}_{button}" in self.data
            for question in self.file_questions
            for button in ("upload", "remove")
        )

    def is_valid(self) -> bool:
        """Whether the journey can go on from here."""
        return not self.stays and super().is_valid()

    @property
    def file_questions(self) -> tuple[Question, ...]:
        """The questions that ask for files."""
        return tuple(question for question in self.questions if question.type == "file")

    def answers(self) -> dict[str, Answer]:
        """This page's answers as JSON values; None for one that is left blank."""
        return {
            question.key: self.files_of(question)
            if question.type == "file"
            else answer_of(question, self.cleaned_data.get(question.key))
            for question in self.questions
        }

    def typed(self) -> dict[str, Answer]:
        """This page's answers as they stand, unfinished or wrong, for somebody who leaves it: nothing is judged. Files
        are kept already, one by one."""
        return {
            question.key: answer_of(
                question, _storable(self.fields[question.key].clean(self[question.key].data))
            )
            for question in self.questions
            if question.type != "file"
        }

    def files_of(self, question: Question) -> Answer:
        """The files kept for the question (``page_files`` takes in and takes out)."""
        return self._files.get(question.key) or None

    def show_files(self, question: Question, files: list[dict[str, object]]) -> None:
        """Have the form answer and show these files for the question."""
        self._files[question.key] = files
        self.initial[question.key] = files

    def clean(self) -> dict[str, Any]:
        """Have the runtime judge the page's answers, and put its problems to their fields."""
        cleaned = super().clean() or {}
        for key, messages in self.refused_uploads.items():
            self.add_error(key, ValidationError(messages))
        for key, searched in self.searched.items():
            if searched.problem:
                self.add_error(key, ValidationError(searched.problem, code="search"))
        if self._judge and not self.stays:
            for found in self._judge(self.answers()):
                if found.question in self.fields and found.question not in self.refused_uploads:
                    words = found.message.in_language(self.language)
                    self.add_error(found.question, ValidationError(words, code=found.code))
        return cleaned

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """What the page shows, in order: ``{"field": BoundField}`` or as ``context.content_block`` says."""
        return [
            {"field": self[block.key]} if isinstance(block, Question) else content_block(block, self.language)
            for block in self.state.blocks
            if not isinstance(block, Question) or block.type != "hidden"
        ]


def _storable(typed: Any) -> Any:
    """What was typed without NUL, which no browser sends and no database can hold."""
    if isinstance(typed, str):
        return typed.replace("\0", "")
    if isinstance(typed, list):
        return [_storable(part) for part in typed]
    if isinstance(typed, dict):
        return {name: _storable(part) for name, part in typed.items()}
    return typed
