"""Contact details of the demonstration's sites. Only what is missing is made."""

from wagtail.models import Site

from content.models import SiteFacts
from demo.fixtures import about_site, read


def load_facts() -> int:
    """Write down the contact details of the sites that have none. Returns of how many."""
    made = 0
    for audience, facts in read("facts.json").items():
        links = [("link", link) for link in facts["social_links"]]
        site = Site.objects.get(site_name=about_site(audience)["name"])
        made += SiteFacts.objects.get_or_create(
            site=site, defaults={"email": facts["email"], "social_links": links}
        )[1]
    return made
