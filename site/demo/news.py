"""An alert and contact details for the demonstration's sites. Only what is missing is made."""

from typing import Any

from wagtail.models import Locale, Site

from content.models import Alert, ContentPage, SiteFacts
from demo.fixtures import about_site, read


def load_alerts_and_facts() -> int:
    """Publish the alerts where there is none at all, and write down the contact details of sites that have none.
    Returns how many alerts were published."""
    fixture = read("alerts.json")
    for audience, facts in fixture["facts"].items():
        links = [("link", link) for link in facts["social_links"]]
        SiteFacts.objects.get_or_create(
            site=_site(audience), defaults={"email": facts["email"], "social_links": links}
        )
    if Alert.objects.exists():
        return 0
    return sum(_publish(entry) for entry in fixture["alerts"])


def _publish(entry: dict[str, Any]) -> bool:
    """Whether it was published: not where its section is gone, or it would stand above every page."""
    section = _page(entry["site"], entry["section"])
    if section is None:
        return False
    alert = Alert(
        level=entry["level"],
        title=entry["title"],
        text=entry["text"],
        dismissible=entry["dismissible"],
        audience_keys=[entry["site"]],
        section=section,
        page=_page(entry["site"], entry["page"]),
        locale=Locale.get_default(),
        live=False,
    )
    alert.save()
    alert.save_revision().publish()
    return True


def _site(audience: str) -> Site:
    return Site.objects.get(site_name=about_site(audience)["name"])


def _page(audience: str, path: str) -> ContentPage | None:
    """The page of a site at a path; somebody may have moved it since."""
    home = _site(audience).root_page
    return ContentPage.objects.filter(url_path=home.url_path + path.lstrip("/")).first()
