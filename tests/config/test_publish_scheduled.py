"""The worker publishes what was scheduled."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.tasks import publish_scheduled
from content.models import StandardPage
from tests.factories import make_page, make_site

pytestmark = pytest.mark.django_db


def test_a_page_goes_live_on_its_day():
    page = make_page(make_site(), live=False)
    page.go_live_at = timezone.now() + timedelta(seconds=60)
    revision = page.save_revision()
    revision.publish()
    publish_scheduled(timestamp=0)
    assert not StandardPage.objects.get(pk=page.pk).live
    revision.refresh_from_db()
    revision.approved_go_live_at = revision.content["go_live_at"] = timezone.now() - timedelta(seconds=60)
    revision.save(update_fields=["approved_go_live_at", "content"])
    publish_scheduled(timestamp=0)
    assert StandardPage.objects.get(pk=page.pk).live
