"""Where the directory's list is: a page of the intranet's, wherever its editors have put it."""

from audiences.principal import Principal
from audiences.selectors import visible_to
from workplace.models import PeoplePage


def directory_page(principal: Principal) -> PeoplePage | None:
    """The list of the directory, where there is one that this principal may read."""
    found: PeoplePage | None = visible_to(principal, PeoplePage.objects.live()).order_by("path").first()
    return found
