"""The stage of signing in that asks for a second factor, and refuses ways in that a host does not take."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.adapters import method_of
from accounts.second_factor.records import proves_second_factor
from accounts.second_factor.rule import needs_second_factor, takes
from accounts.second_factor.selectors import factors_of
from accounts.staff.refusals import Reason, refusal


class SecondFactorStage(LoginStage):
    """Asks on the staff and partner hosts: everybody outside the demonstration, in it those who have set one up.

    Nobody is signed in before it is passed: until then the session holds who is on the way, and nothing opens.
    """

    key = "second_factor"
    urlname = "second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """The page that is missing, or none; and whether the login goes on from there."""
        audience, user = self.request.host_audience, self.login.user
        records = get_authentication_records(self.request, user)
        if not takes(user, audience, method_of(records)):
            return refusal(self.request, Reason.OTHER_WAY), False
        if audience == "public" or proves_second_factor(records):
            return None, True
        if needs_second_factor(audience) or factors_of(user, audience).any:
            return redirect("second_factor"), True
        return None, True
