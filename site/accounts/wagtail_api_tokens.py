"""Wagtail's screen of API tokens, with what goes for everything that opens an account: whoever makes one has just shown who
they are, and the owner is told."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from wagtail.users.views.api_tokens import APITokenViewSet, CreateView

from accounts.reauthentication import proved_recently
from accounts.telling import tell_of_token


class TellingCreateView(CreateView):
    """Makes a token and tells its owner."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Make the token; the answer shows it, once."""
        response = super().form_valid(form)
        tell_of_token(self.object.user, by=self.request.user)
        return response


class TokenViewSet(APITokenViewSet):
    """Tokens of Wagtail's API. Mounted before Wagtail's own, under the same names."""

    add_view_class = TellingCreateView

    @property
    def add_view(self) -> Any:
        """The form for a new one."""
        return proved_recently(super().add_view)


tokens = TokenViewSet("wagtailusers_api_tokens", url_prefix="api-tokens")
