"""HTTP with an Open311 server, through ``outbound`` as everything that goes outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings

from forms_engine.delivery.connectors import outbound
from forms_engine.delivery.open311.answers import Row, Unreadable, rows_of
from forms_engine.delivery.open311.settings import Open311Settings

MOST_READ = 2 * 1024 * 1024  # bytes: a thousand requests
WITHIN = 18.0  # seconds for one call: looking up and filing together end before a delivery's lease does


class NoApiKey(LookupError):
    """The operator has not given the API key that the destination names."""


class NotAnswered(Exception):
    """A question was answered with something else than what was asked for; ``status`` is of HTTP."""

    def __init__(self, status: int, said: str) -> None:
        self.status = status
        super().__init__(said)


@dataclass(frozen=True, slots=True)
class Server:
    """An Open311 server as a destination's settings name it."""

    chosen: Open311Settings

    def ask(self, path: str, item: str, query: Mapping[str, str]) -> list[Row]:
        """Read something; the rows called ``item``.

        Raises:
            NotAnswered: for any status but 200, or an answer that cannot be read whole.
            outbound.AddressRefused, outbound.NotReached, NoApiKey: before there is an answer.
        """
        given = {**self._who(), **{name: value for name, value in query.items() if value}}
        url = f"{self.url_of(path)}?{urlencode(given)}" if given else self.url_of(path)
        answer = outbound.call("GET", url, headers=self._headers(), most=MOST_READ, within=WITHIN)
        if answer.status != 200:
            raise NotAnswered(answer.status, f"Answered {answer.status} when asked.")
        if not answer.whole:
            raise NotAnswered(answer.status, "Its answer was longer than we read, or stopped short.")
        try:
            return rows_of(answer.body, item, answer.headers.get("content-type", ""))
        except Unreadable as error:
            raise NotAnswered(answer.status, str(error)) from error

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> outbound.Answer:
        """Post a form, with the API key.

        Raises:
            outbound.AddressRefused, outbound.NotReached, NoApiKey: before there is an answer.
        """
        body = urlencode([*self._who().items(), *fields]).encode()
        headers = {**self._headers(), "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        return outbound.call(
            "POST", self.url_of(path), body=body, headers=headers, most=MOST_READ, within=WITHIN
        )

    def url_of(self, path: str) -> str:
        """The address of one of its resources, in the form that we read."""
        return f"{self.chosen.url.rstrip('/')}/{quote(path)}.{self.chosen.form}"

    def _who(self) -> dict[str, str]:
        given = {"jurisdiction_id": self.chosen.jurisdiction_id} if self.chosen.jurisdiction_id else {}
        if not self.chosen.api_key:
            return given
        key = settings.OPEN311_KEYS.get(self.chosen.api_key)
        if key is None:
            raise NoApiKey(f"OPEN311_API_KEYS has no key called “{self.chosen.api_key}”.")
        return {**given, "api_key": key}

    def _headers(self) -> dict[str, str]:
        wanted = "application/json" if self.chosen.form == "json" else "text/xml"
        return {"Accept": wanted}
