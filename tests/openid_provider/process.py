"""The tests' OpenID provider as a process: the certified ``oidc-provider`` for Node, on a port of 127.0.0.1."""

import fcntl
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from config.environment import ROOT
from running import npm
from running.node import find_node

SOURCE = Path(__file__).parent
CLIENT_ID = "guildhall"
CLIENT_SECRET = "between the tests and their provider"
TENANT = "6f0c2a7e-3d11-4b0e-9a55-0d6a1f2b7c01"


class OpenidProvider:
    """One provider. ``turn`` says who presses its button next, and how it misbehaves."""

    def __init__(self, var: Path = ROOT / "var") -> None:
        node = find_node()
        folder = var / "npm-openid-provider"
        var.mkdir(exist_ok=True)
        # Parallel test processes wait for one another.
        with (var / "npm-openid-provider.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            npm.install(node, SOURCE, folder, "Fetching the tests' OpenID provider from npm")
            shutil.copy2(SOURCE / "provider.mjs", folder)
        # It ends with its standard input, so also when this process is killed.
        self._process = subprocess.Popen(
            [*node.node, str(folder / "provider.mjs"), CLIENT_ID, CLIENT_SECRET],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the OpenID provider did not start"
        self.issuer: str = json.loads(line)["issuer"]
        self._redirect_addresses: set[str] = set()

    @property
    def environment(self) -> dict[str, str]:
        """What the house is told to use it."""
        return {
            "STAFF_OPENID_ISSUER": self.issuer,
            "STAFF_OPENID_CLIENT_ID": CLIENT_ID,
            "STAFF_OPENID_CLIENT_SECRET": CLIENT_SECRET,
            "STAFF_OPENID_TENANT": TENANT,
        }

    def expect(self, *addresses: str) -> None:
        """Register redirect addresses, as an administrator does at the provider."""
        self._redirect_addresses |= set(addresses)

    def turn(self, person: dict[str, Any] | None = None, **behaviour: Any) -> None:
        """Set the person (their claims) and the behaviour: ``down``, ``refuse``, ``tamper`` (see provider.mjs)."""
        knobs = {
            "redirect_uris": sorted(self._redirect_addresses),
            "person": person or {},
            "behaviour": behaviour,
        }
        requests.post(f"{self.issuer}/knobs", json=knobs, timeout=10).raise_for_status()

    def walk(self, address: str) -> str:
        """Go where the house sent a browser, press the provider's button, and say where it sends the browser back."""
        with requests.Session() as browser:
            answer = browser.get(address, allow_redirects=False, timeout=10)
            for _ in range(10):
                if answer.is_redirect:
                    onward = urljoin(answer.url, answer.headers["location"])
                    if not onward.startswith(self.issuer):
                        return onward
                    answer = browser.get(onward, allow_redirects=False, timeout=10)
                else:
                    answer.raise_for_status()
                    answer = browser.post(answer.url, allow_redirects=False, timeout=10)
        raise AssertionError(f"the provider keeps the browser at {urlsplit(answer.url).path}")

    def close(self) -> None:
        """Stop the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)
