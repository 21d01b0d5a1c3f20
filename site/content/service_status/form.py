"""The form a status is written in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from content.sections.reach import edits


class ServiceStatusForm(WagtailAdminModelForm):
    """A status of a page that the person at work edits."""

    def clean_page(self) -> Any:
        """The page of one service, in a section of theirs.

        Raises:
            ValidationError: for a home page, or a page that is not theirs.
        """
        page = self.cleaned_data["page"]
        if self.for_user is not None and not edits(self.for_user, page):
            raise ValidationError(_("You do not edit this page. Choose one in a section of yours."))
        if page.depth <= 2:
            raise ValidationError(
                _("This is the home page. Choose the page of one service, or publish an alert for everybody.")
            )
        return page

    def clean(self) -> dict[str, Any]:
        """A new status does not end before anybody has seen it.

        Raises:
            ValidationError: where it does.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ends = cleaned.get("ends")
        if self.instance.pk is None and ends and ends <= timezone.now():
            self.add_error("ends", _("This is in the past. Choose a later time, or leave it empty."))
        return cleaned
