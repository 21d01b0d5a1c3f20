"""What somebody types to follow a report: an address. The code that was sent there is typed as everywhere."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forms_engine.notices.forms import AddressForm


class FollowForm(AddressForm):
    """Where news of a report is to go."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = _("We use it only to tell you what happens with this report.")
