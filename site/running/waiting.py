"""Waits until a process that was started can be used."""

from __future__ import annotations

import http.client
import socket
import time

from running.children import Child, describe_end
from running.steps import CannotRun

LONGEST = 120.0


def wait_for_port(port: int, child: Child) -> None:
    """Wait until something listens on ``port``.

    Raises:
        CannotRun: when the child ends instead, or two minutes have passed.
    """
    while not _listens(port):
        _still_coming(child)


def wait_for_web(port: int, child: Child) -> None:
    """Wait until the web server answers that it lives.

    Raises:
        CannotRun: when it ends instead, or two minutes have passed.
    """
    while not _answers(port, "/health/live"):
        _still_coming(child)


def wait_for_worker(port: int, child: Child) -> None:
    """Wait until the web server, which lives, has heard of the worker and so says that the house is ready.

    Raises:
        CannotRun: when the worker ends instead, or two minutes have passed.
    """
    while not _answers(port, "/health/ready"):
        _still_coming(child)


def _still_coming(child: Child) -> None:
    status = child.poll()
    if status is not None:
        raise CannotRun(f"The {child.name} ended at once ({describe_end(status)}): {child.log} says why.")
    if child.age > LONGEST:
        raise CannotRun(f"The {child.name} was not ready after two minutes: {child.log} says why.")
    time.sleep(0.1)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
