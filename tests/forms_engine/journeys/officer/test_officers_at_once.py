"""Two officers with the same code, and two who keep the same draft, at the same moment."""

from django.utils import timezone

from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import services
from forms_engine.journeys.models import SpokenCode, Submission
from forms_engine.journeys.officer import spoken
from forms_engine.journeys.officer.keeping import keep_typed
from forms_engine.journeys.officer.seen import Seen, digest_of
from tests.at_once import at_once
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.journeys.officer.calls import an_officer, principal_of


def test_a_code_lets_one_of_two_officers_in(committing_db, monkeypatch):
    open_council()
    draft = started(answers={"dangerous": "no"})
    code, _ends = spoken.make_code(draft.id)
    one, other = (principal_of(an_officer()[0]) for _ in range(2))
    let_in = at_once(
        monkeypatch,
        "forms_engine.journeys.models.SpokenCode.save",
        lambda: spoken.open_by_code(one, code),
        lambda: spoken.open_by_code(other, code),
    )
    assert [found is not None for found in let_in] == [True, False]
    assert SpokenCode.objects.get().used_by == one.user


def test_what_two_type_in_the_same_box_is_not_lost_unseen(committing_db, monkeypatch):
    open_council()
    draft = started(answers={"your-name": "Ann"})
    asked = definition_of(draft.version_id).questions_by_key["your-name"]
    was = digest_of(asked, "Ann", timezone.localdate())
    seen = Seen(answers={"about-you": {"your-name": was}})
    first, second = at_once(
        monkeypatch,
        "forms_engine.journeys.models.Submission.save",
        lambda: keep_typed(draft.id, {"about-you": {"your-name": "Bea"}}, seen),
        lambda: keep_typed(draft.id, {"about-you": {"your-name": "Cia"}}, seen),
    )
    assert not first.changes and [change.is_clash for change in second.changes] == [True]
    assert Submission.objects.get(pk=draft.id).answers["your-name"] == "Bea"


def test_what_is_sent_while_somebody_types_stays_as_it_was_sent(committing_db, monkeypatch):
    open_council()
    draft = started()
    made, refused = at_once(
        monkeypatch,
        "forms_engine.journeys.services.open_request",
        lambda: services.submit(draft.id, helper=make_staff()),
        lambda: _typed(draft),
    )
    assert refused == "sent" and made.name == "Ann Archer"


def _typed(draft):
    try:
        keep_typed(draft.id, {"about-you": {"your-name": "Bea"}}, Seen())
    except services.AlreadySubmitted:
        return "sent"
    return "kept"
