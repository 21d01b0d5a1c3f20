"""What the network does to a back office, on purpose: a proxy in a process of its own, a port for each destination.

A mode is set while it runs, over a control socket, and holds for connections made from then on; what an earlier mode
left hanging is cut when the mode changes. The modes whose names begin with ``after`` let the back office have the
message: it commits, and the sender hears something else, or nothing.
"""

import argparse
import asyncio
import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import time
from collections import Counter
from enum import StrEnum
from pathlib import Path


class Mode(StrEnum):
    """What happens to a connection."""

    PASS = "pass"  # nothing
    REFUSE = "refuse"  # nobody listens
    STALL = "stall"  # taken, and never a word
    RESET = "reset"  # taken, and reset as soon as something is said
    SLOW = "slow"  # all that comes back comes a piece at a time, and in time
    DRIP = "drip"  # all that comes back comes so slowly that it is never there in time
    GARBAGE = "garbage"  # an answer in no protocol
    AFTER_SILENCE = "after-silence"  # it commits, and nothing is ever said
    AFTER_RESET = "after-reset"  # it commits, and the connection is reset
    AFTER_ERROR = "after-error"  # it commits, and somebody in between answers with a passing error


AFTER = frozenset({Mode.AFTER_SILENCE, Mode.AFTER_RESET, Mode.AFTER_ERROR})
FAULTS = tuple(mode for mode in Mode if mode is not Mode.PASS)

SLOWLY, DRIPPING = 0.002, 0.5  # seconds for a byte
BLOCK = 65536

# What a sender says last before its receiver commits, and how somebody in between says "not now".
PROTOCOLS: dict[str, tuple[bytes, bytes]] = {
    "http": (
        b"",
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ),
    "smtp": (b"\r\n.\r\n", b"451 4.3.0 Try again later\r\n"),
}


class Line:
    """One destination: the port that the house knows, and what stands behind it."""

    def __init__(self, name: str, port: int, behind: int, protocol: str) -> None:
        self.name, self.port, self.behind = name, port, behind
        self.last_words, self.not_now = PROTOCOLS[protocol]
        self.mode, self.met = Mode.PASS, Counter[str]()
        self.hanging: set[asyncio.Task[None]] = set()
        self.server: asyncio.Server | None = None

    async def set(self, mode: Mode) -> None:
        """Do this from now on."""
        self.mode = mode
        for task in self.hanging:
            task.cancel()
        if mode is Mode.REFUSE and self.server is not None:
            self.server.close()
            self.server = None
        elif mode is not Mode.REFUSE and self.server is None:
            self.server = await asyncio.start_server(self._meet, "127.0.0.1", self.port)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        mode = self.mode
        self.met[mode] += 1
        self.hanging.add(task)
        try:
            await self._talk(mode, reader, writer)
        except (OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass  # that is what it is for
        finally:
            self.hanging.discard(task)
            with contextlib.suppress(OSError):
                writer.close()

    async def _talk(self, mode: Mode, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if mode is Mode.STALL:
            await self._hang(reader)
        elif mode is Mode.RESET:
            if not self.last_words:
                await reader.read(1)  # in HTTP the caller speaks first
            _reset(writer)
        elif mode is Mode.GARBAGE:
            writer.write(os.urandom(400))
            await writer.drain()
        else:
            behind_reader, behind = await asyncio.open_connection("127.0.0.1", self.behind)
            try:
                await self._between(mode, reader, writer, behind_reader, behind)
            finally:
                behind.close()

    async def _between(
        self,
        mode: Mode,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        behind_reader: asyncio.StreamReader,
        behind: asyncio.StreamWriter,
    ) -> None:
        # In HTTP whatever comes back comes after the commit.
        said_all = asyncio.Event()
        if not self.last_words:
            said_all.set()

        async def there() -> None:
            said = b""
            while part := await reader.read(BLOCK):
                said = (said + part)[-BLOCK:]
                if self.last_words and self.last_words in said:
                    said_all.set()
                behind.write(part)
                await behind.drain()
            behind.write_eof()

        async def back() -> None:
            while part := await behind_reader.read(BLOCK):
                if mode in AFTER and said_all.is_set():
                    await self._after(mode, reader, writer)
                    return
                await _say(writer, part, mode)

        going = asyncio.create_task(there())
        try:
            await back()
        finally:
            going.cancel()

    async def _after(self, mode: Mode, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if mode is Mode.AFTER_RESET:
            _reset(writer)
        elif mode is Mode.AFTER_ERROR:
            writer.write(self.not_now)
            await writer.drain()
        else:
            await asyncio.sleep(3600)

    async def _hang(self, reader: asyncio.StreamReader) -> None:
        while await reader.read(BLOCK):
            pass


async def _say(writer: asyncio.StreamWriter, part: bytes, mode: Mode) -> None:
    pause = {Mode.SLOW: SLOWLY, Mode.DRIP: DRIPPING}.get(mode)
    if pause is None:
        writer.write(part)
        await writer.drain()
        return
    for byte in part:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(pause)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close so that the other end gets an RST and not an end of file."""
    bare = writer.get_extra_info("socket")
    if bare is not None:
        bare.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def serve(control: int, lines: list[Line]) -> None:
    """Run until told to stop. A command is a line of JSON: ``{"line": …, "mode": …}`` or ``{}``; the answer is how often
    each mode was met."""
    by_name = {line.name: line for line in lines}
    for line in lines:
        await line.set(Mode.PASS)

    async def obey(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while told := await reader.readline():
            command = json.loads(told)
            if "line" in command:
                await by_name[command["line"]].set(Mode(command["mode"]))
            writer.write(json.dumps({line.name: dict(line.met) for line in lines}).encode() + b"\n")
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(obey, "127.0.0.1", control) as server:
        await server.serve_forever()


class FaultProxy:
    """The proxy's process, for a test: ``lines`` are name, port, the port behind it, and the protocol.

    Used as a context; it is gone at the end.
    """

    def __init__(self, control: int, lines: list[tuple[str, int, int, str]], log: Path) -> None:
        self.control, self.lines, self.log = control, lines, log

    def __enter__(self) -> "FaultProxy":
        written = [":".join(map(str, line)) for line in self.lines]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.proxy", str(self.control), *written],
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._connection = _when_it_listens(self.control)
        self._answers = self._connection.makefile("r")
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self.process.terminate()
        self.process.wait()

    def set(self, line: str, mode: Mode) -> None:
        """Do this to a destination from now on."""
        self._tell({"line": line, "mode": mode})

    def met(self) -> dict[str, dict[str, int]]:
        """How many connections of each destination met each mode."""
        return self._tell({})

    def _tell(self, command: dict[str, str]) -> dict[str, dict[str, int]]:
        self._connection.sendall(json.dumps(command).encode() + b"\n")
        return dict(json.loads(self._answers.readline()))


def _when_it_listens(port: int) -> socket.socket:
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), 10)
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"nothing listens on {port}")


def main() -> None:
    """``python -m tests.faults.proxy CONTROL NAME:PORT:BEHIND:PROTOCOL…``"""
    parser = argparse.ArgumentParser()
    parser.add_argument("control", type=int)
    parser.add_argument("lines", nargs="+")
    told = parser.parse_args()
    parts = [line.split(":") for line in told.lines]
    lines = [Line(name, int(port), int(behind), protocol) for name, port, behind, protocol in parts]
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(told.control, lines))


if __name__ == "__main__":
    main()
