"""The tester: an answer set, or a request that there is, and what the rules say of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from audiences.http import GuildhallRequest
from forms_engine.delivery.routing import changing
from forms_engine.delivery.routing.loading import newest
from forms_engine.editor.routing.trying import (
    CircumstancesForm,
    Trial,
    definition_for,
    facts_of_trial,
    verdicts_on,
)
from forms_engine.editor.routing.views import RoutingScreen
from forms_engine.editor.routing.words import journey_choices
from forms_engine.requests.models import RequestRead
from forms_engine.requests.reading import note_read
from forms_engine.requests.routing import facts_again
from forms_engine.requests.selectors import request_for


class TryView(RoutingScreen):
    """Choose a journey and answer its questions as they come up, or name a request."""

    page_title = "What would happen?"
    template_name = "editor/routing/try.html"

    def get(self, request: GuildhallRequest) -> HttpResponse:
        """Which journey, or which request; with a reference, its verdict."""
        reference = request.GET.get("reference", "").strip()
        if reference:
            return self._of_request(request, reference)
        return self._journey(request, request.GET.get("journey", ""), judged=False)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The verdict on what was answered, with the questions that it brings up."""
        return self._journey(request, request.POST.get("journey", ""), judged=True)

    def _journey(self, request: HttpRequest, slug: str, *, judged: bool) -> HttpResponse:
        definition = definition_for(slug) if slug else None
        if definition is None:
            return self.show(journeys=journey_choices())
        asker = f"routing:{self.user.pk}"
        data = request.POST if judged else None
        trial, circumstances = Trial(definition, data, asker), CircumstancesForm(data, asker=asker)
        context: dict[str, Any] = {
            "journeys": journey_choices(),
            "journey": slug,
            "title": definition.title.in_language("en"),
            "trial": trial,
            "circumstances": circumstances,
        }
        if judged and circumstances.is_valid():
            facts, areas = facts_of_trial(trial, circumstances)
            context |= {"areas": areas, "verdicts": verdicts_on(facts, newest(), changing.being_written())}
            context["unfinished"] = not trial.evaluation.can_submit
        return self.show(**context)

    def _of_request(self, request: GuildhallRequest, reference: str) -> HttpResponse:
        found = request_for(request.principal, reference)
        if found is None or found.journey_version is None:
            refused = "There is no request of that reference that came from a journey and that you may see."
            return self.show(status=404, journeys=journey_choices(), reference=reference, refused=refused)
        note_read(request.principal, found, RequestRead.What.PAGE)
        return self.show(
            journeys=journey_choices(),
            reference=found.reference,
            found=found,
            areas=found.location.area_codes if found.location else [],
            verdicts=verdicts_on(facts_again(found), newest(), changing.being_written()),
        )
