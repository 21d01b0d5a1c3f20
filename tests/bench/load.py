"""Asking one address as fast as it answers, over plain sockets: Python's own client would be what is measured."""

import multiprocessing
import re
import socket
import time
from dataclasses import dataclass

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """An address. ``pipelined`` requests are sent at once on each connection: more than one only for a server that is
    quicker than its asker."""

    port: int
    path: str
    host: str = "localhost"
    pipelined: int = 1


def rate(target: Target, *, seconds: float = 5.0, connections: int = 4) -> float:
    """Answers a second, all of them 200, from ``connections`` connections in two processes."""
    once(target)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        share = connections // 2
        pool.map(_nothing, range(2))
        counts = pool.starmap(_ask, [(target, seconds, share)] * 2)
    return sum(counts) / seconds


def once(target: Target) -> bytes:
    """One whole answer, headers and all.

    Raises:
        RuntimeError: when it is not 200.
    """
    with socket.create_connection(("127.0.0.1", target.port), 30) as connection:
        connection.sendall(_request(target))
        answer = _Reader(connection).answer()
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[:500])
    return answer


def _nothing(_: int) -> None:
    """Starts the processes of a pool before the clock does."""


def _request(target: Target) -> bytes:
    return f"GET {target.path} HTTP/1.1\r\nHost: {target.host}\r\nAccept: text/html\r\n\r\n".encode()


class _Reader:
    def __init__(self, connection: socket.socket) -> None:
        self.connection, self.rest = connection, b""

    def answer(self) -> bytes:
        while (end := self.rest.find(b"\r\n\r\n")) < 0:
            self._more()
        found = LENGTH.search(self.rest, 0, end + 4)
        if found is None:
            raise RuntimeError("an answer of no stated length")
        whole = end + 4 + int(found[1])
        while len(self.rest) < whole:
            self._more()
        answer, self.rest = self.rest[:whole], self.rest[whole:]
        return answer

    def _more(self) -> None:
        part = self.connection.recv(1 << 18)
        if not part:
            raise RuntimeError("the server hung up")
        self.rest += part


def _ask(target: Target, seconds: float, connections: int) -> int:
    request = _request(target) * target.pipelined
    opened = [socket.create_connection(("127.0.0.1", target.port), 30) for _ in range(connections)]
    readers = [_Reader(connection) for connection in opened]
    for connection in opened:
        connection.sendall(request)
    asked, deadline = 0, time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        for reader in readers:
            for _ in range(target.pipelined):
                if not reader.answer().startswith(b"HTTP/1.1 200"):
                    raise RuntimeError("not 200")
            asked += target.pipelined
            try:
                reader.connection.sendall(request)
            except BrokenPipeError:  # nginx ends a connection after a thousand requests
                reader.connection = socket.create_connection(("127.0.0.1", target.port), 30)
                reader.rest = b""
                reader.connection.sendall(request)
    for connection in opened:
        connection.close()
    return asked
