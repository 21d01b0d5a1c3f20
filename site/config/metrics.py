"""``/metrics``: numbers for the operator's monitoring, in Prometheus's text format (version 0.0.4).

Whoever shows METRICS_TOKEN as a bearer gets them; without that variable there are none. Numbers only: no reference,
no name of a person, a service or a destination.
"""

import hmac
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from config.health import LONGEST_SILENCE
from forms_engine.delivery.measures import Measure, measures
from forms_engine.files.models import StoredFile
from forms_engine.notices.models import Notice
from payments.selectors import charges_needing_attention

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def answer(request: HttpRequest) -> HttpResponse:
    """The numbers, or 401 for whoever shows no token or another; 404 where the operator has set none."""
    wanted = settings.ENVIRONMENT.metrics_token
    if not wanted:
        return HttpResponse("There are no metrics here.\n", status=404, content_type="text/plain")
    shown = request.headers.get("Authorization", "")
    if not hmac.compare_digest(shown.encode(), f"Bearer {wanted}".encode()):
        refused = HttpResponse("Show the operator's token.\n", status=401, content_type="text/plain")
        refused["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return refused
    return HttpResponse(_text(), content_type=CONTENT_TYPE)


def _text() -> str:
    lines, last = [], ""
    for measure in (*measures(), *_house()):
        if measure.name != last:
            lines += [f"# HELP {measure.name} {measure.help}", f"# TYPE {measure.name} gauge"]
            last = measure.name
        labels = ",".join(f'{name}="{value}"' for name, value in measure.labels)
        lines.append(
            f"{measure.name}{{{labels}}} {measure.value:g}" if labels else f"{measure.name} {measure.value:g}"
        )
    return "\n".join(lines) + "\n"


def _house() -> Iterator[Measure]:
    now = timezone.now()
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=now - LONGEST_SILENCE)
    yield Measure("guildhall_workers", "Workers heard of in the last minute.", alive.count())
    jobs = dict(
        ProcrastinateJob.objects.filter(status__in=["todo", "doing", "failed"])
        .order_by()
        .values_list("status")
        .annotate(n=Count("id"))
    )
    for status in ("todo", "doing", "failed"):
        yield Measure(
            "guildhall_jobs", "Background jobs, by status.", jobs.get(status, 0), (("status", status),)
        )
    yield Measure(
        "guildhall_charges_needing_attention",
        "Charges that a person in finance has to look at.",
        charges_needing_attention().count(),
    )
    late = StoredFile.objects.filter(scan_state="waiting", created_at__lt=now - timedelta(hours=1))
    yield Measure("guildhall_files_unscanned", "Files that have waited for a scan for an hour.", late.count())
    for state in (Notice.State.READY, Notice.State.DEAD):
        yield Measure(
            "guildhall_notices",
            "Emails and text messages that wait, or could not be sent.",
            Notice.objects.filter(state=state).count(),
            (("state", state.value),),
        )
