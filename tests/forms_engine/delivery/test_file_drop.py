"""A file is there whole or not at all, under one name, and the other side's word about it is heard."""

import errno
import hashlib
import os
import shutil
import subprocess
from types import SimpleNamespace
from unittest.mock import patch

import asyncssh
import pytest
from django.utils import timezone

from forms_engine.delivery.connectors.checking import checked_settings
from forms_engine.delivery.drops import acknowledgements, sftp
from forms_engine.delivery.drops.interface import DropFailed
from forms_engine.delivery.drops.local import LocalDrop
from forms_engine.delivery.drops.places import drop_named
from forms_engine.delivery.models import Delivery
from tests.forms_engine.delivering import deliver
from tests.forms_engine.delivery.sftp_server import sftp_server
from tests.forms_engine.delivery.telling import make_destination, tell

pytestmark = pytest.mark.django_db
needs_sftp = pytest.mark.skipif(shutil.which("sftp") is None, reason="OpenSSH's client is not installed here")


@pytest.fixture
def local(tmp_path, settings):
    root = tmp_path / "drop"
    (root / "in").mkdir(parents=True)
    settings.FILE_DROPS = {"office": root.as_uri()}
    return root / "in"


@pytest.fixture
def remote(tmp_path, settings):
    root, keys = tmp_path / "theirs", tmp_path / "keys"
    (root / "srv" / "in").mkdir(parents=True)
    keys.mkdir()
    with sftp_server(root, keys, "office") as port:
        settings.FILE_DROPS = {"office": f"sftp://guildhall@127.0.0.1:{port}/srv"}
        settings.SFTP_KEYS = keys
        yield root / "srv" / "in"


@pytest.fixture(params=["local", pytest.param("remote", marks=needs_sftp)])
def folder(request):
    return request.getfixturevalue(request.param)


def told(**columns):
    return tell(make_destination("file", {"drop": "office", "folder": "in"}, **columns))


def again(delivery):
    Delivery.objects.filter(id=delivery.id).update(
        state="ready",
        delivered_at=None,
        acknowledged_at=None,
        dead_at=None,
        next_at=timezone.now(),
        leased_until=None,
    )
    deliver(delivery.id)
    delivery.refresh_from_db()


def test_left_whole_under_one_name_and_acknowledged_in_three_ways(folder):
    first, second, third = told(), told(), told()
    for delivery in (first, second, third):
        name = f"K7W-Q3X-T9D4-{delivery.id}.json"
        again(delivery)
        assert delivery.state == "delivered", delivery.last_error
        assert (folder / name).read_text() == delivery.body
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert (folder / f"{name}.sha256").read_text() == f"{digest}  {name}\n"
    assert len(list(folder.iterdir())) == 6, "and nothing besides"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    again(first)
    assert first.state == "delivered", "a crash between writing and recording"
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert acknowledgements.look_everywhere() == 0

    names = [f"K7W-Q3X-T9D4-{delivery.id}.json" for delivery in (first, second, third)]
    (folder / "done").mkdir()
    (folder / names[0]).rename(folder / "done" / names[0])
    (folder / f"{names[1]}.ack").write_text("HW-77\nmore")
    (folder / f"{names[2]}.err").write_text("No such street\x00")
    (folder / "strange name.json.ack").touch()
    assert acknowledgements.look_everywhere() == 3
    for delivery in (first, second, third):
        delivery.refresh_from_db()
    assert first.acknowledged_at and first.remote_id == ""
    assert second.acknowledged_at and second.remote_id == "HW-77"
    assert third.state == "dead" and third.last_error == "Refused by the back office: No such street"
    assert acknowledgements.look_everywhere() == 0
    (folder / names[2]).unlink()
    again(third)
    assert (folder / names[2]).read_text() == third.body, "it was sent again by a person"
    assert acknowledgements.look_everywhere() == 0 and third.state == "delivered"
    again(first)
    assert first.acknowledged_at and not (folder / names[0]).exists(), "what was taken is not put there again"


def test_another_destination_s_files_acknowledge_nothing(local):
    mine = told()
    again(mine)
    elsewhere = make_destination("file", {"drop": "office"})
    again(tell(elsewhere))
    (local.parent / f"K7W-Q3X-T9D4-{mine.id}.json.ack").write_text("X-1")
    acknowledgements.look_everywhere()
    mine.refresh_from_db()
    assert mine.acknowledged_at is None


@pytest.mark.parametrize("step", ["write", "fsync", "rename"])
def test_a_full_disk_leaves_nothing_half(local, step):
    delivery = told()
    full = OSError(errno.ENOSPC, "full")
    if step == "write":
        failing = patch.object(os, "fdopen", side_effect=full)
    else:
        failing = patch.object(os, step, side_effect=full)
    with failing:
        deliver(delivery.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("ready", "The disk is full.")
    assert list(local.iterdir()) == []
    again(delivery)
    assert delivery.state == "delivered" and len(list(local.iterdir())) == 2


def test_what_the_other_side_put_in_the_way_is_not_followed(local, tmp_path):
    delivery = told()
    name = f"K7W-Q3X-T9D4-{delivery.id}.json"
    precious = tmp_path / "precious"
    precious.write_text("keep")
    (local / f".{name}.part").symlink_to(precious)
    (local / name).symlink_to(precious)
    again(delivery)
    assert precious.read_text() == "keep" and not (local / name).is_symlink()
    (local / f"{name}.ack").symlink_to(precious)
    with pytest.raises(DropFailed):
        acknowledgements.look(delivery.destination)
    (local.parent / "out").symlink_to(tmp_path)
    with pytest.raises(DropFailed):
        LocalDrop(local.parent, "out").listing()


@pytest.mark.parametrize("folder", ["..", "../up", "/etc", "a/b", ".hidden", "a b", 'a"b', "a\nb"])
def test_no_settings_and_no_reference_lead_out_of_the_drop(folder, local):
    with pytest.raises(Exception, match=r"settings|folder"):
        checked_settings("file", {"drop": "office", "folder": folder})
    with pytest.raises(ValueError, match="plain file name"):
        drop_named("office", folder)
    delivery = tell(make_destination("file", {"drop": "office", "folder": "in"}), reference=f"../{folder}/x")
    deliver(delivery.id)
    for path in local.parent.rglob("*.json"):
        assert path.parent == local and "/" not in path.name and ".." not in path.name


def test_a_drop_that_nobody_set_up_is_the_setting_s_fault(local):
    delivery = told()
    local.rmdir()
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "ready", "a share may come back"
    lost = tell(make_destination("file", {"drop": "nowhere"}))
    deliver(lost.id)
    lost.refresh_from_db()
    assert lost.state == "dead" and "FILE_DROPS" in lost.last_error
    with pytest.raises(Exception, match="no such drop"):
        checked_settings("file", {"drop": "nowhere"}, typed=True)


@needs_sftp
def test_a_server_with_another_key_is_not_trusted_and_ours_is_the_only_one_tried(remote, settings, tmp_path):
    known = settings.SFTP_KEYS / "office.known_hosts"
    right = known.read_text()
    other = asyncssh.generate_private_key("ssh-ed25519")
    known.write_text(f"{right.split()[0]} {other.export_public_key().decode()}")
    delivery = told()
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "dead", delivery.last_error
    assert "Host key verification failed" in delivery.last_error
    known.write_text(right)
    (settings.SFTP_KEYS / "office.key").write_bytes(other.export_private_key())
    again(delivery)
    assert delivery.state == "dead" and "Permission denied" in delivery.last_error
    assert list(remote.iterdir()) == []


@needs_sftp
def test_a_server_that_stalls_or_is_away_is_tried_again_and_the_time_is_bounded(
    remote, settings, monkeypatch
):
    delivery = told()
    with monkeypatch.context() as stalling:
        stalling.setattr(sftp, "LONGEST", 0.5)
        stalling.setattr(sftp, "_command", lambda server: ["sh", "-c", "sleep 60 & wait"])
        deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "ready" and "not done within" in delivery.last_error
    settings.FILE_DROPS = {"office": "sftp://guildhall@127.0.0.1:1/srv"}
    again(delivery)
    assert delivery.state == "ready" and delivery.last_error.startswith("SFTP:")


def test_looking_and_leaving_share_the_time_so_that_a_lease_is_longer_than_both_together(
    settings, monkeypatch, tmp_path
):
    settings.FILE_DROPS, settings.SFTP_KEYS = {"office": "sftp://guildhall@127.0.0.1:1/srv"}, tmp_path
    now, given = [100.0], []

    class Session(subprocess.Popen):
        """With a server that takes three seconds, by the clock that is looked at, to say what it says."""

        def communicate(self, said=None, timeout=None):
            given.append(timeout)
            now[0] += 3
            return super().communicate(said, timeout)

    monkeypatch.setattr(subprocess, "Popen", Session)
    monkeypatch.setattr(sftp, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(sftp, "_command", lambda server: ["cat"])
    drop = drop_named("office", "in")
    drop.listing()
    drop.put({"a.json": b"{}"})
    assert given == [sftp.LONGEST, sftp.LONGEST - 3]
