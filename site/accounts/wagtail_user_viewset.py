"""The list and the forms of people in the Wagtail admin."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.users.views.users import IndexView as WagtailIndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts.models import User
from accounts.reauthentication import proved_recently
from accounts.wagtail_user_form import UserForm


class IndexView(WagtailIndexView):
    """Found by name, email address or mobile number."""

    search_fields = {"name", "email", "mobile"}

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """By name, unless a column was chosen. Wagtail's own order is by last name."""
        chosen = self.ordering if self.ordering in {"name", "-name"} else None
        return queryset.order_by(chosen) if chosen else super().order_queryset(queryset)


class UserViewSet(WagtailUserViewSet):
    """Accounts, for administrators."""

    index_view_class = IndexView
    ordering = "name"

    @property
    def add_view(self) -> Any:
        """A new account: asked for by an administrator who has just shown who they are."""
        return proved_recently(super().add_view)

    @property
    def edit_view(self) -> Any:
        """Another password, address or role: the same."""
        return proved_recently(super().edit_view)

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[User]]:
        """One form, for a new account and for one there is."""
        return UserForm
