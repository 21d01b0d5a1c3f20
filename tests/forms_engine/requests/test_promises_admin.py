"""What services promise, kept in the admin by administrators."""

from datetime import date

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Role
from forms_engine.catalogue.models import ClosureDay, Service
from forms_engine.requests.models import AfterSending, Stage, StateWording, Urgency
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return signed_in(make_staff(Role.ADMINISTRATOR, is_superuser=True), "staff")


@pytest.fixture
def service():
    open_council()
    return Service.objects.get(slug="highways-maintenance", locale__language_code="en")


def test_words_for_a_state_in_both_languages(administrator, service):
    page = "/admin/state-wordings/new/"
    empty = administrator.get(page).content.decode()
    assert "Cymraeg" in empty and 'value="waiting"' in empty and 'value="suspected-spam"' not in empty
    fields = {"service": service.pk, "state": "in-progress", "words_en": "", "words_cy": "Gyda’r criw"}
    assert "Write it in English" in administrator.post(page, fields).content.decode()
    assert administrator.post(page, {**fields, "words_en": "With the crew"}).status_code == 302
    made = StateWording.objects.get()
    assert made.words == {"en": "With the crew", "cy": "Gyda’r criw"}
    edit = f"/admin/state-wordings/edit/{made.pk}/"
    assert "With the crew" in administrator.get(edit).content.decode()
    assert administrator.post(edit, {**fields, "words_en": "x" * 61}).status_code == 200
    listed = administrator.get("/admin/state-wordings/").content.decode()
    assert "With the crew" in listed and f'href="{edit}"' in listed


def test_a_stage_an_urgency_and_a_day_closed(administrator, service):
    stage = {
        "service": service.pk, "number": 1, "name_en": "", "name_cy": "", "acknowledge_within": 3,
        "resolve_within": 2, "warn_before": 2, "next_within_days": 0, "signposting_en": "", "signposting_cy": "",
    }  # fmt: skip
    assert administrator.post("/admin/stages/new/", stage).status_code == 200, (
        "begun with after it is resolved"
    )
    assert administrator.post("/admin/stages/new/", {**stage, "resolve_within": 10}).status_code == 302
    assert (Stage.objects.get().resolve_within, Stage.objects.get().name) == (10, {})
    urgency = {
        "service": service.pk, "minutes": 15, "person": make_staff("officer").pk, "then": "",
        "phone": "0300 555 0100", "words_en": "Call", "words_cy": "",
    }  # fmt: skip
    assert administrator.post("/admin/urgent-services/new/", urgency).status_code == 302
    assert Urgency.objects.get().words == {"en": "Call"}
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="count_clocks_again")
    before = jobs.count()
    assert (
        administrator.post("/admin/closure-days/new/", {"day": "2026-12-29", "name": "Closed"}).status_code
        == 302
    )
    assert ClosureDay.objects.get().day == date(2026, 12, 29) and jobs.count() == before + 1
    gone = f"/admin/closure-days/delete/{ClosureDay.objects.get().pk}/"
    assert administrator.post(gone).status_code == 302 and jobs.count() == before + 2
    assert "What services promise" in administrator.get("/admin/").content.decode()


def test_nobody_else_keeps_them(service):
    editor = signed_in(make_staff(Role.EDITOR), "staff")
    for page in ("state-wordings", "stages", "urgent-services", "repeat-windows", "closure-days"):
        assert editor.get(f"/admin/{page}/new/").status_code in {302, 403}


def test_what_customers_may_do_after_sending(administrator, service):
    fields = {"service": service.pk, "may_add": "on", "correct_until": "decided", "print_letters_after": "14"}
    assert administrator.post("/admin/after-sending/new/", fields).status_code == 302
    made = AfterSending.objects.get()
    assert (made.may_add, made.correct_until, made.may_withdraw, made.print_letters_after) == (
        True, "decided", False, 14,
    )  # fmt: skip
    listed = administrator.get("/admin/after-sending/").content.decode()
    assert f'href="/admin/after-sending/edit/{made.pk}/"' in listed
    assert "already exists" in administrator.post("/admin/after-sending/new/", fields).content.decode()
    assert AfterSending.objects.count() == 1
