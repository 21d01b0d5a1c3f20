"""The screen of one destination's keys: what its messages are signed with, and the tokens that it comes with."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from forms_engine.delivery.admin.changes import note_said
from forms_engine.delivery.admin.destinations import DestinationView
from forms_engine.delivery.inbound_secrets import inbound_secrets
from forms_engine.delivery.pull.tokens import TokenRefused, issue_token, revoke_token, takes_tokens
from forms_engine.delivery.secrets import ChangeUnderWay, change_secret, changing, end_change, signing_secrets


class KeysView(DestinationView):
    """The keys of one destination."""

    template_name = "delivery/keys.html"
    header_icon = "key"

    def get_page_title(self) -> str:
        """Whose they are."""
        return f"Keys of {self.destination.name}"

    def crumbs(self) -> list[dict[str, str]]:
        """The list, and the destination."""
        here = reverse("destination", args=[self.destination.pk])
        return [*super().crumbs(), {"url": here, "label": self.destination.name}]

    def get(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """What there is."""
        return self._keys()

    def post(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """Make, change or end one: the button says which."""
        if "make" in request.POST:
            return self._make(request.POST.get("name", ""))
        if "revoke" in request.POST:
            self._revoke(request.POST["revoke"])
        elif "change" in request.POST and self.destination.kind != "queue":
            self._change()
        elif "end" in request.POST and end_change(self.destination.pk):
            note_said(self.destination, "Ended the change of its secrets", self.user)
            messages.success(request, "The new secrets alone are used from now on.")
        return redirect("destination_keys", self.destination.pk)

    def _make(self, name: str) -> HttpResponse:
        try:
            _token, secret = issue_token(self.destination, name=name, made_by=self.user)
        except TokenRefused as refused:
            return self._keys(status=422, problem=str(refused), name=name)
        note_said(self.destination, f"Made the token “{name.strip()}”", self.user)
        return self._keys(status=201, made=secret)

    def _revoke(self, number: str) -> None:
        token = self.destination.tokens.filter(
            pk=int(number) if number.isdecimal() and len(number) < 12 else 0
        ).first()
        if token and revoke_token(token.pk):
            note_said(self.destination, f"Revoked the token “{token.name}”", self.user)
            messages.success(self.request, f"{token.name} is revoked: it opens nothing any more.")

    def _change(self) -> None:
        try:
            until = change_secret(self.destination.pk)
        except ChangeUnderWay as refused:
            messages.error(self.request, str(refused))
            return
        note_said(self.destination, "Began a change of its secrets", self.user)
        messages.success(
            self.request,
            f"Old and new secrets are used until {until:%d %B %Y}. Hand over the new ones now.",
        )

    def _keys(self, status: int = 200, made: str = "", problem: str = "", name: str = "") -> HttpResponse:
        signs = self.destination.kind == "webhook"
        answer = self.show(
            status=status,
            destination=self.destination,
            tokens=self.destination.tokens.order_by("-pk"),
            takes_tokens=takes_tokens(self.destination),
            secret=signing_secrets(self.destination.pk)[0] if signs else "",
            inbound=inbound_secrets(self.destination)[0] if self.destination.kind != "queue" else "",
            changing_until=changing(self.destination),
            made=made,
            problem=problem,
            name=name,
        )
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
