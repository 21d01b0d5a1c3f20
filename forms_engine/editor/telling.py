"""Writing to editors. Their mail names the journey and what to do, and nobody else."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from wagtail.models import Revision

from accounts.models import Role, User
from forms_engine.editor.models import JourneyDraft


def tell_publishing_failed(draft_id: int, revision_id: int) -> int:
    """Write to whoever saved what was to be published, and to every publisher; answers to how many. Says nothing where it
    has been seen to meanwhile."""
    draft = JourneyDraft.objects.filter(pk=draft_id, publish_failed_at__isnull=False).first()
    if draft is None:
        return 0
    writers = Revision.objects.filter(pk=revision_id).values("user")
    people = User.objects.filter(is_active=True, is_staff=True, email__isnull=False)
    told = (people.filter(role_grants__role=Role.PUBLISHER) | people.filter(pk__in=writers)).distinct()
    address = settings.WAGTAILADMIN_BASE_URL + reverse(
        JourneyDraft.snippet_viewset.get_url_name("edit"),
        args=[draft.pk],
        urlconf=settings.HOST_URLCONFS["staff"],
    )
    body = "\n".join(
        [
            f"“{draft.title}” was to be published, and could not be. What people see has not changed.",
            "",
            *(f"- {line}" for line in draft.publish_findings),
            "",
            "Put this right, then publish it again:",
            address,
        ]
    )
    addresses = [email for email in told.values_list("email", flat=True) if email]
    for email in addresses:
        # One each: nobody learns who else was told.
        send_mail(f"Not published: {draft.title}", body, settings.DEFAULT_FROM_EMAIL, [email])
    return len(addresses)
