"""People who build journeys, and the drafts they start from."""

import copy

from django.urls import reverse

from accounts.models import Role
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import create_draft
from forms_engine.journeys.offer import import_services
from tests.factories import make_staff, signed_in

SERVICES = {
    "teams": [{"slug": "highways", "name": "Highways"}],
    "queues": [{"slug": "highways", "name": "Highways", "team": "highways"}],
    "services": [{"slug": "highways", "name": "Highways", "team": "highways", "phone": "0300 555 0142"}],
    "destinations": [
        {"slug": "highways", "name": "Highways", "kind": "queue", "settings": {"queue": "highways"}}
    ],
    "routes": [{"slug": "highways", "name": "Highways", "destinations": ["highways"]}],
}

ADMIN = {"urlconf": "config.urls.staff"}


def builder():
    """Somebody who may change journeys and not publish them."""
    return make_staff(Role.JOURNEY_BUILDER)


def publisher():
    """Somebody who may publish them."""
    return make_staff(Role.PUBLISHER)


def browser(user):
    """That person's browser in the admin."""
    return signed_in(user, "staff")


def admin_url(name, *args):
    """An address of Wagtail's for journeys, such as "edit"."""
    return reverse(f"wagtailsnippets_editor_journeydraft:{name}", args=args, **ADMIN)


def url(name, *args):
    """An address of the editor's own."""
    return reverse(name, args=args, **ADMIN)


DOCUMENT = {
    "format": "guildhall-journey/1",
    "slug": "ask-for-a-skip",
    "kind": "apply",
    "title": {"en": "Ask for a skip"},
    "service": "highways",
    "routes": ["highways"],
    "retention_days": 365,
    "purpose": {"en": "To give you a licence."},
    "lawful_basis": "public task",
    "contact": {"name": "your-name"},
    "pages": [
        {
            "key": "you",
            "title": {"en": "About you"},
            "blocks": [
                {"key": "your-name", "type": "short_text", "label": {"en": "Your name"}, "max_length": 100},
                {"key": "on-road", "type": "yes_no", "label": {"en": "Will the skip stand on a road?"}},
            ],
        },
        {
            "key": "road",
            "title": {"en": "Where on the road"},
            "show_when": {"question": "on-road", "is": "yes"},
            "blocks": [
                {"key": "street", "type": "short_text", "label": {"en": "Which street?"}, "max_length": 100}
            ],
        },
    ],
    "fees": [
        {
            "key": "licence",
            "label": {"en": "Licence"},
            "ledger_code": "4100",
            "vat_code": "OS",
            "amount_pence": 4500,
        }
    ],
}


def document(**changes):
    """A small journey that can be published, with parts changed."""
    return copy.deepcopy(DOCUMENT) | changes


def council_with(user=None, **changes):
    """The council's services, and a draft of the small journey."""
    import_services(SERVICES)
    return create_draft(document(**changes), user=user)


def newest(draft):
    """The draft's newest document."""
    return JourneyDraft.objects.get(pk=draft.pk).get_latest_revision_as_object().document
