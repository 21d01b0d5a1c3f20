"""A resident on a bad connection: walks a journey over HTTP and, whenever something breaks, does what people do.

They reload, they press the button again. They never invent a step, and they believe a reference once they see one.
"""

import re
import time
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import httpx
from bs4 import BeautifulSoup
from PIL import Image

PATIENCE = 90.0  # seconds that somebody keeps trying

POTHOLE = {
    "danger": {"dangerous": "no"},
    "location": {"where_description": "High Street, Marlford"},
    "damage": {"category": "road"},
    "photo": {},
    "about-you": {"your-name": "Ann Archer", "your-email": "ann@example.com"},
}
BADGE = {
    "where-you-live": {"lives-in-marlshire": "yes"},
    "date-of-birth": {"date-of-birth_day": "27", "date-of-birth_month": "3", "date-of-birth_year": "1958"},
    "benefits": {"benefit": "dla-higher-rate"},
    "your-details": {"full-name": "Ben Barrow", "email": "ben@example.com"},
    "address": {"address_line1": "1 Mill Lane", "address_town": "Thornbeck", "address_postcode": "ZZ2 2BB"},
    "photo": {"photo": "a photo"},
}


def small_photo() -> bytes:
    """A real JPEG."""
    out = BytesIO()
    Image.new("RGB", (20, 20), "navy").save(out, "JPEG")
    return out.getvalue()


class GaveUp(AssertionError):
    """The resident could not finish in time: for them, the request is lost."""


class Resident:
    """One browser. ``reference`` is what it was shown in the end."""

    def __init__(self, port: int, journey: str, vanish: bool = False) -> None:
        self.origin, self.journey, self.vanish = f"http://127.0.0.1:{port}", journey, vanish
        self.host = f"localhost:{port}"
        self.answers = POTHOLE if journey == "report-a-pothole" else BADGE
        self.client = httpx.Client(timeout=10, follow_redirects=False, trust_env=False)
        self.deadline = time.monotonic() + PATIENCE
        self.shown: list[str] = []

    def walk(self) -> str:
        """Go from the start page to the reference."""
        page, url = self.get(f"/journeys/{self.journey}/")
        if "/journeys/" in url and page.select_one("form"):
            page, url = self.post(f"/journeys/{self.journey}/", page, {})
        while True:
            self.check_time()
            step = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1]
            if step in self.answers:
                page, url = self.answer(url, page, step)
            elif step == "check":
                page, url = self.post(urlsplit(url).path, page, {})
            elif step == "confirmation":
                found = self.confirmed(page)
                if found:
                    return found
                page, url = self.pay_or_wait(page, url)
            elif step == self.journey:
                # Nothing was kept yet when it broke: begin again.
                page, url = self.post(urlsplit(url).path, page, {})
            else:
                time.sleep(0.3)
                page, url = self.get(f"/journeys/{self.journey}/confirmation/")

    def answer(self, url: str, page: BeautifulSoup, step: str) -> tuple[BeautifulSoup, str]:
        """Fill one page in and press Continue."""
        data, files = dict(self.answers[step]), None
        if step == "photo":
            data, files = {}, {"photo": ("photo.jpg", small_photo(), "image/jpeg")}
        return self.post(urlsplit(url).path, page, {"wizard-current_step": step, **data}, files)

    def confirmed(self, page: BeautifulSoup) -> str:
        """The reference, where the page says that all is done."""
        panel = page.select_one(".govuk-panel--confirmation")
        found = re.search(
            r"\b[346789CDFGHJKMNPQRTVWXY]{3}-[346789CDFGHJKMNPQRTVWXY]{3}-[346789CDFGHJKMNPQRTVWXY]{4}\b",
            page.get_text(" "),
        )
        if found:
            self.shown.append(found[0])
        return found[0] if panel and found else ""

    def pay_or_wait(self, page: BeautifulSoup, url: str) -> tuple[BeautifulSoup, str]:
        """Press Pay, unless this resident has paid already and only waits to hear of it."""
        time.sleep(0.4)
        if getattr(self, "paid", False):
            return self.get(f"/journeys/{self.journey}/confirmation/")
        return self.post(f"/journeys/{self.journey}/payment/", page, {})

    def at_the_pay_page(self, url: str) -> tuple[BeautifulSoup, str]:
        """Pay on the provider's page; then come back, or lose the connection and look later."""
        session = re.search(r"(cs_\w+)", url)
        assert session, f"no session in {url}"
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        answer = httpx.post(
            f"{origin}/_sessions/{session[1]}/pay", content=b"{}", timeout=10, trust_env=False
        )
        self.paid = True
        if self.vanish or answer.status_code != 200:
            return self.get(f"/journeys/{self.journey}/confirmation/")
        return self.get(
            self.own_path(answer.json().get("success_url") or f"/journeys/{self.journey}/confirmation/")
        )

    # -- the browser -------------------------------------------------------------------------------------

    def get(self, path: str) -> tuple[BeautifulSoup, str]:
        """Load a page, reloading until it comes."""
        return self.send("GET", path)

    def post(
        self, path: str, page: BeautifulSoup, data: dict, files: dict | None = None
    ) -> tuple[BeautifulSoup, str]:
        """Send a form with its token; where the connection breaks, load the page again and go on from there."""
        token = page.select_one("input[name=csrfmiddlewaretoken]")
        data = {**data, "csrfmiddlewaretoken": token["value"] if token else ""}
        return self.send("POST", path, data, files)

    def send(
        self, method: str, path: str, data: dict | None = None, files: dict | None = None
    ) -> tuple[BeautifulSoup, str]:
        """One press of a button or a reload, with the redirects that follow."""
        url = urljoin(self.origin, path)
        for _ in range(20):
            try:
                answer = self.client.request(method, url, data=data, files=files, headers={"Host": self.host})
            except httpx.TransportError:
                self.check_time()
                time.sleep(0.3)
                # Somebody whose page does not come presses reload; what was posted is not posted again blindly.
                method, data, files = "GET", None, None
                continue
            if answer.is_redirect:
                where = answer.headers["Location"]
                if "cs_" in where and "/payments/return/" not in where:
                    return self.at_the_pay_page(where)
                url, method, data, files = urljoin(self.origin, self.own_path(where)), "GET", None, None
                continue
            if answer.status_code >= 500 or answer.status_code == 405:
                self.check_time()
                time.sleep(0.3)
                method, data, files = "GET", None, None
                if answer.status_code == 405:
                    url = urljoin(self.origin, f"/journeys/{self.journey}/confirmation/")
                continue
            assert answer.status_code < 400, f"{method} {url} answered {answer.status_code}"
            return BeautifulSoup(answer.text, "html.parser"), url
        raise GaveUp(f"{url} sends me round in circles")

    def own_path(self, where: str) -> str:
        """The path of a redirect to our own site."""
        parts = urlsplit(where)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def check_time(self) -> None:
        """Give up after a minute and a half."""
        if time.monotonic() > self.deadline:
            raise GaveUp(f"not finished after {PATIENCE:.0f} s")
