"""What everything that reads a body or an article is handed."""

from dataclasses import dataclass

from wagtail.rich_text import expand_db_html

from audiences.http import GuildhallRequest
from content_api.rich_text import RichText, read_rich_text
from content_api.schemas.base import RichTextForm
from content_api.targets import Targets


@dataclass(frozen=True, slots=True)
class Context:
    """The request, the language links are wanted in, the loaded targets, and the form of rich text."""

    request: GuildhallRequest
    language: str
    targets: Targets
    form: RichTextForm = "tree"

    def rich_text(self, source: str) -> RichText:
        """A rich text as Wagtail keeps it, as the answer says it."""
        read = read_rich_text(source, self.targets.link)
        if self.form == "tree":
            return read
        return read.model_copy(update={"html": expand_db_html(source)})
