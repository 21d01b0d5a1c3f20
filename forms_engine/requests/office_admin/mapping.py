"""The screen of a destination's mapping: written as a document, checked, tried, compared, published."""

import difflib
import json
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.log_actions import log

from audiences.http import GuildhallRequest
from forms_engine.catalogue.selectors import definition_of, every_live_version
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.connectors.interface import CannotRender
from forms_engine.delivery.mapping.applying import apply
from forms_engine.delivery.mapping.checking import problems_with
from forms_engine.delivery.mapping.language import FORMAT, MappingDocument, MappingRefused, read_mapping
from forms_engine.delivery.mapping.services import newest_mappings, publish_mapping
from forms_engine.delivery.models import MappingVersion
from forms_engine.requests.office_admin import samples
from forms_engine.requests.office_admin.screen import OfficeScreen

LONGEST = 500_000  # letters
SHOWN_VERSIONS = 20
EMPTY = {
    "format": FORMAT,
    "fields": [{"to": "reference", "from": {"request": "reference"}, "required": True}],
    "journeys": {},
}


class MappingView(OfficeScreen):
    """The newest version as a draft in the page. "Check" says what is wrong and shows what a request would become;
    "Publish" makes it the next version, which is in use at once."""

    page_title = "Mapping"
    template_name = "office_admin/mapping.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Only where requests are told in JSON."""
        super().setup(request, *args, **kwargs)
        if not CONNECTORS[self.destination.kind].takes_mapping:
            raise Http404

    def get(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """The newest version, an earlier one (``?version=``), or one to begin with."""
        shown = request.GET.get("version", "")
        version = self._newest()
        if shown.isascii() and shown.isdigit() and len(shown) < 9:
            version = self.destination.mapping_versions.filter(number=int(shown)).first() or version
        return self._show(_in_order(version.document if version else EMPTY))

    def post(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """Check it, or with the button ``publish`` publish it."""
        text = request.POST.get("document", "")[:LONGEST]
        try:
            document = json.loads(text)
        except (ValueError, RecursionError) as error:
            return self._show(text, problems=[f"This is not JSON: {error}."], status=422)
        if "publish" in request.POST:
            return self._publish(request, document, text)
        try:
            mapping = read_mapping(document)
        except MappingRefused as refused:
            return self._show(text, problems=refused.problems, status=422)
        return self._show(text, **self._tried(mapping, document, request.POST))

    def _publish(self, request: HttpRequest, document: Any, text: str) -> HttpResponse:
        try:
            version = publish_mapping(self.destination, document, by=self.user)
        except MappingRefused as refused:
            return self._show(text, problems=refused.problems, status=422)
        log(instance=self.destination, action="wagtail.publish", user=self.user, title=f"Mapping {version}")
        messages.success(
            request, f"Version {version.number} is in use: what is told from now on is put into its fields."
        )
        return redirect("destination_mapping", destination_id=self.destination.pk)

    def _tried(self, mapping: MappingDocument, document: Any, typed: Any) -> dict[str, Any]:
        """What is wrong with it, how it differs from the newest, and what a request would become."""
        live = {
            version.journey.slug: definition_of(version.pk)
            for version in every_live_version().filter(journey__slug__in=list(mapping.journeys))
        }
        problems = [
            f"journeys.{slug}: there is no such journey on offer."
            for slug in mapping.journeys
            if slug not in live
        ]
        warnings: list[str] = []
        for slug, definition in live.items():
            for finding in problems_with(mapping, definition, name=self.destination.slug):
                (problems if finding.severity == "error" else warnings).append(
                    f"journeys.{slug}: {finding.message}"
                )
        newest = self._newest()
        before = _in_order(newest.document).splitlines() if newest else []
        return {
            "checked": True,
            "problems": problems,
            "warnings": warnings,
            "difference": list(
                difflib.unified_diff(before, _in_order(document).splitlines(), lineterm="", n=2)
            )[2:],
            **self._previewed(mapping, live, typed),
        }

    def _previewed(self, mapping: MappingDocument, live: dict[str, Any], typed: Any) -> dict[str, Any]:
        reference, journey = typed.get("reference", "").strip(), typed.get("journey", "")
        data: samples.Data | None = None
        said: dict[str, Any] = {"reference": reference, "journey": journey}
        if reference:
            data = samples.of_request(cast(GuildhallRequest, self.request).principal, reference)
            if data is None:
                said["preview_problem"] = (
                    "There is no such request that you may see as an officer. Leave the reference empty to try it on a "
                    "made-up one."
                )
        elif live:
            data = samples.made_up(live.get(journey) or next(iter(live.values())))
        if data is not None:
            try:
                said["preview"] = _written(apply(mapping, data))
            except CannotRender as error:
                said["preview_problem"] = str(error)
        return said

    def _newest(self) -> MappingVersion | None:
        return newest_mappings([self.destination.pk]).get(self.destination.pk)

    def _show(self, text: str, status: int = 200, **context: Any) -> HttpResponse:
        versions = self.destination.mapping_versions.select_related("by").order_by("-number")
        return self.show(
            status=status,
            destination=self.destination,
            text=text,
            versions=versions[:SHOWN_VERSIONS],
            journeys=sorted(version.journey.slug for version in every_live_version()),
            **context,
        )


def _in_order(document: Any) -> str:
    """A mapping as it is read and compared: the database keeps no order of names."""
    mapping = read_mapping(document)
    kept = mapping.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return _written({"format": mapping.format, **kept})


def _written(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
