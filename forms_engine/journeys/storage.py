"""django-formtools' storage over a Submission: steps are page keys, data are the submission's answers."""

from typing import Any

from django.http import HttpRequest
from formtools.wizard.storage.base import BaseStorage

from forms_engine.journeys import saving, services


class SubmissionStorage(BaseStorage):
    """Keeps nothing of its own: what a step saves goes into ``Submission.answers``, in the database.

    The wizard view sets ``request.submission`` before it is made. Nothing is read back through ``get_step_data``:
    a page is filled from the answers kept, not from what was once posted.
    """

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()

    @property
    def submission(self) -> Any:
        """The submission under way."""
        return self.request.submission

    def set_step_data(self, step: str, cleaned_data: dict[str, Any]) -> None:
        """Keep one page's answers. What had been set aside for the page has been seen."""
        saving.forget_set_aside(self.submission)
        self.request.submission = services.answer_page(self.submission.id, step, cleaned_data)

    def set_step_files(self, step: str, files: Any) -> None:
        """Uploads were taken in before the page was judged, so that none is lost to another answer's problem."""

    def reset(self) -> None:
        """A submission is not thrown away by visiting an address."""
