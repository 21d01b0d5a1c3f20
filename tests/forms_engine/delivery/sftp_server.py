"""A real SSH server with SFTP on loopback, for one folder, one key and one user."""

import asyncio
import threading
from contextlib import contextmanager

import asyncssh


@contextmanager
def sftp_server(root, keys, name):
    """Serve ``root`` as ``/``; puts ``<name>.key`` and ``<name>.known_hosts`` into ``keys`` and gives the port."""
    ours, theirs = asyncssh.generate_private_key("ssh-ed25519"), asyncssh.generate_private_key("ssh-ed25519")
    (keys / f"{name}.key").write_bytes(ours.export_private_key())
    (keys / f"{name}.key").chmod(0o600)
    allowed = keys / "authorized"
    allowed.write_bytes(ours.export_public_key())
    ready, loop = threading.Event(), asyncio.new_event_loop()
    ports = []

    def chrooted(channel):
        return asyncssh.SFTPServer(channel, chroot=str(root).encode())

    async def start():
        server = await asyncssh.create_server(
            asyncssh.SSHServer,
            "127.0.0.1",
            0,
            server_host_keys=[theirs],
            authorized_client_keys=str(allowed),
            sftp_factory=chrooted,
        )
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()

    def serve():
        asyncio.set_event_loop(loop)
        loop.run_until_complete(start())
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(10)
    public = theirs.export_public_key().decode().strip()
    (keys / f"{name}.known_hosts").write_text(f"[127.0.0.1]:{ports[0]} {public}\n")
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
