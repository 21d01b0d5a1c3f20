"""Alerts as a file: those in force or still to come. They are made where a house has none at all, as they are of a day."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Locale

from audiences.keys import PARTNER
from content.exchange.blocks_in import unknown, words_of
from content.exchange.columns import read_field, write_field
from content.exchange.kinds import SITES
from content.exchange.names_out import HouseNames
from content.exchange.problems import LEFT_OUT, At, Find, Findings
from content.exchange.yaml_files import dump
from content.models import Alert

FILE = "alerts.yaml"
WORDS = ("level", "title", "text", "url", "starts", "ends", "dismissible", "organisations")
PAGES = ("section", "page")


def read_alert(said: dict[str, Any], at: At) -> Alert | None:
    """An alert as a file says it, not saved; ``None`` where something is wrong, which is told ``at`` its place."""
    before = len(at.findings.problems)
    unknown(said, ("sites", *WORDS, *PAGES), at)
    sites = said.get("sites")
    if not isinstance(sites, list) or not sites or not set(sites) <= set(SITES):
        at.of("sites").problem(f"this is a list of sites: {', '.join(SITES)}")
        sites = []
    alert = Alert(live=False, audience_keys=sites)
    for key in WORDS:
        if said.get(key, "") != "":
            value = read_field(Alert._meta.get_field(key), said[key], at.of(key))
            if value is not LEFT_OUT:
                setattr(alert, key, value)
    for key in PAGES:
        if said.get(key, "") != "":
            number = at.of(key).named("page", said[key])
            if number:
                # While files are only looked at, there are no ids yet.
                setattr(alert, f"{key}_id", number if isinstance(number, int) else 1)
    if not alert.title:
        at.of("title").problem("this is missing")
    try:
        alert.clean()
    except ValidationError as error:
        at.problem(words_of(error))
    return alert if len(at.findings.problems) == before else None


def check_alerts(alerts: list[dict[str, Any]], find: Find, findings: Findings) -> None:
    """Tell ``findings`` what is wrong with them."""
    for number, said in enumerate(alerts, 1):
        read_alert(said, _at(number, said, find, findings))


def make_alerts(alerts: list[dict[str, Any]], find: Find) -> int:
    """Publish them where there is none at all. Returns how many."""
    if Alert.objects.exists():
        return 0
    made = 0
    for number, said in enumerate(alerts, 1):
        alert = read_alert(said, _at(number, said, find, Findings()))
        # Without its section, which somebody deleted, it would stand above every page.
        if alert is not None and not (said.get("section") and alert.section_id is None):
            alert.locale = Locale.get_default()
            alert.save()
            alert.save_revision().publish()
            made += 1
    return made


def write_alerts(folder: Path, names: HouseNames, sites: list[str]) -> int:
    """Write those that are shown on some of these sites. Returns how many."""
    now = timezone.now()
    found = Alert.objects.filter(
        Q(ends=None) | Q(ends__gt=now), live=True, audience_keys__overlap=sites, locale=Locale.get_default()
    )
    written = [one for alert in found.order_by("pk") if (one := _said(alert, names, sites))]
    if written:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(dump(written), encoding="utf-8")
    return len(written)


def _said(alert: Alert, names: HouseNames, sites: list[str]) -> dict[str, Any] | None:
    shown_on = [site for site in SITES if site in alert.audience_keys and site in sites]
    names.audience = shown_on[0]
    said: dict[str, Any] = {"sites": shown_on}
    for key in WORDS:
        if key == "organisations" and PARTNER not in shown_on:
            continue
        value: datetime | str | bool | list[str] | None = write_field(
            Alert._meta.get_field(key), getattr(alert, key), names
        )
        if value is not None:
            said[key] = value
    for key in PAGES:
        number = getattr(alert, f"{key}_id")
        named = names.page(number) if number else None
        if named:
            said[key] = named
        elif number and key == "section":
            # Its section is not published: nobody sees it.
            return None
    return said


def _at(number: int, said: dict[str, Any], find: Find, findings: Findings) -> At:
    sites = said.get("sites")
    first = sites[0] if isinstance(sites, list) and sites and isinstance(sites[0], str) else SITES[0]
    return At(FILE, first, findings, find, f"alert {number}")
