"""Sockets that give up at one moment, whatever the other end does, and that go only where they are told to.

httpx and httpcore limit each read and each write; a receiver that drips a byte now and then would hold a worker for ever.
"""

import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

CONNECT = 5.0  # seconds for one address
SILENCE = 15.0  # seconds for one read or write


class TimedNetwork(httpcore.NetworkBackend):
    """Connects to ``addresses`` in turn, whatever name is asked for, and is over at ``ends`` (``time.monotonic``)."""

    def __init__(self, addresses: Sequence[str], ends: float) -> None:
        self._addresses, self._ends = addresses, ends

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that takes one.

        Raises:
            httpcore.ConnectError, ConnectTimeout: when none does; with what the last one said for its argument, as
                httpcore's pool cuts off an error's cause.
        """
        failed: OSError | None = None
        for address in self._addresses:
            try:
                connected = socket.create_connection((address, port), timeout=_rest(self._ends, CONNECT))
            except OSError as error:
                failed = error
            else:
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return _TimedStream(connected, self._ends)
        if isinstance(failed, TimeoutError):
            raise httpcore.ConnectTimeout(str(failed)) from failed
        raise httpcore.ConnectError(failed) from failed


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, connected: socket.socket, ends: float) -> None:
        self._socket, self._ends = connected, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._socket.settimeout(_rest(self._ends, SILENCE))
            return self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = memoryview(buffer)
        try:
            while left:
                self._socket.settimeout(_rest(self._ends, SILENCE))
                left = left[self._socket.send(left) :]
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            self._socket.settimeout(_rest(self._ends, SILENCE))
            return _TimedStream(
                ssl_context.wrap_socket(self._socket, server_hostname=server_hostname), self._ends
            )
        except TimeoutError as error:
            self.close()
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            self.close()
            raise httpcore.ConnectError(error) from error

    def get_extra_info(self, info: str) -> Any:
        return self._socket if info == "socket" else None


def _rest(ends: float, most: float) -> float:
    """The seconds left, ``most`` at most.

    Raises:
        TimeoutError: when there are none.
    """
    rest = ends - time.monotonic()
    if rest <= 0:
        raise TimeoutError("The time for the whole call is over.")
    return min(rest, most)
