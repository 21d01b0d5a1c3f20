"""What is typed about organisations and their people."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from audiences.services import DAYS
from audiences.tokens.forms import day_choices
from partners.models import Membership, Organisation, OrganisationToken
from themes.fields import DatePartsField

TEXT = "components/field/text.html"
RADIOS = "components/field/radios.html"
SELECT = "components/field/select.html"
CHECKBOXES = "components/field/checkboxes.html"

# Addresses below /organisations/ that are no organisation's.
TAKEN = frozenset({"choose", "requests"})

ROLES = [(Role.PARTNER_MEMBER.value, _("Member")), (Role.PARTNER_MANAGER.value, _("Partner manager"))]
ROLE_HINTS = {
    Role.PARTNER_MEMBER.value: _("Reads what the council shares with the organisation."),
    Role.PARTNER_MANAGER.value: _("Also invites people, changes their access and ends it."),
}


def role_field() -> forms.ChoiceField:
    """Member or manager, with what each may do."""
    field = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Role"),
        choices=ROLES,
        widget=forms.RadioSelect,
        template_name=RADIOS,
        error_messages={"required": _("Choose a role")},
    )
    field.option_hints = ROLE_HINTS  # type: ignore[attr-defined]  # the theme's own attribute
    return field


class LastDayField(DatePartsField):
    """A last day, or none when left empty."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Last day"),
            required=False,
            help_text=_("They have access to the end of this day. Leave it empty if there is no last day."),
        )

    def clean(self, value: Any) -> Any:
        """The day, or ``None``.

        Raises:
            ValidationError: for what is no day.
        """
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return datetime.date.fromisoformat(typed)
        except ValueError:
            raise forms.ValidationError(_("Enter a real date, like 31 3 2027"), code="invalid") from None


class ChoiceForm(forms.Form):
    """Which of one's organisations to act for."""

    use_required_attribute = False
    organisation = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Which organisation are you acting for?"),
        widget=forms.RadioSelect,
        template_name=RADIOS,
        error_messages={
            "required": _("Choose the organisation you act for"),
            "invalid_choice": _("Choose the organisation you act for"),
        },
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.name) for each in organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class RequestsForm(forms.Form):
    """What the list of an organisation's requests is narrowed to, or one request's reference."""

    use_required_attribute = False
    show = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Everything")),
            ("open", _("Not finished")),
            ("answer", _("Waiting for your answer")),
            ("finished", _("Finished")),
        ],
        template_name=SELECT,
    )
    whose = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Sent by"),
        required=False,
        choices=[("", _("Anybody")), ("mine", _("You"))],
        template_name=SELECT,
    )
    reference = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Reference, to find one"), required=False, max_length=30, template_name=TEXT
    )


class TokenForm(forms.Form):
    """What a program's token is called, may be used for, and how long it lasts."""

    use_required_attribute = False
    name = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("What is it for?"),
        help_text=_("So that you know it again, for example the name of the program."),
        max_length=60,
        template_name=TEXT,
        error_messages={"required": _("Say what the token is for")},
    )
    scopes = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("What may it be used for?"),
        choices=OrganisationToken.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        template_name=CHECKBOXES,
        error_messages={"required": _("Choose what the token may be used for")},
    )
    journeys = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Only for these"),
        help_text=_("Leave all of them empty for everything that your organisation may send."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name=CHECKBOXES,
    )
    days = forms.TypedChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("How long does it last?"),
        choices=day_choices,
        coerce=int,
        initial=DAYS[1],
        template_name=SELECT,
    )

    def __init__(self, *args: Any, journeys: list[tuple[str, str]], **kwargs: Any) -> None:
        """``journeys`` are slugs and titles that it can be limited to."""
        super().__init__(*args, **kwargs)
        self.fields["journeys"].choices = journeys  # type: ignore[attr-defined]
        if not journeys:
            del self.fields["journeys"]


class InvitationForm(forms.Form):
    """Whom to invite, as what, until when."""

    use_required_attribute = False
    email = forms.EmailField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Email address"),
        help_text=_("We send the invitation there. They sign in with this address."),
        max_length=254,
        template_name=TEXT,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter an email address"),
            "invalid": _("Enter an email address in the correct format, like name@example.com"),
        },
    )
    role = role_field()
    last_day = LastDayField()


class PersonForm(forms.Form):
    """What can be changed about somebody's membership."""

    use_required_attribute = False
    role = role_field()
    last_day = LastDayField()

    def __init__(self, *args: Any, membership: Membership, may_change_day: bool, **kwargs: Any) -> None:
        """``may_change_day`` is false for a manager's own membership."""
        day = membership.expires.isoformat() if membership.expires else ""
        kwargs["initial"] = {"role": membership.role, "last_day": day}
        super().__init__(*args, **kwargs)
        if not may_change_day:
            del self.fields["last_day"]


class OrganisationForm(forms.Form):
    """An organisation's details, as the council keeps them."""

    use_required_attribute = False
    name = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Name"),
        max_length=200,
        template_name=TEXT,
        error_messages={"required": _("Enter the organisation’s name")},
    )
    slug = forms.SlugField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Short name"),
        help_text=_(
            "Lower-case letters, numbers and hyphens, like hale-house-care. It can never be changed."
        ),
        max_length=50,
        template_name=TEXT,
        error_messages={"required": _("Enter a short name")},
    )

    def clean_slug(self) -> str:
        """No address of our own.

        Raises:
            ValidationError: for a name that one of our pages has.
        """
        slug = str(self.cleaned_data["slug"])
        if slug in TAKEN:
            raise forms.ValidationError(
                _("Choose another short name: this one is a page of ours."), code="taken"
            )
        return slug

    kind = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Kind"), choices=Organisation.Kind, template_name=SELECT
    )
    contact_name = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Contact: name"), max_length=150, required=False, template_name=TEXT
    )
    contact_email = forms.EmailField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Contact: email address"), max_length=254, required=False, template_name=TEXT
    )
    contact_phone = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Contact: phone number"), max_length=30, required=False, template_name=TEXT
    )
    owner = forms.ModelChoiceField(
        label=_("Owner at the council"),
        help_text=_("Who confirms every half year that its people still need access."),
        queryset=User.objects.none(),
        required=False,
        template_name=SELECT,
    )

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        """Without an ``organisation``, for a new one."""
        if organisation is not None:
            names = ("name", "kind", "contact_name", "contact_email", "contact_phone", "owner")
            kwargs["initial"] = {name: getattr(organisation, name) for name in names}
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_staff=True, is_active=True).order_by("name")
        self.fields["owner"].queryset = staff  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.is_optional = not field.required  # type: ignore[attr-defined]  # the theme's own attribute
        if organisation is not None:
            del self.fields["slug"]


class ConfirmationForm(forms.Form):
    """For each person: keep or end. Nobody is kept, or ended, for want of an answer."""

    use_required_attribute = False
    KEEP, END = "keep", "end"

    def __init__(self, *args: Any, memberships: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = memberships
        for membership in memberships:
            name = membership.user.name
            self.fields[self._field(membership)] = forms.ChoiceField(  # type: ignore[call-arg]
                label=f"{name}, {membership.user.email or membership.user.mobile}",
                choices=[(self.KEEP, _("Still needs access")), (self.END, _("End access"))],
                widget=forms.RadioSelect,
                template_name=RADIOS,
                error_messages={"required": _("Say whether %(name)s still needs access") % {"name": name}},
            )

    def decided(self, decision: str) -> list[Membership]:
        """Those of whom this was said."""
        return [each for each in self.memberships if self.cleaned_data[self._field(each)] == decision]

    @staticmethod
    def _field(membership: Membership) -> str:
        return f"person-{membership.user.uuid}"
