"""The form an administrator makes and changes accounts with in the Wagtail admin."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.models import Role, RoleGrant, User
from accounts.proved_addresses import save_as_typed
from accounts.selectors import roles_from
from accounts.services import grant_role, withdraw_role
from accounts.telling import tell_of_new_way


class UserForm(forms.ModelForm[User]):
    """One name, an email address or a mobile number, and roles."""

    password = forms.CharField(
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Leave empty to keep it as it is. Changing it signs the person out everywhere.",
    )
    roles = forms.MultipleChoiceField(
        required=False, choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ["name", "email", "mobile", "is_staff", "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["roles"].initial = sorted(roles_from(self.instance, RoleGrant.Source.LOCAL))
            self.fields["roles"].help_text = self._given_by_work_account()
        if editing_self:
            # Nobody shuts themselves out, or makes themselves more than they are.
            for name in ("is_active", "is_staff", "roles"):
                del self.fields[name]

    def _given_by_work_account(self) -> str:
        roles = sorted(role.label for role in roles_from(self.instance, RoleGrant.Source.OPENID))
        return f"From their work account, and changed only there: {', '.join(roles)}." if roles else ""

    def clean(self) -> dict[str, Any]:
        """Something to know the person by."""
        cleaned = super().clean() or {}
        if not (cleaned.get("email") or cleaned.get("mobile") or self.instance.work_identity or self.errors):
            self.add_error("email", "Enter an email address or a mobile number.")
        return cleaned

    def clean_password(self) -> str:
        """The password, if it is good enough."""
        password = str(self.cleaned_data["password"])
        if password:
            validate_password(password, self.instance)
        return password

    def save(self, commit: bool = True) -> User:
        """Save the account, then bring its roles to what was ticked. Its owner is told what changed of how they come in."""
        user = super().save(commit=False)
        if password := self.cleaned_data["password"]:
            user.set_password(password)
        elif not user.pk:
            user.set_unusable_password()
        is_new = user._state.adding
        save_as_typed(user)
        if self.cleaned_data["password"] and not is_new:
            tell_of_new_way(user, "password")
        if "roles" in self.fields:
            wanted = {Role(role) for role in self.cleaned_data["roles"]}
            before = roles_from(user, RoleGrant.Source.LOCAL)
            for role in wanted - before:
                grant_role(user, role)
            for role in before - wanted:
                withdraw_role(user, role)
        return user
