"""`python -m payments.sandbox`: run the sandbox until it is told to stop."""

import argparse
import signal
import threading
from pathlib import Path
from types import FrameType

from payments.sandbox.server import Sandbox


def main() -> None:
    """Read the command line, serve on 127.0.0.1, stop cleanly on SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m payments.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="port on 127.0.0.1; 0 picks a free one")
    parser.add_argument("--webhook-url", required=True, help="where events are posted")
    parser.add_argument(
        "--webhook-host", default="", help="the Host header of that post, when not the URL's own"
    )
    parser.add_argument("--webhook-secret", required=True, help="the secret that signs events (whsec_…)")
    parser.add_argument("--state", type=Path, required=True, help="file that keeps everything over restarts")
    parser.add_argument("--merchant", default="Marlshire Council", help="name shown on the pay page")
    options = parser.parse_args()

    sandbox = Sandbox(
        port=options.port,
        state=options.state,
        webhook_url=options.webhook_url,
        webhook_host=options.webhook_host,
        webhook_secret=options.webhook_secret,
        merchant=options.merchant,
    )
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sandbox.start()
    print(f"payment sandbox on {sandbox.address}", flush=True)  # noqa: T201 - the supervisor waits for this line
    stopping.wait()
    sandbox.stop()


if __name__ == "__main__":
    main()
