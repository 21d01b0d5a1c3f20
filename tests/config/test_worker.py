"""Background work: Wagtail's tasks on our queue, transactional, and rescued from a dead worker. Real processes."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection, transaction
from django_tasks import task

from config.environment import ROOT
from config.task_backend import ProcrastinateBackend
from config.tasks import run_library_task
from content.tasks import make_picture_sizes
from forms_engine.notices.tasks import send


@task()
def count_one(pk: int) -> None:
    """A task like Wagtail's: its arguments are ids."""


@pytest.fixture
def backend():
    return ProcrastinateBackend("default", {})


def _jobs() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("select task_name, status, args from procrastinate_jobs order by id")
        return cursor.fetchall()


def _wait_for(statement: str, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            if cursor.fetchone() is not None:
                return True
        time.sleep(0.1)
    return False


@pytest.mark.django_db
def test_a_library_task_is_a_row_of_the_transaction(backend):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        backend.enqueue(count_one, [7], {})
        assert len(_jobs()) == 1
        1 / 0  # noqa: B018
    assert _jobs() == []


@pytest.mark.django_db
def test_nothing_of_ours_waits_behind_a_site_that_is_indexed(backend):
    backend.enqueue(count_one, [7], {})
    make_picture_sizes.defer(image_id=7)
    send.defer(notice_id="7")
    with connection.cursor() as cursor:
        cursor.execute("select task_name, priority from procrastinate_jobs")
        priorities = dict(cursor.fetchall())
    assert priorities.pop("forms_engine.notices.tasks.send") == 0
    assert set(priorities.values()) == {-10}


@pytest.mark.django_db
def test_a_task_about_something_deleted_is_done():
    run_library_task(
        path="wagtail.tasks.update_reference_index_task", args=["wagtailcore", "page", "0"], kwargs={}
    )


def _worker(committing_db):
    command = [sys.executable, str(ROOT / "manage.py"), "worker"]
    return subprocess.Popen(
        command, env=committing_db.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_the_worker_works_stops_when_asked_and_takes_over_from_a_killed_one(committing_db, backend):
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour') returning id"
        )
        dead = cursor.fetchone()[0]
        args = '{"path": "wagtail.tasks.update_reference_index_task", "args": ["wagtailcore", "page", "0"], "kwargs": {}}'
        cursor.execute(
            "insert into procrastinate_jobs (task_name, args, status, queue_name, worker_id)"
            " values ('config.run_library_task', %s, 'doing', 'library', %s) returning id",
            [args, dead],
        )
        left = cursor.fetchone()[0]
    worker = _worker(committing_db)
    try:
        # The rescue runs every quarter of a minute; a job that is done is deleted.
        gone = f"select 1 where not exists (select 1 from procrastinate_jobs where id = {left})"
        assert _wait_for(gone, seconds=45)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
    finally:
        worker.kill()
        worker.wait()


def test_a_worker_that_loses_its_database_says_so(committing_db):
    worker = _worker(committing_db)
    try:
        assert _wait_for("select 1 from procrastinate_workers", seconds=30)
        with connection.cursor() as cursor:
            cursor.execute("alter table procrastinate_workers rename to away")
        assert worker.wait(timeout=40) not in {0, None}
    finally:
        if worker.poll() is None:
            os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
