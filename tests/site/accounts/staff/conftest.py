"""The house in production, with the tests' provider as the council's own sign-in."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.staff.provider import callback_address
from config.environment_staff import StaffOpenid, read_staff_openid
from tests.factories import client
from tests.openid_provider.process import OpenidProvider

START = "/account/work/"


@dataclass
class WorkSignIn:
    """Walks of a browser from the staff host to the provider and back."""

    provider: OpenidProvider
    settings: Any

    def come_in(
        self, person: dict[str, Any], *, browser: Client | None = None, next_url: str = "", **behaviour: Any
    ) -> tuple[Client, HttpResponse]:
        """Go the whole way as ``person``; the answer is what the callback said."""
        self.provider.turn(person, **behaviour)
        browser = browser or client("staff")
        gone = browser.get(START, {"next": next_url} if next_url else {})
        assert gone.status_code == 302, gone.content
        back = self.provider.walk(gone.headers["location"])
        assert back.startswith(callback_address())
        return browser, browser.get(back.removeprefix(self.settings.ENVIRONMENT.origin("staff")))

    def configure(self, *, demo: bool = False, **changes: Any) -> StaffOpenid:
        """Change what the environment says of the provider."""
        openid = read_staff_openid(self.provider.environment, demo=True)
        assert openid is not None
        openid = replace(openid, **changes)
        self.settings.ENVIRONMENT = replace(self.settings.ENVIRONMENT, demo=demo, staff_openid=openid)
        return openid


@pytest.fixture
def work(openid: OpenidProvider, settings: Any, db: None) -> WorkSignIn:
    """Production, a provider that asks everybody for a second factor, and nobody known yet."""
    sign_in = WorkSignIn(openid, settings)
    sign_in.configure(brings_second_factor=True)
    openid.expect(callback_address())
    return sign_in
