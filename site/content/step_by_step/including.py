"""Which pages a step by step includes, as rows: written with every change of it that readers can see."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction

if TYPE_CHECKING:
    from content.models import StepByStepPage


@transaction.atomic
def write_step_links(steps_page: "StepByStepPage") -> None:
    """Bring the rows of a step by step to what it says now; it has none while it is not published.

    A page that several steps lead to counts for the first. Pages that are gone are left out.
    """
    model: Any = apps.get_model("content", "StepLink")
    wanted = _included(steps_page) if steps_page.live else {}
    own = model.objects.filter(steps_id=steps_page.pk)
    own.exclude(page_id__in=wanted).delete()
    for row in own.filter(page_id__in=wanted):
        number = wanted.pop(row.page_id)
        if row.number != number:
            model.objects.filter(pk=row.pk).update(number=number)
    model.objects.bulk_create(
        model(steps_id=steps_page.pk, page_id=page_id, number=number) for page_id, number in wanted.items()
    )


def _included(steps_page: "StepByStepPage") -> dict[int, int]:
    """Page to the number of the first step that leads to it. What goes on beside a step, or instead of it, has that
    step's number."""
    number = 0
    found: dict[int, int] = {}
    for block in steps_page.steps:
        if block.value["kind"] == "step" or number == 0:
            number += 1
        for link in block.value["links"]:
            page = link["page"]
            if page is not None and page.pk is not None:
                found.setdefault(page.pk, number)
    return found
