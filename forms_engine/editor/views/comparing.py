"""The comparison of two revisions, in words."""

from typing import Any

from wagtail.snippets.views.snippets import RevisionsCompareView

from forms_engine.editor.comparison import compare


class JourneyCompareView(RevisionsCompareView):
    """What was added, removed, moved and changed between two revisions of a journey."""

    template_name = "editor/compare.html"

    def _get_comparison(self, revision_a: Any, revision_b: Any) -> list[Any]:
        return list(compare(revision_a.document, revision_b.document))
