"""The demonstration's mailbox, over files as Django writes them."""

import dataclasses

import pytest
from django.core.mail import EmailMessage, get_connection

from demo.mailbox import find_letter, letters
from tests.factories import client, make_site, make_staff, signed_in


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, var=tmp_path)
    return tmp_path / "mail"


def send(folder, *messages):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder))
    connection.send_messages(
        [
            EmailMessage(subject, body, "council@example.org", ["ann@example.org"])
            for subject, body in messages
        ]
    )


def test_every_message_is_found_newest_first(folder):
    send(folder, ("First", "Ein\n---\nbody"), ("Ail lythyr: ŵ", "Welsh: ŵ and ŷ"))
    found = letters()
    assert [letter.subject for letter in found] == ["Ail lythyr: ŵ", "First"]
    assert found[0].text.strip() == "Welsh: ŵ and ŷ"
    assert found[1].text.strip() == "Ein\n---\nbody"
    assert found[0].to == "ann@example.org"
    assert find_letter(found[0].id) == found[0]


def test_no_mail_is_no_error():
    assert letters() == []


@pytest.mark.parametrize(
    "letter_id", ["", "x", "../secret-key:0", "20260101-000000-1.log:0", "..:0", "/etc/passwd:0"]
)
def test_only_letters_can_be_opened(folder, letter_id):
    folder.mkdir()
    assert find_letter(letter_id) is None


@pytest.mark.django_db
def test_it_is_on_the_public_host_alone(folder):
    make_site("public")
    make_site("staff")
    send(folder, ("Your code", "It is 123456"))
    page = client().get("/_mail/")
    assert "Your code" in page.content.decode()
    assert "123456" in client().get(f"/_mail/{letters()[0].id}/").content.decode()
    assert client().get("/_mail/none:0/").status_code == 404
    assert signed_in(make_staff(), "staff").get("/_mail/").status_code == 404
