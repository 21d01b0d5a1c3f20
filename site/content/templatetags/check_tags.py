"""What a preview carries for Wagtail's content checks."""

from typing import Any

from django import template
from django.utils.html import format_html
from wagtail.admin.userbar import Userbar

from content.checks.checking import findings
from content.checks.in_wagtail import OF_THE_PAGE
from content.models import ContentPage

register = template.Library()


@register.simple_tag(takes_context=True)
def preview_checks(context: dict[str, Any]) -> str:
    """In the preview of somebody who is editing: Wagtail's bar, which runs its checks there, and what ours found about the
    page as a whole. Nothing for anybody else, whoever they are."""
    request = context.get("request")
    if not (getattr(request, "is_preview", False) and getattr(request, "is_editing", False)):
        return ""
    page = context.get("page")
    found = findings(page) if isinstance(page, ContentPage) else []
    rules = {OF_THE_PAGE[one.about].id for one in found if one.about in OF_THE_PAGE}
    return format_html(
        '<template id="gh-found" data-rules="{}"></template>{}',
        " ".join(sorted(rules)),
        Userbar(object=page if isinstance(page, ContentPage) else None).render_html(context),
    )
