"""The form of a page that can have to be read."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class AskAgainForm(WagtailAdminPageForm):
    """A page with the tick ``ask_again``: asking everybody to read it again is decided for each change anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ask_again" not in self.fields:
            return
        if not _is_asked_for(self.instance):
            del self.fields["ask_again"]
        elif not self.instance.has_unpublished_changes:
            # A new draft begins: what was decided for the last one is over.
            self.initial["ask_again"] = False


def _is_asked_for(page: Any) -> bool:
    from knowledge.reading.models import Reading

    return bool(page.pk) and Reading.objects.filter(page=page.pk, ended_at=None).exists()
