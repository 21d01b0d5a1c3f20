"""The embedded PostgreSQL: its place, its hard stops, what others left."""

import os
import shutil
import signal
import stat

import pytest

from config.environment_database import LONGEST_SOCKET_FOLDER, embedded_socket_folder
from running.postgres import EmbeddedPostgres
from running.postgres_binaries import find_binaries
from running.steps import CannotRun
from running.supervisor import Supervisor


@pytest.fixture
def supervisor():
    supervisor = Supervisor()
    yield supervisor
    supervisor.stop()


@pytest.fixture
def postgres(tmp_path):
    tmp_path.chmod(0o755)
    socket_folder = embedded_socket_folder(tmp_path)
    # Named after tmp_path, whose name pytest gives again where its own folders were cleared and /tmp was not.
    _clear(socket_folder)
    yield EmbeddedPostgres(tmp_path / "postgres", socket_folder, tmp_path / "log", settings={"fsync": "off"})
    _clear(socket_folder)


def _clear(folder):
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _start(postgres, supervisor):
    postgres.prepare()
    child = postgres.child()
    supervisor.start(child)
    postgres.wait_until_ready(child)
    return child


@pytest.mark.parametrize("depth", [1, 20, 300])
def test_the_socket_always_fits(tmp_path, depth):
    folder = embedded_socket_folder(tmp_path / ("x" * depth))
    assert len(str(folder)) <= LONGEST_SOCKET_FOLDER


def test_what_was_committed_outlives_a_hard_stop(postgres, supervisor):
    child = _start(postgres, supervisor)
    with postgres.connect("guildhall") as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('still here')")
    os.kill(child.pid, signal.SIGKILL)
    while child.poll() is None:
        pass
    child.start()
    postgres.wait_until_ready(child)
    with postgres.connect("guildhall") as connection:
        assert connection.execute("select word from kept").fetchone() == ("still here",)
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_only_its_owner_may_enter_the_socket_folder(postgres):
    postgres.prepare()
    assert stat.S_IMODE(postgres.socket_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(postgres.data.stat().st_mode) == 0o700


def test_a_lock_file_naming_somebody_elses_process_is_forgotten(postgres, supervisor):
    postgres.prepare()
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data}\n")
    _start(postgres, supervisor)


def test_a_socket_folder_that_leads_elsewhere_is_refused(postgres, tmp_path):
    (tmp_path / "postgres").mkdir()
    postgres.socket_folder.symlink_to(tmp_path)
    with pytest.raises(CannotRun, match="belongs to somebody else"):
        postgres.prepare()


def test_data_of_another_version_is_refused_in_a_sentence():
    with pytest.raises(CannotRun, match="was made by PostgreSQL 9"):
        find_binaries(data_version=9)
