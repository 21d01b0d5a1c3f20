"""The HTML form of a journey, a page at a time, on django-formtools' named-URL wizard.

formtools carries the requests; the path, what is wrong and what comes next are one ``evaluate()`` of ours. Its own
list of forms is the pages that can be reached: everything answered so far and the first page that is not.
"""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from formtools.wizard.views import NamedUrlWizardView

from audiences.http import GuildhallRequest
from forms_engine.files.services import UploadRefused
from forms_engine.journeys import services
from forms_engine.journeys.context import journey_context
from forms_engine.journeys.forms import PageForm
from forms_engine.journeys.models import Submission
from forms_engine.journeys.under_way import submission_under_way
from forms_engine.runtime.evaluate import Evaluation, PageState
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.values import Answer


class JourneyWizard(NamedUrlWizardView):
    """One page of the submission that the browser's cookie holds."""

    storage_name = "forms_engine.journeys.storage.SubmissionStorage"
    slug: str
    evaluation: Evaluation

    def dispatch(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the submission first: without one, the journey starts at its beginning."""
        self.slug = kwargs["slug"]
        found = submission_under_way(request, self.slug)
        if found is None:
            return redirect("journey_start", slug=self.slug)
        if found.state == Submission.State.SUBMITTED:
            return redirect("journey_confirmation", slug=self.slug)
        request.submission = found  # type: ignore[attr-defined]  # read by SubmissionStorage
        try:
            return super().dispatch(request, *args, **kwargs)
        except services.AlreadySubmitted:
            # Sent from another tab while this page was open.
            return redirect("journey_confirmation", slug=self.slug)

    # -- what formtools asks -----------------------------------------------------------------------------

    def get_prefix(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> str:
        """The prefix of formtools' own hidden field."""
        return "wizard"

    def get_form_prefix(self, step: str | None = None, form_class: Any = None) -> str:
        """Fields are named as the questions are: a page is alone in its form."""
        return ""

    def get_form_list(self) -> dict[str, type[PageForm]]:
        """The pages that can be reached, from one evaluation. formtools deletes its copy once a page is saved and
        reads both names below itself (its 2.7 ``post`` deletes them), so both are set here."""
        if not hasattr(self, "_resolved_form_list"):
            self.evaluation = services.evaluate_submission(self.request.submission)
            self._resolved_form_list = {state.page.key: PageForm for state in self.reachable()}
            self._cache_signature = None
        return self._resolved_form_list.copy()

    def reachable(self) -> list[PageState]:
        """The pages of the path up to and with the first unfinished one."""
        path = list(self.evaluation.path)
        stop = self.evaluation.first_unfinished
        return path if stop is None else path[: path.index(stop) + 1]

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """What a page's form needs besides the posted data."""
        state = self.evaluation.state_of(step or self.steps.current)
        return {
            "state": state,
            "language": get_language(),
            "answers": self.request.submission.answers,
            "judge": self.judge,
        }

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> PageForm:
        """The page's form; files that were sent are taken in first, whatever else is wrong."""
        form: PageForm = super().get_form(step, data, files)
        if files:
            self.take_uploads(form, files)
        return form

    def process_step(self, form: PageForm) -> dict[str, Answer]:
        """What is kept of a page: its answers, not the posted form."""
        return form.answers()

    def get_step_url(self, step: str) -> str:
        """The address of a page."""
        url = reverse("journey_page", kwargs={"slug": self.slug, "step": step})
        return f"{url}?change=1" if "change" in self.request.GET else url

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page asked for, or go to the first that can be answered."""
        if kwargs["step"] not in self.get_form_list():
            return self.to_first_unfinished()
        self.storage.current_step = kwargs["step"]
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the page's answers and go on. The page is the address's, whatever the form says."""
        step = kwargs["step"]
        posted = self.request.POST.get("wizard-current_step", step)
        if step not in self.get_form_list() or posted != step:
            return self.to_first_unfinished()
        self.storage.current_step = step
        return super().post(*args, **kwargs)

    def render_next_step(self, form: PageForm, **kwargs: Any) -> HttpResponse:
        """The page that follows; after a change from check-your-answers, back there unless something new is asked."""
        # The page itself may have left the path, where another tab changed an answer before it meanwhile.
        if "change" in self.request.GET or self.steps.current not in self.get_form_list():
            return self.to_first_unfinished()
        return super().render_next_step(form, **kwargs)

    def render_done(self, form: PageForm, **kwargs: Any) -> HttpResponse:
        """Everything is answered. formtools calls this on GET too, so nothing is sent from here."""
        return redirect("journey_check", slug=self.slug)

    def render(self, form: PageForm | None = None, **kwargs: Any) -> HttpResponse:
        """An exit page has nothing to answer and a template of its own."""
        form = form or self.get_form()
        self.template_name = "journeys/exit.html" if form.state.page.exit else "journeys/page.html"
        return super().render(form, **kwargs)

    def get_context_data(self, form: PageForm, **kwargs: Any) -> dict[str, Any]:
        """What the page's template shows."""
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        language = get_language() or "en"
        page = form.state.page
        before = self.evaluation.before(page.key)
        if "change" in self.request.GET:
            back = reverse("journey_check", kwargs={"slug": self.slug})
        elif before:
            back = self.get_step_url(before.page.key)
        else:
            back = reverse("journey_start", kwargs={"slug": self.slug})
        return {
            **context,
            **journey_context(self.request.submission.version, language),
            "page_title": page.title.in_language(language),
            "blocks": form.blocks,
            "back_url": back,
            "heading_is_label": len(form.state.blocks) == 1 and bool(form.state.questions),
        }

    # -- our part ----------------------------------------------------------------------------------------

    def judge(self, answers: dict[str, Answer]) -> tuple[Problem, ...]:
        """What is wrong with the page's new answers, among all the others."""
        evaluation = services.evaluate_submission(
            self.request.submission, {**self.request.submission.answers, **answers}
        )
        state = evaluation.state_of(self.steps.current)
        return state.problems if state else ()

    def take_uploads(self, form: PageForm, files: Any) -> None:
        """Take in what was uploaded and keep it with the submission at once."""
        for question in form.state.questions:
            sent = files.getlist(question.key) if question.type == "file" else []
            if not sent:
                continue
            try:
                form.uploads[question.key] = [
                    services.keep_upload(self.request.submission, question, upload)
                    for upload in sent[: question.max_files + 1]
                ]
            except UploadRefused as refused:
                form.refused_uploads[question.key] = str(refused)
                continue
            if len(sent) <= question.max_files:
                self.request.submission = services.answer_page(
                    self.request.submission.id, {question.key: form.uploads[question.key]}
                )

    def to_first_unfinished(self) -> HttpResponseRedirect:
        """The first page that is not answered yet, or check-your-answers."""
        self.get_form_list()
        stop = self.evaluation.first_unfinished
        if stop is None:
            return redirect("journey_check", slug=self.slug)
        return redirect(self.get_step_url(stop.page.key))


journey_page = JourneyWizard.as_view(
    form_list=[("page", forms.Form)], url_name="journey_page", done_step_name="done"
)
