"""Text messages: sent at least once like emails, by whichever provider is set."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.environment import EnvironmentRefused, read_environment
from forms_engine.notices import services, sms
from forms_engine.notices.models import Notice

pytestmark = pytest.mark.django_db

PRODUCTION = {
    "SECRET_KEY": "k" * 50,
    "DATABASE_URL": "postgresql://guildhall@db.internal/guildhall",
    "STRIPE_SECRET_KEY": "sk_live_x",
    "STRIPE_WEBHOOK_SECRETS": "whsec_x",
    "EMAIL_URL": "smtp://mail.internal:25",
    "BASE_DOMAIN": "www.council.example",
}

SENT: list[tuple[str, str, str]] = []


class Recording:
    """A provider that does as it is told."""

    failure: type[Exception] | None = None

    def send(self, to: str, text: str, id: str) -> str:
        SENT.append((to, text, id))
        if self.failure is not None:
            raise self.failure
        return "theirs-1"


@pytest.fixture(autouse=True)
def _provider(settings, monkeypatch):
    settings.SMS_PROVIDER = f"{__name__}.Recording"
    monkeypatch.setattr(sms, "import_string", lambda path: Recording)
    monkeypatch.setattr(Recording, "failure", None)
    SENT.clear()


def written(**changes):
    return services.send_sms(
        **{
            "owner_type": "account",
            "owner_id": "1",
            "subject": "account.sign-in-code",
            "recipient": "+447700900123",
            "context": {"code": "123 456", "minutes": 15},
            "secret": True,
            **changes,
        }
    )


def test_a_text_message_is_sent_once_and_its_code_deleted():
    notice = written()
    services.send(str(notice.id))
    services.send(str(notice.id))
    assert [(to, id) for to, _, id in SENT] == [("+447700900123", str(notice.id))]
    assert SENT[0][1].startswith("123 456 is your Marlshire Council code")
    assert "\n" not in SENT[0][1]
    notice.refresh_from_db()
    assert (notice.state, notice.body, notice.provider_id) == (Notice.State.SENT, "", "theirs-1")


def test_a_provider_that_is_away_is_tried_again_under_the_same_id(monkeypatch):
    monkeypatch.setattr(Recording, "failure", sms.TemporaryFailure)
    notice = written()
    services.send(str(notice.id))
    notice.refresh_from_db()
    assert (notice.state, notice.last_error) == (Notice.State.READY, "TemporaryFailure")
    assert "123 456" in notice.body
    monkeypatch.setattr(Recording, "failure", None)
    Notice.objects.update(next_at=notice.created_at)
    services.send(str(notice.id))
    assert {id for _, _, id in SENT} == {str(notice.id)}
    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT


def test_a_number_that_is_refused_is_given_up_and_its_code_deleted(monkeypatch):
    monkeypatch.setattr(Recording, "failure", sms.PermanentFailure)
    notice = written()
    services.send(str(notice.id))
    notice.refresh_from_db()
    assert (notice.state, notice.body) == (Notice.State.DEAD, "")


def test_what_is_wrong_with_the_provider_itself_is_seen_and_tried_again(monkeypatch):
    monkeypatch.setattr(Recording, "failure", ZeroDivisionError)
    notice = written()
    with pytest.raises(ZeroDivisionError):
        services.send(str(notice.id))
    notice.refresh_from_db()
    assert notice.state == Notice.State.READY


def test_addresses_of_whoever_had_a_code_are_kept_for_a_month():
    notice, waiting, other = written(), written(), written(owner_type="request")
    services.send(str(notice.id))
    assert services.forget_account_messages() == 0
    Notice.objects.update(created_at=notice.created_at - timedelta(days=31))
    assert services.forget_account_messages() == 1
    assert set(Notice.objects.all()) == {waiting, other}


def test_without_a_provider_nothing_waits_for_ever(settings):
    settings.SMS_PROVIDER = ""
    notice = written()
    services.send(str(notice.id))
    notice.refresh_from_db()
    assert notice.state == Notice.State.DEAD


TOLD = ["sign-in-code", "change-code", "confirm-code", "address-changed", "address-removed", "way-added"]


@pytest.mark.parametrize("subject", TOLD)
def test_what_accounts_tell_is_written_in_both_languages_for_both_channels(subject):
    folder = Path(services.__file__).parent / "templates" / "notices"
    for language in ("", "cy"):
        for ending in ("txt", "sms.txt"):
            assert (folder / language / f"account.{subject}.{ending}").exists()


def test_the_demonstrations_provider_is_refused_outside_it():
    with pytest.raises(EnvironmentRefused, match="SMS_PROVIDER"):
        read_environment({**PRODUCTION, "SMS_PROVIDER": "demo.text_messages.Sandbox"})
    with pytest.raises(EnvironmentRefused, match="SMS_PROVIDER"):
        read_environment({**PRODUCTION, "SMS_PROVIDER": "no path"})
    assert read_environment(PRODUCTION).sms_provider == ""
    assert read_environment({**PRODUCTION, "SMS_PROVIDER": "council.gateway.Provider"}).sms_provider


def test_the_demonstrations_messages_lie_in_the_mailbox(settings, tmp_path, monkeypatch):
    from demo import mailbox
    from demo.text_messages import Sandbox

    monkeypatch.setattr(mailbox, "folder", lambda: tmp_path)
    monkeypatch.setattr("demo.text_messages.folder", lambda: tmp_path)
    assert Sandbox().send("+447700900123", "123 456 yw eich cod", "abc") == "sandbox-abc"
    letter = mailbox.letters()[0]
    assert (letter.to, letter.text.strip(), letter.is_text_message) == (
        "+447700900123",
        "123 456 yw eich cod",
        True,
    )
