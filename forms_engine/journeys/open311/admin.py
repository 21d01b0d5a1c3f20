"""Open311 in Wagtail's admin, for administrators: who may file reports, which journeys are offered and why others are
not, and what anybody may read of their requests."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.validators import DomainNameValidator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.reauthentication import proved_recently
from accounts.staff.administrators import is_administrator
from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.catalogue.models import Journey, Service
from forms_engine.catalogue.selectors import definition_of, live_versions
from forms_engine.journeys.open311.keys import issue_key, revoke_key
from forms_engine.journeys.open311.models import Open311Key, Open311Offer
from forms_engine.journeys.open311.offering import REPORT, why_not

SHOWN_AT_ONCE = 200


class KeyForm(forms.Form):
    """What a new key may do."""

    name = forms.CharField(label=gettext_lazy("Who files with it?"), max_length=120)
    journeys = forms.ModelMultipleChoiceField(
        label=gettext_lazy("What may they file?"),
        queryset=Journey.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose none for everything that is offered, also later."),
    )
    per_hour = forms.IntegerField(
        label=gettext_lazy("How many reports an hour, at most?"), min_value=1, max_value=100_000, initial=300
    )
    reads_messages = forms.BooleanField(
        label=gettext_lazy("They are given what officers write to the person who reported"),
        required=False,
        help_text=gettext_lazy("FixMyStreet publishes it. Tick this only where your officers know that."),
    )
    photo_hosts = forms.CharField(
        label=gettext_lazy("Where are photos fetched from?"),
        required=False,
        help_text=gettext_lazy(
            "Hosts with a space between them, like www.fixmystreet.com. The operator has to allow each of them too "
            "(WEBHOOK_HOSTS)."
        ),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        titles = {row.journey.pk: row.title for row in _of_reports() if not row.reasons}
        journeys = self.fields["journeys"]
        assert isinstance(journeys, forms.ModelMultipleChoiceField)
        journeys.queryset = Journey.objects.filter(pk__in=titles).order_by("slug")
        journeys.label_from_instance = lambda obj: titles[obj.pk]  # type: ignore[method-assign]

    def clean_photo_hosts(self) -> list[str]:
        """Names of hosts only.

        Raises:
            forms.ValidationError: for anything else.
        """
        hosts = str(self.cleaned_data["photo_hosts"]).lower().split()
        for host in hosts:
            DomainNameValidator()(host)
        return hosts


@dataclass(frozen=True, slots=True)
class Row:
    """A report journey, and what Open311 makes of it."""

    journey: Journey
    title: str
    reasons: list[str | Promise]
    is_offered: bool
    shows: str

    @property
    def may_be_changed(self) -> bool:
        """Whether there is anything to decide: also where something of it is shown from earlier."""
        return not self.reasons or self.shows != Open311Offer.Shows.NOTHING


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def open311(request: GuildhallRequest) -> HttpResponse:
    """The keys, a form to make one, and the journeys."""
    administrator = request.principal.user
    if administrator is None or not is_administrator(request.user):
        raise PermissionDenied
    form, secret = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _key, secret = issue_key(administrator, **form.cleaned_data)
        form = KeyForm()
    return render(
        request,
        "open311/admin.html",
        {
            "form": form,
            "secret": secret,
            "keys": Open311Key.objects.prefetch_related("journeys").order_by("-made_at", "-pk")[
                :SHOWN_AT_ONCE
            ],
            "rows": _rows(),
            "shows": Open311Offer.Shows.choices,
            "page_title": _("Open311"),
            "header_title": _("Open311"),
            "header_icon": "globe",
            "breadcrumbs_items": [{"url": "", "label": _("Open311")}],
        },
    )


@never_cache
@require_POST
def revoke(request: GuildhallRequest, key_id: int) -> HttpResponse:
    """End a key."""
    if not is_administrator(request.user):
        raise PermissionDenied
    revoke_key(get_object_or_404(Open311Key, pk=key_id).pk)
    return redirect("open311_admin")


@never_cache
@require_POST
def change_offer(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Say whether a journey is offered, and what anybody may read of its requests."""
    if not is_administrator(request.user):
        raise PermissionDenied
    journey = get_object_or_404(Journey, slug=slug, kind=REPORT, is_practice=False)
    shows = request.POST.get("shows", "")
    if shows not in Open311Offer.Shows.values:
        return HttpResponse(status=400)
    Open311Offer.objects.update_or_create(
        journey=journey, defaults={"is_offered": request.POST.get("is_offered") == "on", "shows": shows}
    )
    return redirect("open311_admin")


def _rows() -> list[Row]:
    """Those that apps can file first, then by name."""
    return sorted(_of_reports(), key=lambda row: (bool(row.reasons), row.title))


def _of_reports() -> Iterator[Row]:
    versions = (
        live_versions(Principal.public()).filter(journey__kind=REPORT).select_related("journey__open311")
    )
    for version in versions:
        definition = definition_of(version.pk)
        reasons = list(why_not(definition))
        if version.journey.service.openness != Service.Openness.OPEN:
            reasons.append(_("Its service is not open: nothing of it is shown outside its team."))
        offer = getattr(version.journey, "open311", None)
        yield Row(
            version.journey,
            definition.title.in_language("en"),
            reasons,
            offer.is_offered if offer else True,
            offer.shows if offer else Open311Offer.Shows.NOTHING,
        )
