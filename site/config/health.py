"""Is the house alive, and can it do its work? Asked by the supervisor, a load balancer, an operator."""

import logging
from datetime import timedelta

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

logger = logging.getLogger(__name__)

OK = "ok"
# A worker says that it lives every few seconds (see `manage.py worker`); it may be restarted in between.
LONGEST_SILENCE = timedelta(seconds=60)

_migrated = False


def readiness() -> dict[str, str]:
    """Each check by name, with "ok" or a few words on what is wrong; nothing in it is secret."""
    checks = {"database": _check_database()}
    if checks["database"] == OK:
        checks["migrations"] = _check_migrations()
        if checks["migrations"] == OK:
            checks["worker"] = _check_worker()
    failing = [name for name, state in checks.items() if state != OK]
    if failing:
        logger.warning("not ready: %s", ", ".join(failing))
    return checks


def _check_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Error:
        connection.close()
        return "does not answer"
    return OK


def _check_migrations() -> str:
    """Computing the plan costs a second, so it is done until it once came out empty."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return OK if _migrated else "not all applied"


def _check_worker() -> str:
    since = timezone.now() - LONGEST_SILENCE
    if ProcrastinateWorker.objects.filter(last_heartbeat__gte=since).exists():
        return OK
    return "no worker has been heard of for a minute"
