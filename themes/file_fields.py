"""A field for several files chosen at once, with a button of their own for a phone's camera."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class _ManyInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Cleans to a list of uploads, those of both boxes (``<name>`` is sent by either); empty where none was chosen. What
    they are, how large and how many is for whoever takes them in to say. ``offers_camera`` shows the box that a phone
    opens its camera for."""

    def __init__(self, *, offers_camera: bool = False, **kwargs: Any) -> None:
        self.offers_camera = offers_camera
        kwargs.setdefault("widget", _ManyInput())
        kwargs.setdefault("template_name", "components/field/many_files.html")
        super().__init__(**{"allow_empty_file": True, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The uploads.

        Raises:
            ValidationError: where there has to be one and is none.
        """
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not given:
            super().clean(None, initial)
        return [upload for one in given if (upload := super(ManyFilesField, self).clean(one, initial))]
