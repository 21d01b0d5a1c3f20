"""A draft that would break a back office's mapping: seen while it is edited, linted and published, and not let out."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from forms_engine.delivery.mapping.services import publish_mapping
from forms_engine.delivery.models import Destination
from forms_engine.editor.findings import findings_of
from forms_engine.editor.services import save_document
from tests.forms_engine.editor.editors import admin_url, browser, newest, publisher
from tests.forms_engine.editor.test_lifecycle import SLUG, live, press, published, row

pytestmark = pytest.mark.django_db


def renamed(document, old, new):
    for page in document["pages"]:
        for block in page["blocks"]:
            if block.get("key") == old:
                block["key"] = new
    return document


def test_it_is_refused_and_the_editor_reads_which_field_of_whom(tmp_path):
    draft = published()
    document = newest(draft)
    key = next(block["key"] for page in document["pages"] for block in page["blocks"] if "key" in block)
    depot = Destination.objects.create(
        slug="depot", name="Depot", kind="webhook", settings={"url": "https://d.example/"}
    )
    field = {"to": "caller", "from": {"answer": key}, "otherwise": ""}
    mapping = {"format": "guildhall-mapping/1", "journeys": {SLUG: {"fields": [field]}}}
    publish_mapping(depot, mapping, by=None)
    changed = renamed(document, key, "another-key")
    contact = changed.get("contact", {})
    changed["contact"] = {part: ("another-key" if was == key else was) for part, was in contact.items()}
    says = f"caller: the journey does not ask “{key}”"
    assert any(says in finding.message for finding in findings_of(changed))
    save_document(row(draft), changed, user=None, expected_revision=row(draft).latest_revision_id)
    answer = browser(publisher()).post(admin_url("edit", draft.pk), {"action-publish": "1"}, follow=True)
    assert "Not published" in answer.content.decode()
    assert "mapping of depot" in answer.content.decode()
    press(draft, publisher(), "publish")
    assert live().number == 1
    out, file = StringIO(), tmp_path / "changed.json"
    file.write_text(json.dumps(changed))
    with pytest.raises(CommandError):
        call_command("journeys", "lint", str(file), stdout=out)
    assert says in out.getvalue()
