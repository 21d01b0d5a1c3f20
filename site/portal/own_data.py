"""A copy of all that somebody is shown in their account, as a file of theirs."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.reauthentication import proved_recently, signed_in_user
from accounts.throttle import Limit, take_slot
from audiences.http import GuildhallRequest
from forms_engine.requests.customers.own_details import own_customer_made
from forms_engine.requests.data_life.exporting import export_of
from portal.sections import section

# Each reads everything of theirs, files too.
AN_HOUR = Limit(5, 60 * 60)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def account_export(request: GuildhallRequest) -> HttpResponse:
    """What is in it; POST gives it, to nobody but its owner who has just shown who they are, and no cache keeps it."""
    if request.method != "POST":
        return section(request, "export", {})
    if take_slot(f"export:{signed_in_user(request).uuid}", AN_HOUR) is None:
        problem = _("You have downloaded it often just now. Wait an hour, then try again.")
        return section(request, "export", {"problem": problem}, status=429)
    package = export_of(own_customer_made(request.principal))
    name = f"my-data-{timezone.localdate():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(package, content_type="application/zip", headers=headers)
