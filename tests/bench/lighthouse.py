"""``make lighthouse``: what Google's Lighthouse, with its phone, says of eight kinds of public page of a running house.

Lighthouse is no part of the project: it is used where somebody has installed it (``npm install --global lighthouse``), or where
LIGHTHOUSE names its command. The house has to run (``make run``), on PORT.
"""

import json
import os
import shutil
import subprocess
import sys
from typing import Any

from running.steps import CannotRun
from tests.browsers import find_chromium

PAGES = {
    "front page": "/",
    "service area": "/roads-and-transport/",
    "service": "/roads-and-transport/report-a-pothole/",
    "guide": "/council-tax/discounts-and-exemptions/",
    "directory with a map": "/libraries/find-a-library/",
    "news": "/news/",
    "start of a journey": "/journeys/report-a-pothole/",
    "article": "/knowledge/how-quickly-do-we-repair-potholes/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = 95
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


def command() -> str:
    """Where Lighthouse is.

    Raises:
        CannotRun: where there is none.
    """
    found = shutil.which(os.environ.get("LIGHTHOUSE", "lighthouse"))
    if found is None:
        raise CannotRun("There is no Lighthouse here. Install it: npm install --global lighthouse@12")
    return found


def measure(lighthouse: str, address: str) -> dict[str, Any]:
    """What Lighthouse says of one page.

    Raises:
        CannotRun: where it says nothing, with the reason.
    """
    chromium = find_chromium()
    if chromium is None:
        raise CannotRun("There is no Chromium here.")
    done = subprocess.run(
        [
            lighthouse,
            address,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={FLAGS}",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotRun(f"Lighthouse cannot measure {address}: {reason} (does the house run, on this PORT?)")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def scores(report: dict[str, Any]) -> list[int]:
    """The four scores, of a hundred."""
    return [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]


def what_costs(report: dict[str, Any]) -> list[str]:
    """What took points away in categories that are below what is wanted."""
    return [
        f"    {name}: {report['audits'][one['id']]['title']}"
        for name in CATEGORIES
        if (report["categories"][name]["score"] or 0) * 100 < WANTED
        for one in report["categories"][name]["auditRefs"]
        if one["weight"] and (report["audits"][one["id"]]["score"] or 0) < 0.9
    ]


def main() -> int:
    """Print a line a page; the exit status is 1 where a score is below what is wanted."""
    try:
        lighthouse, origin = command(), f"http://localhost:{os.environ.get('PORT', '8000')}"
        print(f"{'':22}" + "".join(f"{name:>16}" for name in (*CATEGORIES, "kB")))
        low = False
        for name, path in PAGES.items():
            report = measure(lighthouse, f"{origin}{path}")
            found = scores(report)
            weight = report["audits"]["total-byte-weight"]["numericValue"] / 1000
            print(f"{name:22}" + "".join(f"{one:>16}" for one in (*found, round(weight))), flush=True)
            for line in what_costs(report):
                print(line)
            low = low or min(found) < WANTED
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 1
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
