"""PORT is held or refused in a sentence; the others are picked and remembered."""

import json
import socket

import pytest

from running import ports
from running.steps import CannotRun


@pytest.fixture
def busy():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_busy_port_is_refused_in_a_sentence(busy):
    with pytest.raises(CannotRun, match=f"Port {busy} is in use by another program"):
        ports.reserve(busy)


def test_a_port_is_ours_before_anything_listens_on_it(tmp_path):
    port = ports.pick(["x"], tmp_path / "ports.json", also_taken=0)["x"]
    held = ports.reserve(port)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)
    ports.listen(held, port)
    socket.create_connection(("127.0.0.1", port), timeout=2).close()
    for one in held:
        one.close()


def test_ports_are_kept_where_they_are_still_free(tmp_path, busy):
    memory = tmp_path / "ports.json"
    first = ports.pick(["sandbox", "back office"], memory, also_taken=0)
    assert ports.pick(["sandbox", "back office"], memory, also_taken=0) == first
    memory.write_text(json.dumps({**first, "sandbox": busy}))
    again = ports.pick(["sandbox", "back office"], memory, also_taken=0)
    assert again["back office"] == first["back office"]
    assert again["sandbox"] != busy


def test_the_public_port_is_never_picked(tmp_path):
    memory = tmp_path / "ports.json"
    taken = ports.pick(["sandbox"], memory, also_taken=0)["sandbox"]
    assert ports.pick(["sandbox"], memory, also_taken=taken)["sandbox"] != taken
