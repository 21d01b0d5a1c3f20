"""The HTML form of a journey, a page at a time, on django-formtools' named-URL wizard.

formtools carries the requests; the path, what is wrong and what comes next are one ``evaluate()`` of ours. Its own
list of forms is the pages that can be reached: everything answered so far and the first page that is not.
"""

import contextlib
from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from formtools.wizard.views import NamedUrlWizardView

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import groups, measures, saving, services
from forms_engine.journeys.availability import availability_for
from forms_engine.journeys.context import item_caption, journey_context, page_caption
from forms_engine.journeys.cookies import renew_cookie
from forms_engine.journeys.forms import PageForm
from forms_engine.journeys.items_form import ItemsForm, listed_items
from forms_engine.journeys.lookups.submissions import judged_with_look_up
from forms_engine.journeys.models import Submission
from forms_engine.journeys.notes import idle_context, language_context, notes_for
from forms_engine.journeys.officer import shared
from forms_engine.journeys.page_files import keep_files, show_scans
from forms_engine.journeys.under_way import draft_waiting_for_sign_in, submission_under_way
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.steps import with_page
from forms_engine.runtime.values import Answer


class JourneyWizard(NamedUrlWizardView):
    """One page of the submission that the browser's cookie holds."""

    storage_name = "forms_engine.journeys.storage.SubmissionStorage"
    slug: str
    evaluation: Evaluation
    problems_found: tuple[Problem, ...] = ()
    is_signed_out = False

    def dispatch(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the submission first: without one, the journey starts at its beginning."""
        self.slug = kwargs["slug"]
        found = submission_under_way(request, self.slug)
        if found is None and request.method == "POST":
            found = draft_waiting_for_sign_in(request, self.slug)
            self.is_signed_out = found is not None
        if found is None:
            return redirect(f"{reverse('journey_start', kwargs={'slug': self.slug})}?lost")
        if found.state == Submission.State.SUBMITTED:
            return redirect("journey_confirmation", slug=self.slug)
        if found.state == Submission.State.FOLLOWED:
            return redirect("journey_following", slug=self.slug)
        request.submission = found  # type: ignore[attr-defined]  # read by SubmissionStorage
        try:
            response: HttpResponse = super().dispatch(request, *args, **kwargs)
        except services.AlreadySubmitted:
            # Sent from another tab while this page was open.
            return redirect("journey_confirmation", slug=self.slug)
        if request.method == "POST" and not self.is_signed_out:
            renew_cookie(request, response, self.slug)
        return response

    # -- what formtools asks -----------------------------------------------------------------------------

    def get_prefix(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> str:
        """The prefix of formtools' own hidden field."""
        return "wizard"

    def get_form_prefix(self, step: str | None = None, form_class: Any = None) -> str:
        """Fields are named as the questions are: a page is alone in its form."""
        return ""

    def get_form_list(self) -> dict[str, type[PageForm | ItemsForm]]:
        """The pages that can be reached, from one evaluation. formtools deletes its copy once a page is saved and
        reads both names below itself (its 2.7 ``post`` deletes them), so both are set here."""
        if not hasattr(self, "_resolved_form_list"):
            self.evaluation = services.evaluate_submission(self.request.submission)
            self._resolved_form_list = {
                state.step: ItemsForm if state.is_list else PageForm for state in self.evaluation.reachable
            }
            self._cache_signature = None
        return self._resolved_form_list.copy()

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """What a page's form needs besides the posted data."""
        state = self.evaluation.state_of(step or self.steps.current)
        aside = getattr(self.request.submission, "set_aside", None)
        shown_again = aside.answers if aside and state and aside.step == state.step else {}
        return {
            "state": state,
            "language": get_language(),
            "answers": {**state.answers, **shown_again} if state else {},
            "judge": self.judge,
            "asker": str(self.request.submission.id),
        }

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> PageForm | ItemsForm:
        """The page's form; files that were sent are taken in first, whatever else is wrong."""
        form: PageForm | ItemsForm = super().get_form(step, data, files)
        if data is not None and isinstance(form, PageForm):
            self.request.submission = keep_files(form, self.request.submission, form.state.step, files)
        return form

    def process_step(self, form: PageForm | ItemsForm) -> dict[str, Answer]:
        """What is kept of a page: its answers, not the posted form. Files are kept already, one by one."""
        measures.judged(self.request.submission, form.state.step, ())
        files = {question.key for question in form.file_questions} if isinstance(form, PageForm) else set()
        return {key: answer for key, answer in form.answers().items() if key not in files}

    def get_step_url(self, step: str) -> str:
        """The address of a page."""
        url = reverse("journey_page", kwargs={"slug": self.slug, "step": step})
        return f"{url}?change=1" if "change" in self.request.GET else url

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page asked for, or go to the first that can be answered."""
        if not availability_for(self.request, self.request.submission.version.journey).is_open:
            return redirect("journey_start", slug=self.slug)
        if kwargs["step"] not in self.get_form_list():
            return self.to_first_unfinished()
        self.storage.current_step = kwargs["step"]
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the page's answers and go on. The page is the address's, whatever the form says."""
        step = kwargs["step"]
        posted = self.request.POST.get("wizard-current_step", step)
        is_reached = step in self.get_form_list() and posted == step
        if self.is_signed_out and not is_reached:
            return redirect("journey_start", slug=self.slug)
        if not is_reached:
            return self.to_first_unfinished()
        self.storage.current_step = step
        if group := self.item_has_moved(step):
            return redirect(self.get_step_url(group))
        if self.is_signed_out:
            return self.set_aside()
        # No question's key has an underscore.
        if "save_for_later" in self.request.POST:
            return self.leave()
        if not availability_for(self.request, self.request.submission.version.journey).is_open:
            self.keep_typed()
            return redirect("journey_start", slug=self.slug)
        if "remove_item" in self.request.POST or "keep_item" in self.request.POST:
            return self.render()
        if "remove_item_sure" in self.request.POST:
            return self.remove_item()
        if (state := self.evaluation.state_of(step)) and shared.has_changed(
            self.request.submission, self.request.POST.get("was", ""), shared.mark_of_page(state)
        ):
            return self.show_what_changed()
        return super().post(*args, **kwargs)

    def render_next_step(self, form: PageForm | ItemsForm, **kwargs: Any) -> HttpResponse:
        """The page that follows; after a change from check-your-answers, back there unless something new is asked."""
        if isinstance(form, ItemsForm) and form.wants_another:
            return self.add_item(form)
        if self.asks_more(form):
            return redirect(self.get_step_url(form.state.step))
        # The page itself may have left the path, where another tab changed an answer before it meanwhile.
        if "change" in self.request.GET or self.steps.current not in self.get_form_list():
            return self.to_first_unfinished()
        return super().render_next_step(form, **kwargs)

    def render_done(self, form: PageForm | ItemsForm, **kwargs: Any) -> HttpResponse:
        """Everything is answered. formtools calls this on GET too, so nothing is sent from here."""
        if isinstance(form, ItemsForm) and form.wants_another:
            return self.add_item(form)
        if self.asks_more(form):
            return redirect(self.get_step_url(form.state.step))
        return redirect("journey_check", slug=self.slug)

    def render(self, form: PageForm | ItemsForm | None = None, **kwargs: Any) -> HttpResponse:
        """Exit pages and lists of items have templates of their own."""
        form = form or self.get_form()
        self.count(form)
        if isinstance(form, PageForm):
            show_scans(form, self.request.submission)
        if isinstance(form, ItemsForm):
            self.template_name = "journeys/items.html"
        else:
            self.template_name = "journeys/exit.html" if form.state.page.exit else "journeys/page.html"
        return super().render(form, **kwargs)

    def get_context_data(self, form: PageForm | ItemsForm, **kwargs: Any) -> dict[str, Any]:
        """What the page's template shows."""
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        language = get_language() or "en"
        state, definition = form.state, definition_of(self.request.submission.version_id)
        before = self.evaluation.before(state.step)
        if "change" in self.request.GET:
            back = reverse("journey_check", kwargs={"slug": self.slug})
        elif before:
            back = self.get_step_url(before.step)
        else:
            back = reverse("journey_start", kwargs={"slug": self.slug})
        return {
            **context,
            **journey_context(self.request.submission.version, language),
            **(self.list_context(form) if isinstance(form, ItemsForm) else self.page_context(form)),
            "page_title": state.page.title.in_language(language),
            "caption": page_caption(definition, state, language),
            "back_url": back,
            **idle_context(),
            **language_context(self.request, definition, language),
            **(notes_for(self.request.submission, state.step) if self.request.method == "GET" else {}),
        }

    def page_context(self, form: PageForm) -> dict[str, Any]:
        """What only a page of questions shows. An item that need not be there can be taken out from its own pages."""
        state = form.state
        return {
            "blocks": form.blocks,
            "was": shared.mark_of_page(state),
            "heading_is_label": len(state.blocks) == 1 and bool(state.questions),
            "can_remove_item": state.group is not None
            and not state.group.count
            and state.items > state.group.min,
            "item_name": item_caption(state, get_language() or "en"),
        }

    def list_context(self, form: ItemsForm) -> dict[str, Any]:
        """What only a list of items shows: ``items``, and ``removing`` the one that is to be removed, to be sure."""
        items = listed_items(self.evaluation, form.state, get_language() or "en")
        asked = self.request.POST.get("remove_item", "")
        return {
            "items": [(item, self.get_step_url(item.step)) for item in items],
            "removing": next((item for item in items if str(item.number) == asked), None),
            "can_remove": form.state.items > form.group.min,
        }

    def count(self, form: PageForm | ItemsForm) -> None:
        """Count that the page was shown or, where it was sent, what was wrong with it."""
        if self.request.method != "POST":
            measures.reached(self.request.submission, form.state.step)
            return
        refused = form.refused_files if isinstance(form, PageForm) else []
        if found := [*refused, *self.problems_found]:
            measures.judged(self.request.submission, form.state.step, found)

    # -- our part ----------------------------------------------------------------------------------------

    def judge(self, answers: dict[str, Answer]) -> tuple[Problem, ...]:
        """What is wrong with the page's new answers, among all the others."""
        step = self.steps.current
        evaluation = judged_with_look_up(
            self.request.submission,
            step,
            with_page(self.request.submission.answers, step, answers),
            network_of(self.request),
        )
        state = evaluation.state_of(step)
        self.problems_found = state.problems if state else ()
        return self.problems_found

    def asks_more(self, form: PageForm | ItemsForm) -> bool:
        """Whether the page's answers brought up more on it than was shown when it was sent."""
        self.get_form_list()
        now = self.evaluation.state_of(form.state.step)
        return now is not None and now.asks_more_than(form.state)

    def show_what_changed(self) -> HttpResponse:
        """The page as an officer has changed it, and what was typed here instead: nothing of that is kept unseen."""
        typed = self.get_form(data=self.request.POST, files=self.request.FILES)
        if isinstance(typed, ItemsForm):
            return self.render()
        language = get_language() or "en"
        lost = shared.not_kept(typed.state, typed.typed(), language, timezone.localdate())
        return self.render(self.get_form(), changed_by_officer=True, not_kept=lost)

    def keep_typed(self) -> None:
        """Keep what was typed as it stands. Whether it will do is asked again by whatever goes on from it."""
        form = self.get_form(data=self.request.POST, files=self.request.FILES)
        saving.forget_set_aside(self.request.submission)
        services.answer_page(self.request.submission.id, form.state.step, form.typed())

    def leave(self) -> HttpResponse:
        """Keep what was typed and leave: to come back later, or (``idle``) because nobody is at the page."""
        self.keep_typed()
        saving.save_for_later(
            self.request.submission.id,
            self.steps.current,
            self.request.principal,
            language=get_language() or "en",
        )
        return redirect(saving.left_to(self.request.POST["save_for_later"]), slug=self.slug)

    def set_aside(self) -> HttpResponse:
        """What somebody sends after their session has ended is kept for them, counts for nothing, and waits behind the
        sign-in. Nothing else changes, and no file is taken from nobody."""
        form = super().get_form(data=self.request.POST)
        saving.set_aside(self.request.submission.id, form.state.step, form.typed())
        return redirect_to_login(self.get_step_url(form.state.step), "sign_in")

    def add_item(self, form: ItemsForm) -> HttpResponse:
        """Add an item and go to its first page."""
        try:
            step = groups.add_item(self.request.submission.id, form.group.key)
        except groups.ItemRefused:
            # Another tab was quicker: the list says how things are.
            step = form.state.step
        return redirect(self.get_step_url(step))

    def item_has_moved(self, step: str) -> str:
        """The group whose page this is, where an item has been taken out since it was shown: under the same number there
        may be another child by now, whose answers are not to be written over. "" where nothing was."""
        state = self.evaluation.state_of(step)
        if state is None or state.group is None or not state.item:
            return ""
        return state.group.key if state.items < _shown(self.request.POST.get("of_items", "")) else ""

    def remove_item(self) -> HttpResponse:
        """Remove the item that the form names (or whose page this is), and show the list."""
        state = self.evaluation.state_of(self.steps.current)
        group = state.group if state else None
        if state is None or group is None:
            return self.to_first_unfinished()
        # Pressed twice, or changed in another tab: the list says how things are.
        with contextlib.suppress(groups.ItemRefused):
            groups.remove_item(
                self.request.submission.id,
                group.key,
                _shown(self.request.POST["remove_item_sure"]),
                _shown(self.request.POST.get("of_items", "")),
            )
        return redirect(self.get_step_url(group.key))

    def to_first_unfinished(self) -> HttpResponseRedirect:
        """The first page that is not answered yet, or check-your-answers."""
        self.get_form_list()
        stop = self.evaluation.first_unfinished
        if stop is None:
            return redirect("journey_check", slug=self.slug)
        return redirect(self.get_step_url(stop.step))


def _shown(number: str) -> int:
    """A number that a form of ours carried; 0 where somebody changed it."""
    return int(number) if number.isdecimal() and len(number) < 4 else 0


journey_page = JourneyWizard.as_view(
    form_list=[("page", forms.Form)], url_name="journey_page", done_step_name="done"
)
