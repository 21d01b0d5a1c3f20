"""What a journey books: one of the kinds of appointment that there are, each with what it means."""

from django import forms
from django.db.models import Count, Q
from django.utils.html import format_html
from django.utils.safestring import SafeString

from forms_engine.booking.models import ResourceKind

MINUTES = 30  # of a kind that is not there

REFUNDS = {
    ResourceKind.RefundRule.ALWAYS: "What was paid is paid back whenever it is cancelled.",
    ResourceKind.RefundRule.IN_TIME: "What was paid is paid back if it is cancelled in time.",
    ResourceKind.RefundRule.NEVER: "Nothing is paid back when it is cancelled.",
}


def kind_field(now: object) -> forms.ChoiceField:
    """The choice of a kind. ``now`` is the one chosen, which stays a choice also where it is not there any more."""
    kinds = (
        ResourceKind.objects.select_related("service")
        .annotate(
            with_hours=Count("resources", filter=Q(resources__schedules__rules__isnull=False), distinct=True)
        )
        .order_by("service__name", "slug")
    )
    choices: list[tuple[str, str]] = [("", "Nothing"), *((kind.slug, _label(kind)) for kind in kinds)]
    if isinstance(now, str) and now and now not in dict(choices):
        choices.append((now, f"{now} (not there any more: nobody could choose a time)"))
    return forms.ChoiceField(
        label="What is booked",
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="People choose a time after the last question, and keep it while they check and pay. "
        "How long it takes and the rules of it are the kind’s, for all journeys that book it.",
    )


def minutes_of(slug: str, before: object) -> int:
    """How long one of that kind takes; as it was where there is no such kind."""
    minutes = ResourceKind.objects.filter(slug=slug).values_list("minutes", flat=True).first()
    if minutes is None:
        return before if isinstance(before, int) else MINUTES
    return minutes


def meaning(kind: ResourceKind, with_hours: int) -> str:
    """What choosing the kind means for those who book, in a few sentences."""
    said = [
        f"{kind.minutes} minutes, booked {_until(kind.notice_hours)}, up to {kind.days_ahead} days ahead."
    ]
    if not with_hours:
        said.append("It has no hours yet, so nobody can choose a time.")
    elif kind.chooses_resource:
        said.append(f"People choose where or with whom, of {with_hours}.")
    if kind.needs_approval:
        said.append("An officer has to agree; the time is kept meanwhile.")
    if kind.most_live:
        said.append(f"At most {kind.most_live} at once for one person.")
    said.append(f"It can be cancelled {_until(kind.cancel_hours)} and moved {_until(kind.move_hours)}.")
    said.append(REFUNDS[ResourceKind.RefundRule(kind.refund_rule)])
    return " ".join(said)


def _label(kind: ResourceKind) -> SafeString:
    with_hours: int = getattr(kind, "with_hours", 0)
    return format_html(
        '<span><b>{}</b> ({})<span class="gh-hint gh-choice__meaning">{}</span></span>',
        str(kind),
        kind.service.name,
        meaning(kind, with_hours),
    )


def _until(hours: int) -> str:
    return f"until {_hours(hours)} before it begins" if hours else "until it begins"


def _hours(hours: int) -> str:
    return "1 hour" if hours == 1 else f"{hours} hours"
