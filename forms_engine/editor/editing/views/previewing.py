"""Seeing a draft as a resident does: a page of it, all of it by hand, all of it by an automatic resident."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from forms_engine.definition.document import Definition
from forms_engine.definition.errors import DefinitionRefused
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.sets import expand_sets
from forms_engine.editor.editing import preview
from forms_engine.editor.editing.as_resident import render_for_residents
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.screens import Crumb, Screen
from forms_engine.editor.editing.sentences import name_of
from forms_engine.editor.editing.trying import DONE, Trial
from forms_engine.journeys.context import answer_sections, page_caption
from forms_engine.journeys.items_form import ItemsForm, listed_items
from forms_engine.runtime.evaluate import Evaluation, PageState
from forms_engine.runtime.rehearsal import rehearse
from forms_engine.runtime.summary import summarise
from forms_engine.runtime.wording import pounds

PATHS = 200  # walks of one rehearsal: enough for every page, and done while somebody waits


class Preview(Screen):
    """One page, alone, for the frame beside the form or a tab of its own."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, empty; with ``?errors`` as to somebody who left it so."""
        return self.show(with_errors="errors" in request.GET)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with what was typed into it judged."""
        return self.show(data=request.POST)

    def show(self, **how: Any) -> HttpResponse:
        """The page in the language asked for."""
        language = self.request.GET.get("language", "en")
        return preview.show(
            self.request,
            self.document,
            self.home.sets,
            self.kwargs["address"],
            language=language if language in preview.LANGUAGES else "en",
            **how,
        )


class _WholeDraft(Screen):
    """Screens that need a draft without errors."""

    def errors(self) -> list[Found]:
        """What keeps the draft from being walked."""
        return [one for one in self.atlas.findings(self.home.findings()) if one.is_error]

    def definition(self) -> Definition:
        """The draft as a definition.

        Raises:
            DefinitionRefused: where it cannot be read; ``errors`` has said so already.
        """
        return parse_definition(expand_sets(self.document, self.home.sets))


class Rehearse(_WholeDraft):
    """What an automatic resident saw."""

    template_name = "editor/editing/rehearse.html"
    page_title = "Rehearse"

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "Rehearse"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Offer it."""
        return render(request, self.template_name, self.get_context_data(errors=self.errors(), report=None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, now."""
        errors = self.errors()
        if errors:
            return render(request, self.template_name, self.get_context_data(errors=errors, report=None))
        report = rehearse(self.definition(), today=timezone.localdate(), paths=PATHS)
        titles = {one.key: one for one in self.definition().all_pages}
        low, high = report.fee_range

        def title(step: str) -> str:
            key = step.rsplit("/", 1)[-1]
            return titles[key].title.in_language("en") if key in titles else name_of(key)

        paths = [
            {
                "steps": [title(step) for step in path.steps],
                "ended": path.ended,
                "fee": pounds(path.fee_pence) if path.fee_pence else "",
                "walks": path.walks,
            }
            for path in report.paths
        ]
        context = self.get_context_data(
            errors=[],
            report=report,
            reached=len(report.pages_reached),
            pages=len(titles),
            missed=[
                {"title": title(one.page), "why": one.why, "place": self.atlas.place_of(f"page {one.page}")}
                for one in report.pages_missed
            ],
            defects=[
                {"message": one.message, "place": self.atlas.place_of(f"question {one.place}")}
                for one in report.defects
            ],
            exits=[(title(key), count) for key, count in report.exits.items()],
            paths=sorted(paths, key=lambda path: -int(str(path["walks"]))),
            fee="" if not high else pounds(high) if low == high else f"{pounds(low)} to {pounds(high)}",
        )
        return render(request, self.template_name, context)


class Try(_WholeDraft):
    """The whole draft, page after page, as a resident walks it."""

    language = "en"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find where the answers so far lead."""
        try:
            if self.errors():
                raise DefinitionRefused([])
            self.trial = Trial(request, self.home.number, self.definition())
        except DefinitionRefused:
            messages.warning(
                request, "Mend what is listed here first: a journey with errors cannot be walked."
            )
            return redirect(self.home.url("findings"))
        asked = request.GET.get("language", "")
        self.language = asked if asked in preview.LANGUAGES else "en"
        return super().dispatch(request, *args, **kwargs)

    def url_of(self, step: str) -> str:
        """The address of a step, in the language chosen."""
        url = self.home.url("try_step", step=step)
        return f"{url}?language={self.language}" if self.language != "en" else url

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A step; without one, the first, with every answer forgotten."""
        step = kwargs.get("step")
        if step is None:
            self.trial.begin_again()
            path = self.trial.evaluate().path
            return redirect(self.url_of(path[0].step if path else DONE))
        evaluation = self.trial.evaluate()
        state = self._state(evaluation, step)
        if state is None:
            if step == DONE and evaluation.can_submit:
                return self._done(evaluation)
            stop = evaluation.first_unfinished
            return redirect(self.url_of(stop.step if stop else DONE))
        return self._page(evaluation, state, self.trial.make_form(state, self.language))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the page's answers and go on."""
        evaluation = self.trial.evaluate()
        state = self._state(evaluation, kwargs.get("step", ""))
        if state is None:
            return redirect(self.home.url("try"))
        number = request.POST.get("remove_item_sure", "") or request.POST.get("remove_item", "")
        if state.group is not None and number.isdecimal():
            self.trial.take_out(state.group.key, int(number))
            return redirect(self.url_of(state.group.key))
        form = self.trial.make_form(state, self.language, request.POST, request.FILES)
        if not form.is_valid():
            return self._page(evaluation, state, form)
        return redirect(self.url_of(self.trial.take(form, evaluation)))

    def _state(self, evaluation: Evaluation, step: str) -> PageState | None:
        return next((one for one in evaluation.reachable if one.step == step), None)

    def _page(self, evaluation: Evaluation, state: PageState, form: Any) -> HttpResponse:
        language, definition = self.language, self.trial.definition
        before = evaluation.before(state.step)
        context: dict[str, Any] = {
            "form": form,
            "page_title": state.page.title.in_language(language),
            "caption": page_caption(definition, state, language),
            "back_url": self.url_of(before.step) if before else self.home.overview_url,
            "alert": self._alert(),
        }
        if isinstance(form, ItemsForm):
            items = listed_items(evaluation, state, language)
            context["items"] = [(item, self.url_of(item.step)) for item in items]
            context["can_remove"] = state.items > form.group.min
            template = "journeys/items.html"
        else:
            context["blocks"] = form.blocks
            context["heading_is_label"] = len(state.blocks) == 1 and bool(state.questions)
            template = "journeys/exit.html" if state.page.exit else "journeys/page.html"
        return render_for_residents(self.request, definition, template, context, language)

    def _done(self, evaluation: Evaluation) -> HttpResponse:
        definition, language = self.trial.definition, self.language
        rows = summarise(evaluation, language)
        context = {
            "sections": answer_sections(definition, rows, language),
            "fee_lines": [
                {"label": line.label.in_language(language), "amount": pounds(line.amount_pence)}
                for line in evaluation.fee_lines
            ],
            "fee_total": pounds(evaluation.fee_pence) if evaluation.fee_pence else "",
            "declaration": definition.declaration.in_language(language),
            "steps": [(row.label, self.url_of(row.step)) for row in rows],
            "back_url": self.home.overview_url,
            "again_url": self.home.url("try"),
            "alert": self._alert(),
        }
        return render_for_residents(
            self.request, definition, "editor/editing/try_done.html", context, language
        )

    def _alert(self) -> dict[str, str]:
        return {
            "title": "You are trying a draft.",
            "text": "Nothing is sent, paid or kept.",
            "url": self.home.overview_url,
            "level": "information",
        }


class Findings(Screen):
    """Everything to mend, with the way to where it is mended."""

    template_name = "editor/editing/findings.html"
    page_title = "To mend"

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "To mend"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Errors first."""
        found = self.atlas.findings(self.home.findings())
        context = self.get_context_data(
            errors=[one for one in found if one.is_error], warnings=[one for one in found if not one.is_error]
        )
        return render(request, self.template_name, context)
