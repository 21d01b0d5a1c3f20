"""What the API says, to the letter. An intended change is written anew with

    GUILDHALL_REWRITE_GOLDEN=1 python -m pytest tests/site/content_api/test_golden.py

and the difference is part of the commit. Ids are written as names; times of publishing are fixed.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Site

from content.models import Alert, ServiceStatus, SiteFacts
from tests.factories import client, make_partner, make_staff, publish, signed_in
from tests.site.content_api.marlshire import AUDIENCES, Marlshire, make_marlshire

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "golden"
REWRITE = "GUILDHALL_REWRITE_GOLDEN"


def reader(audience: str) -> Client:
    """A browser of somebody who may read that site."""
    if audience == "staff":
        return signed_in(make_staff(), "staff")
    return signed_in(make_partner(), "partner") if audience == "partner" else client()


def named(value: Any, council: Marlshire) -> Any:
    """The answer with names for ids and for the parts of addresses that hold one."""
    if isinstance(value, dict):
        return {
            # An alert's number is no page's, though it can be the same.
            key: ("another" if "mark" in value else council.names.get(one, "another"))
            if key in {"id", "parent"} and isinstance(one, int)
            else named(one, council)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [named(one, council) for one in value]
    if isinstance(value, str):
        value = re.sub(r"/documents/\d+/plan[^/\"]*\.txt", "/documents/…/plan.txt", value)
        return re.sub(r"/media/[^\"]*", "/media/…", value)
    return value


@pytest.fixture(scope="module")
def council(file_transaction):
    return make_marlshire()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_answer_is_as_it_was(council, audience):
    home = council.homes[audience]
    publish(
        home,
        top_tasks=[
            {
                "type": "task",
                "id": "00000000-0000-4000-8000-000000000100",
                "value": {
                    "label": "Potholes",
                    "kind": "report",
                    "icon": "road",
                    "page": council.every_block[audience].pk,
                },
            }
        ],
    )
    type(home).objects.filter(pk=home.pk).update(
        last_published_at=council.every_block[audience].last_published_at
    )
    SiteFacts.objects.create(
        site=Site.objects.get(root_page=home.pk),
        email="hello@marlshire.example",
        social_links=[("link", {"name": "Video", "url": "https://video.example/marlshire"})],
        footer_links=[("page", home.contentpage_ptr)],
    )
    Alert.objects.create(
        level="warning",
        title="Snow",
        text="Schools are shut.",
        page=council.every_block[audience].contentpage_ptr,
        audience_keys=[audience],
        live=True,
    )
    browser = reader(audience)
    answers = {
        "page": f"pages/{council.every_block[audience].pk}",
        "home": "pages/find?path=/",
        "pages": "pages/",
        "article": "articles/who-mends-a-road",
        "articles": "articles/",
        "topics": "topics/",
        "navigation": "navigation/",
        "alerts": "alerts/",
        "site": "site/",
    }
    answers |= {name: f"pages/{page.pk}" for name, page in council.types[audience].items()}
    ServiceStatus.objects.create(
        page=council.types[audience]["landing"], title="Buses run late", locale=Locale.get_default()
    )
    different = []
    for name, path in answers.items():
        response = browser.get(f"/api/v1/{path}")
        assert response.status_code == 200, (path, response.content)
        text = json.dumps(named(response.json(), council), indent=2, ensure_ascii=False) + "\n"
        text = text.replace(council.every_block[audience].last_published_at.isoformat(), "PUBLISHED")
        text = re.sub(r'"(mark|updated_at)": "[^"]+"', r'"\1": "…"', text)
        file = GOLDEN / f"{name}.{audience}.json"
        if os.environ.get(REWRITE):
            file.write_text(text)
        elif not file.exists() or file.read_text() != text:
            different.append(file.name)
    assert not different, f"Look at these, and write them anew with {REWRITE}=1 if they are as you want them"
