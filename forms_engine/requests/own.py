"""What somebody sent themselves, on the host they sent it on: a resident on the public one, staff and partners at work.

``requests_for`` on the intranet and the extranet is what one works on; this is what one asked for. The two never mix: who
answers other people's requests all day finds their own question to IT here, and their own Blue Badge on the public site
only. What a partner's colleagues see of it is ``organisations``' to say.
"""

from django.db.models import Exists, OuterRef, QuerySet

from audiences.keys import PARTNER, organisations_in
from audiences.principal import Principal
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.references import read_reference


def own_requests(principal: Principal) -> QuerySet[Request]:
    """The requests this principal sent on this host, or that were sent for them there. While they practise: what they
    sent in practice, which belongs to nobody."""
    if principal.user is None or not principal.keys:
        return Request.objects.none()
    here = Request.objects.filter(
        audience=principal.audience, is_practice=principal.practising, erased_at=None
    )
    if principal.audience == PARTNER:
        # What they sent for an organisation that they have left since stays with it.
        here = here.filter(organisation__in=["", *organisations_in(principal.keys)])
    if not principal.practising:
        return here.filter(customer__user=principal.user)
    sent = TimelineEntry.objects.filter(
        request=OuterRef("pk"), number=1, kind=TimelineEntry.Kind.SUBMITTED, actor=principal.user
    )
    return here.filter(Exists(sent)).exclude(channel__in=ASSISTED)


def own_request(principal: Principal, reference: str) -> Request | None:
    """One of them by its reference, with what its page shows; None for anybody else's."""
    return (
        own_requests(principal)
        .filter(reference=read_reference(reference) or "")
        .select_related("service__team", "queue", "customer", "location__ward", "journey_version__journey")
        .first()
    )
