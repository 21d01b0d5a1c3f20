"""Scanners for tests: a small server that speaks (or breaks) clamd's protocol, and a real clamd where there is one."""

import os
import shutil
import socket
import struct
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

# The harmless file that every scanner finds (eicar.org). In pieces, so that no scanner finds this one.
EICAR = b"".join(
    [rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$", b"EICAR", b"-STANDARD-", b"ANTIVIRUS", b"-TEST-FILE!", b"$H+H*"]
)
SIGNATURE = "Guildhall.Test.Eicar"


@contextmanager
def fake_clamd(answer=b"stream: OK\0", *, limit=None, stall=False):
    """A server for one connection at a time; gives its URL and the list of the files it was sent. It finds EICAR, and
    otherwise says ``answer``; beyond ``limit`` bytes it stops listening, as clamd does; or it never answers."""
    server = socket.create_server(("127.0.0.1", 0))
    received, stopped = [], threading.Event()

    def serve():
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                with connection, suppress(OSError, EOFError):
                    _talk(connection)

    def _talk(connection):
        assert _exactly(connection, 10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!L", _exactly(connection, 4))[0]:
            content += _exactly(connection, length)
            if limit is not None and len(content) > limit:
                connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        received.append(content)
        if stall:
            stopped.wait(30)
            return
        connection.sendall(b"stream: Eicar-Test FOUND\0" if EICAR in content else answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}", received
    finally:
        stopped.set()
        # A thread in accept() keeps the socket alive: wake it.
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def _exactly(connection, length):
    data = b""
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def find_clamd():
    """The path of a clamd, if this machine has one (Debian: apt-get install clamav-daemon)."""
    return shutil.which("clamd", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")


@contextmanager
def real_clamd(folder: Path):
    """A real clamd that knows one virus, EICAR, from a signature written here: nothing is downloaded. Gives its URL."""
    database = folder / "database"
    database.mkdir()
    (database / "test.ndb").write_text(f"{SIGNATURE}:0:*:{EICAR.hex()}\n")
    path = folder / "clamd.sock"
    settings = {
        "LocalSocket": path,
        "DatabaseDirectory": database,
        "Foreground": "yes",
        "StreamMaxLength": "1M",
        "MaxThreads": "2",
        "TemporaryDirectory": folder,
    }
    configuration = folder / "clamd.conf"
    configuration.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    log = (folder / "log").open("wb")
    process = subprocess.Popen([find_clamd(), "-c", str(configuration)], stdout=log, stderr=log)
    try:
        for _ in range(200):
            if path.exists() or process.poll() is not None:
                break
            time.sleep(0.1)
        assert path.exists(), (folder / "log").read_text()
        yield f"unix://{path}"
    finally:
        process.terminate()
        process.wait(20)
        log.close()
