"""Section editors in Wagtail's admin: which section, who, edit or publish."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from accounts.models import User
from content.models import ContentPage, SectionEditors
from content.sections.services import set_section_editors

# Its own permissions, not those of all groups, whose model it extends.
register_permission_policy(SectionEditors, ModelPermissionPolicy(SectionEditors), exact_class=True)


def staff() -> Any:
    """The people who can edit."""
    return User.objects.filter(is_staff=True, is_active=True).order_by("name")


def _people(editors: SectionEditors) -> str:
    return ", ".join(editors.user_set.order_by("name").values_list("name", flat=True))


class SectionEditorsForm(forms.ModelForm[SectionEditors]):
    """A section, its people, and whether they publish."""

    section = forms.ModelChoiceField(
        queryset=ContentPage.objects.all(),
        widget=AdminPageChooser(target_models=[ContentPage]),
        label=_("Section"),
        help_text=_("They may edit this page and everything below it, in every language."),
    )
    people = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("People"),
        help_text=_("Somebody with the role of editor or publisher edits the whole site anyway."),
    )

    class Meta:
        model = SectionEditors
        fields = ["section", "may_publish"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail's viewsets say for whom a form is; who may open this one is decided already.
        kwargs.pop("for_user", None)
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        people.queryset = staff()
        if self.instance.pk:
            people.initial = self.instance.user_set.all()

    def save(self, commit: bool = True) -> SectionEditors:
        """Write it."""
        cleaned = self.cleaned_data
        self.instance = set_section_editors(
            editors=self.instance if self.instance.pk else None,
            section=cleaned["section"],
            people=cleaned["people"],
            may_publish=cleaned["may_publish"],
        )
        return self.instance


class SectionEditorsViewSet(ModelViewSet):
    """Under Settings, for administrators."""

    model = SectionEditors
    name = "section_editors"
    icon = "group"
    menu_label = _("Section editors")
    add_to_settings_menu = True
    list_display = [
        "section",
        Column("people", label=_("People"), accessor=_people),
        BooleanColumn("may_publish", label=_("May publish"), sort_key="may_publish"),
    ]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[SectionEditorsForm]:
        """The same form for a new one and for a change."""
        return SectionEditorsForm
