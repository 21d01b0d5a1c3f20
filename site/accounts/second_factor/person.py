"""Whose second factor a page is about: somebody on the way in, or somebody signed in who changes theirs."""

from dataclasses import dataclass
from typing import cast

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStageController
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import HostRequest
from accounts.models import User
from accounts.reauthentication import ask_again, recently_proved
from accounts.second_factor.records import proves_second_factor
from accounts.second_factor.selectors import Factors, factors_of, has_factor
from accounts.second_factor.stage import SecondFactorStage
from accounts.stages import begun_here


@dataclass(frozen=True, slots=True)
class Person:
    """The person, and the login that waits for them, if they are on the way in.

    ``has_any`` is whether they have a factor on any of the hosts that ask for one, ``factors`` those of this host.
    """

    user: User
    factors: Factors
    has_any: bool
    stage: SecondFactorStage | None
    proved: bool

    @property
    def may_add(self) -> bool:
        """Whether they may set up a factor: on the way in, only who has none yet or has just given one. A passkey of the
        other work host counts: or who has only that would be asked for nothing here, and set up what counts there too."""
        return self.stage is None or self.proved or not self.has_any


def person_of(request: HostRequest) -> Person | None:
    """Whose page it is, or ``None`` for a stranger."""
    found = LoginStageController.enter(request, SecondFactorStage.key) if begun_here(request) else None
    stage = cast(SecondFactorStage | None, found)
    user = stage.login.user if stage else request.user
    if not isinstance(user, User):
        return None
    proved = proves_second_factor(get_authentication_records(request, user))
    return Person(user, factors_of(user, request.host_audience), has_factor(user), stage, proved)


def may_change(request: HostRequest) -> Person | HttpResponse:
    """The person, if they may change their second factors now; otherwise where they have to go first."""
    person = person_of(request)
    if person is None:
        return redirect("sign_in")
    if not person.may_add:
        return redirect("second_factor")
    if person.stage is None and not recently_proved(request):
        return ask_again(request)
    return person
