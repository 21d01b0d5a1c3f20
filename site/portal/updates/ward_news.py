"""What is news in the wards: how many reports came in, and how many were put right.

Counted is what anybody may read by Open311 (``open311.reading``): reports of open services, where an administrator has said
that their journey's are public. Nothing of any one of them is told.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.open311.reading import readable
from forms_engine.requests.states import RequestState


@dataclass(frozen=True, slots=True)
class Reports:
    """Those of one journey in one ward; ``version_id`` names the journey in any language."""

    version_id: int
    new: int
    fixed: int

    def title(self, language: str) -> str:
        """The journey's title."""
        return definition_of(self.version_id).title.in_language(language)


ByWard = dict[str, list[Reports]]


def ward_news(since: datetime, until: datetime) -> ByWard:
    """What came in, and what was put right, from ``since`` on and before ``until``, by ward's code. Two queries over all
    wards, whoever asks for which."""
    shown = readable(None).filter(ward__isnull=False, erased_at=None).select_related(None).defer(None)
    new = shown.filter(received_at__gte=since, received_at__lt=until)
    fixed = shown.filter(state=RequestState.RESOLVED, finished_at__gte=since, finished_at__lt=until)
    counts: dict[tuple[str, int], list[int]] = {}
    for place, rows in enumerate((new, fixed)):
        grouped = rows.order_by().values_list("ward__code", "journey_version__journey")
        for code, journey, version, number in grouped.annotate(Max("journey_version"), Count("id")):
            one = counts.setdefault((code, journey), [0, 0, version])
            one[place] = number
            one[2] = max(one[2], version)
    found: ByWard = {}
    for (code, _journey), (came, gone, version) in sorted(counts.items()):
        found.setdefault(code, []).append(Reports(version, came, gone))
    return found
