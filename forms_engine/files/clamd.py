"""Asking a ClamAV daemon about a file: the INSTREAM command of clamd(8).

Nothing but the one answer that says so makes a file clean. Everything unexpected counts as the scanner being away.
"""

import re
import socket
import struct
import time
from typing import BinaryIO
from urllib.parse import urlsplit

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 60.0  # for one read or write
LONGEST_SCAN = 180.0  # seconds, for all of it
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096  # bytes

FOUND = re.compile(rb"stream: ([!-~]{1,200}) FOUND\0")


class ScannerAway(Exception):
    """No verdict was to be had; asking again later may help. The message names why, and nothing of the file."""


class ScanImpossible(Exception):
    """The scanner will never scan this file: it is larger than its StreamMaxLength."""


def scan(content: BinaryIO, url: str) -> str:
    """The name of the virus that clamd finds in ``content``, or "" where it finds none.

    ``url`` is ``tcp://host:port`` or ``unix:///path/of/the.socket``.

    Raises:
        ScannerAway: when it cannot be reached, stalls, or answers anything but a verdict.
        ScanImpossible: when the file is larger than it takes.
    """
    try:
        with _connected(url) as connection:
            return _verdict(_asked(connection, content))
    except OSError as error:
        raise ScannerAway(type(error).__name__) from error


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(CONNECT_SECONDS)
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
    else:
        connection = socket.create_connection((parts.hostname or "", parts.port or 3310), CONNECT_SECONDS)
    connection.settimeout(SILENCE_SECONDS)
    return connection


def _asked(connection: socket.socket, content: BinaryIO) -> bytes:
    """Send the file in pieces, each after its length, then a length of nothing; answers what came back."""
    deadline = time.monotonic() + LONGEST_SCAN
    try:
        connection.sendall(b"zINSTREAM\0")
        while chunk := content.read(CHUNK):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            _within(deadline)
        connection.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It stops listening in the middle of a file that is too large: it has said why.
        pass
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
        _within(deadline)
    return answer


def _within(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise ScannerAway("TooSlow")


def _verdict(answer: bytes) -> str:
    if answer == b"stream: OK\0":
        return ""
    if found := FOUND.fullmatch(answer):
        return found[1].decode("ascii")
    if b"size limit exceeded" in answer:
        raise ScanImpossible
    raise ScannerAway("NoVerdict")
