"""VAT codes in the admin, for finance: their rates as people say them, in per cent."""

from decimal import Decimal
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from payments.models import VatCode

A_PER_CENT = 100  # basis points


class VatCodeForm(WagtailAdminModelForm):
    """The code, its name and its rate. A code that lines name keeps its spelling: the ledger knows it by that."""

    per_cent = forms.DecimalField(
        label="Rate in per cent",
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text="Such as 20, 5 or 0. It holds for what is charged from now on; what was charged keeps its rate.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["per_cent"].initial = (
                Decimal(self.instance.rate_basis_points) / A_PER_CENT
            ).normalize()
            self.fields["code"].disabled = True

    def clean_code(self) -> str:
        """A code counts in any case, so that there may be only one of it."""
        code: str = self.cleaned_data["code"].strip()
        if VatCode.objects.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("There is such a code already, perhaps in other case")
        return code

    def save(self, commit: bool = True) -> Any:
        """The rate becomes basis points."""
        self.instance.rate_basis_points = int(self.cleaned_data["per_cent"] * A_PER_CENT)
        return super().save(commit)


class VatCodeViewSet(SnippetViewSet):
    """Under Settings. Nobody deletes one: lines name it for as long as the books are kept."""

    model = VatCode
    icon = "tag"
    menu_label = "VAT codes"
    add_to_settings_menu = True
    list_display = ["__str__", "name"]
    search_fields = ["code", "name"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                "Journeys name these codes in their fees. A fee whose code is not here is taken without VAT."
            ),
            FieldPanel("code"),
            FieldPanel("name"),
            FieldPanel("per_cent"),
        ],
        base_form_class=VatCodeForm,
    )
