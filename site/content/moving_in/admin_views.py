"""Moving in, in the admin: bringing a list, its check and its result. Who publishes pages may."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from content.admin_screens import Screen
from content.models import Move
from content.moving_in import selectors, services, taking_back
from content.moving_in.forms import BringForm
from content.moving_in.placing import may_add_below
from content.tasks import move_in_later

MOST_SHOWN = 100


class MovingInItem(MenuItem):
    """The way to these screens, for those who may see them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person asking is one of them."""
        return selectors.may_move_in(request.user)


class ForPublishers:
    """A screen for those who publish pages somewhere."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those who may."""
        if not selectors.may_move_in(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class Moves(ForPublishers, Screen):
    """Every move this person may see, and bringing another."""

    page_title = "Moving in"
    header_icon = "download"
    template_name = "content/admin/governance/moving_in.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, and the form."""
        return self._shown(BringForm(user=self.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Bring a list: it is checked by the worker."""
        form = BringForm(request.POST, request.FILES, user=self.user)
        if not form.is_valid():
            return self._shown(form, status=422)
        chosen = form.cleaned_data
        under = chosen["under"].specific
        if not may_add_below(self.user, under):
            form.add_error("under", "Choose a page that you may make and publish pages below.")
            return self._shown(form, status=422)
        try:
            with transaction.atomic():
                move = services.begin(
                    name=chosen["file"].name,
                    list_file=chosen["file"],
                    saved_pages=chosen["saved_pages"] or None,
                    under=under,
                    rules=chosen["rules"],
                    host=chosen["host"],
                    by=self.user,
                )
                move_in_later(move.pk)
        except services.NotNow as error:
            form.add_error("under", str(error))
            return self._shown(form, status=422)
        messages.success(request, "The list is being checked. Nothing is made of it before you say so.")
        return redirect("move", move.pk)

    def _shown(self, form: BringForm, status: int = 200) -> HttpResponse:
        return self.show(status=status, form=form, moves=selectors.moves_for(self.user)[:MOST_SHOWN])


class OneMove(ForPublishers, Screen):
    """A move: how far it is, its check or its result, and what can be done."""

    header_icon = "download"
    template_name = "content/admin/governance/move.html"

    def get(self, request: HttpRequest, move_id: int) -> HttpResponse:
        """As it stands."""
        move = selectors.move_for(self.user, move_id)
        self.page_title = move.name
        return self.show(move=move, counts=selectors.counts_of(move), rules=move.rules)

    def post(self, request: HttpRequest, move_id: int) -> HttpResponse:
        """Go, go on, take back, throw away."""
        move = selectors.move_for(self.user, move_id)
        acts = {
            "go": self._go,
            "go_on": self._go_on,
            "take_back": self._take_back,
            "throw_away": self._throw_away,
        }
        act = acts.get(request.POST.get("do", ""))
        if act is None:
            raise Http404
        try:
            return act(move)
        except services.NotNow as error:
            messages.error(request, str(error))
        return redirect("move", move.pk)

    def _go(self, move: Move) -> HttpResponse:
        with transaction.atomic():
            services.go(move.pk)
            move_in_later(move.pk)
        messages.success(self.request, "The drafts are being made.")
        return redirect("move", move.pk)

    def _go_on(self, move: Move) -> HttpResponse:
        with transaction.atomic():
            services.go_on(move.pk)
            move_in_later(move.pk)
        messages.success(self.request, "It goes on where it stopped.")
        return redirect("move", move.pk)

    def _take_back(self, move: Move) -> HttpResponse:
        if not self.is_sure():
            return self._ask(
                move,
                f"Take the drafts of “{move.name}” back?",
                then="The drafts that nobody has worked on since are deleted, and the redirects to them. Others stay.",
                yes="Take them back",
            )
        gone, kept = taking_back.take_back(move.pk, by=self.user)
        stays = f" {kept} stay, as somebody has worked on them." if kept else ""
        messages.success(self.request, f"{gone} drafts are gone, and the redirects to them.{stays}")
        return redirect("move", move.pk)

    def _throw_away(self, move: Move) -> HttpResponse:
        if not self.is_sure():
            return self._ask(
                move,
                f"Throw “{move.name}” away?",
                then="What the check found is gone for good. No page is touched.",
                yes="Throw it away",
            )
        taking_back.throw_away(move.pk)
        messages.success(self.request, "The list is gone. Nothing was made of it.")
        return redirect("moving_in")

    def _ask(self, move: Move, question: str, *, then: str, yes: str) -> HttpResponse:
        return self.ask(question, then=then, yes=yes, back=reverse("move", args=[move.pk]))
