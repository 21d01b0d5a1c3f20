"""The JSON fields that give wagtail-localize their texts, and nothing but their texts.

``get_translatable_segments`` and ``restore_translated_segments`` are wagtail-localize's interface for a field that
knows its own texts. Keys, conditions and numbers are never offered to a translator, and cannot come back changed.
"""

import copy
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail_localize.segments import StringSegmentValue

from forms_engine.editor.texts import RESTORED, SOURCE_LANGUAGE, Texts, texts_of, texts_of_blocks


class TextsField(models.JSONField):
    """JSON that holds texts by language, each under a stable path."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("encoder", DjangoJSONEncoder)
        super().__init__(*args, **kwargs)

    def texts(self, value: Any) -> Texts:
        """The texts of a value, under their paths."""
        raise NotImplementedError

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """The English of every text that has any."""
        return [
            StringSegmentValue(path, text[SOURCE_LANGUAGE])
            for path, text in self.texts(value).items()
            if text.get(SOURCE_LANGUAGE, "").strip()
        ]

    def restore_translated_segments(self, value: Any, segments: list[StringSegmentValue]) -> Any:
        """The source's value with a translator's words beside the English. Which language they are in is not known here:
        the row's own ``save`` says it."""
        restored = copy.deepcopy(value)
        texts = self.texts(restored)
        for segment in segments:
            if segment.path in texts:
                texts[segment.path][RESTORED] = segment.render_text()
        return restored


class DocumentField(TextsField):
    """A journey's definition document."""

    def texts(self, value: Any) -> Texts:
        """The texts of a document, under their paths."""
        return texts_of(value)


class BlocksField(TextsField):
    """The blocks of a question set."""

    def texts(self, value: Any) -> Texts:
        """The texts of a list of blocks, under their paths."""
        return texts_of_blocks(value)
