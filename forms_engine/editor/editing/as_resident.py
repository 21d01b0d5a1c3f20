"""Rendering the journey's own templates inside the admin, as the reader of its audience's site would get them."""

import copy
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_urlconf, set_urlconf
from django.utils import translation

from audiences.admission import for_preview
from audiences.current import answering
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.words import words_in
from forms_engine.definition.document import Definition
from forms_engine.editor.texts import SOURCE_LANGUAGE
from themes.context import theme_for


def render_for_residents(
    request: HttpRequest, definition: Definition, template: str, context: dict[str, Any], language: str
) -> HttpResponse:
    """A template of the journey, in the theme and for the principal of its audience, in a language. The answer is for
    the editor's own frame: nothing in it knows who the editor is."""
    audience = definition.audience.partition(":")[0]
    audience = audience if audience in settings.HOST_URLCONFS else "public"
    reader = _reader(request, audience)
    service = Service.objects.filter(slug=definition.service, locale__language_code=SOURCE_LANGUAGE).first()
    before = get_urlconf()
    set_urlconf(settings.HOST_URLCONFS[audience])
    try:
        with translation.override(language), answering(reader):
            return render(
                reader,
                template,
                {
                    "theme": theme_for(audience),
                    "journey": {
                        "slug": definition.slug,
                        "kind": definition.kind,
                        "title": definition.title.in_language(language),
                        "summary": definition.summary.in_language(language),
                    },
                    "help_phone": service.phone if service else "",
                    "help_hours": words_in(service, language).opening_hours if service else "",
                    **context,
                },
            )
    finally:
        set_urlconf(before)


def _reader(request: HttpRequest, audience: str) -> Any:
    """The request as a stranger's on that site. It shares the editor's CSRF token, so that the page's form can be sent
    back here, and nothing else."""
    reader: Any = copy.copy(request)
    reader.host_audience = audience
    reader.principal = for_preview(audience)
    reader.user = AnonymousUser()
    reader.urlconf = settings.HOST_URLCONFS[audience]
    return reader
