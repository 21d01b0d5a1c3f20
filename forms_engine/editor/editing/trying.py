"""Trying a draft out: walking the whole of it in its real templates. Answers stay in the editor's own session until they
begin again or sign out; nothing is sent, paid or stored anywhere else."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from forms_engine.definition.document import Definition
from forms_engine.journeys.forms import PageForm
from forms_engine.journeys.items_form import ItemsForm
from forms_engine.journeys.lookups.asking import Said, try_out
from forms_engine.journeys.models import LookupSource
from forms_engine.runtime.evaluate import Evaluation, PageState, evaluate
from forms_engine.runtime.facts import DOWN, FOUND, Finding, facts_from, read_findings
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.steps import with_new_item, with_page, without_item
from forms_engine.runtime.values import Answer

DONE = "done"  # the step after the last: "done" is no page's key, as journeys use the word themselves


@dataclass
class Trial:
    """One draft being tried."""

    request: HttpRequest
    draft_id: int
    definition: Definition

    @property
    def name(self) -> str:
        """Where in the session it is."""
        return f"trying-journey-{self.draft_id}"

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers so far."""
        found = self.request.session.get(self.name)
        return dict(found) if isinstance(found, dict) else {}

    def keep(self, answers: dict[str, Answer]) -> None:
        """Keep the answers for the next page."""
        self.request.session[self.name] = answers

    def begin_again(self) -> None:
        """Forget every answer, and what was looked up."""
        self.request.session.pop(self.name, None)
        self.request.session.pop(f"{self.name}-findings", None)

    def look_up(self, answers: dict[str, Answer], step: str) -> None:
        """Ask what the page looks up, as the journey would; kept in the session, like the answers."""
        wanted = next((one for one in self.evaluate(answers).looked_up if one.page == step), None)
        if wanted is None or (wanted.finding is not None and wanted.finding.outcome == FOUND):
            return
        source = LookupSource.objects.filter(slug=wanted.lookup.source).first()
        said = try_out(source, wanted.inputs) if source is not None else Said(DOWN)
        outcome, values = str(said.outcome), {}
        if said.outcome == FOUND:
            try:
                values = facts_from(wanted.lookup, said.values)
            except ValueError:
                outcome = DOWN
        finding = Finding(dict(wanted.inputs), outcome, values, timezone.now().isoformat())
        kept = self.request.session.get(f"{self.name}-findings") or {}
        self.request.session[f"{self.name}-findings"] = {**kept, step: finding.as_json()}

    def evaluate(self, answers: dict[str, Answer] | None = None) -> Evaluation:
        """Where the answers lead."""
        return evaluate(
            self.definition,
            self.answers if answers is None else answers,
            timezone.localdate(),
            read_findings(self.request.session.get(f"{self.name}-findings")),
        )

    def make_form(
        self, state: PageState, language: str, data: QueryDict | None = None, files: Any = None
    ) -> PageForm | ItemsForm:
        """The form of a page, as in the journey itself."""

        def judge(given: dict[str, Answer]) -> tuple[Problem, ...]:
            answers = with_page(self.answers, state.step, given)
            self.look_up(answers, state.step)
            found = self.evaluate(answers).state_of(state.step)
            return found.problems if found else ()

        if state.is_list:
            return ItemsForm(data, state=state, language=language, judge=judge)
        form = PageForm(data, files, state=state, language=language, answers=state.answers, judge=judge)
        if data is not None:
            self._show_files(form, data, files)
        return form

    def _show_files(self, form: PageForm, data: QueryDict, files: Any) -> None:
        """Files as if they had been taken in: their names are kept with the other answers, their bytes are not."""
        state = form.state
        for question in form.file_questions:
            removed = data.get(f"{question.key}_remove", "")
            kept = [one for one in state.answers.get(question.key) or [] if one["id"] != removed]
            new = [
                {
                    "id": str(uuid4()),
                    "name": one.name,
                    "size": one.size,
                    "content_type": one.content_type or "",
                }
                for one in (files.getlist(question.key) if files is not None else [])
            ]
            shown = new if new and question.max_files == 1 else [*kept, *new]
            self.keep(with_page(self.answers, state.step, {question.key: shown or None}))
            form.show_files(question, shown)

    def take(self, form: PageForm | ItemsForm, evaluation: Evaluation) -> str:
        """Keep a valid page's answers; the answer is the step to go on to."""
        state = form.state
        if isinstance(form, ItemsForm):
            if form.wants_another:
                self.keep(with_new_item(self.answers, form.group.key, state.items))
                return self._first_of(form.group.key, state.items + 1)
            return self._after(evaluation, state)
        self.keep(with_page(self.answers, state.step, form.answers()))
        return self._after(self.evaluate(), state)

    def take_out(self, group: str, number: int) -> None:
        """Take an item out."""
        self.keep(without_item(self.answers, group, number))

    def _first_of(self, group: str, number: int) -> str:
        path = self.evaluate().path
        return next(
            (one.step for one in path if one.group and one.group.key == group and one.item == number), group
        )

    @staticmethod
    def _after(evaluation: Evaluation, state: PageState) -> str:
        after = evaluation.after(state.step)
        return after.step if after else DONE
