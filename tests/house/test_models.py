"""Foreign keys point down only, those written as strings too: the import linter cannot see them."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from config.environment import ROOT

# From the ground up; a model may refer to its own floor and to those below it. Others' apps (Wagtail, Django) are ground.
FLOORS = (
    ("accounts",),
    ("audiences",),
    ("payments", "themes", "page_cache"),
    ("forms_engine.locations", "forms_engine.files", "forms_engine.catalogue"),
    ("forms_engine.notices", "forms_engine.delivery", "forms_engine.booking"),
    ("forms_engine.requests",),
    ("forms_engine.journeys",),
    ("forms_engine.editor",),
    ("partners",),
    ("content",),
    ("knowledge",),
    ("portal", "workplace"),
    ("content_api",),
    ("demo",),
    ("config",),
)


def _floor(model: type[models.Model]) -> int:
    """-1 for the ground, otherwise how high the model's app stands."""
    name = apps.get_app_config(model._meta.app_label).name
    return next((height for height, names in enumerate(FLOORS) if name in names), -1)


def _our_apps():
    paths = {config: Path(config.path) for config in apps.get_app_configs()}
    return [config for config, path in paths.items() if ROOT in path.parents and ".venv" not in path.parts]


def test_every_app_of_ours_has_a_floor():
    known = {name for names in FLOORS for name in names}
    assert {config.name for config in _our_apps()} <= known


def test_foreign_keys_point_down_only():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for config in _our_apps()
        for model in config.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and isinstance(field.related_model, type)
        and _is_up_or_sideways(model, field.related_model)
    ]
    assert upward == []


def _is_up_or_sideways(model: type[models.Model], other: type[models.Model]) -> bool:
    if _floor(other) == -1 or model._meta.app_label == other._meta.app_label:
        return False
    return _floor(other) >= _floor(model)


def test_times_are_kept_with_their_zone():
    assert settings.USE_TZ


def test_money_is_kept_in_whole_pence():
    kinds = {
        f"{model._meta.label}.{field.name}"
        for config in _our_apps()
        for model in config.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.DecimalField | models.FloatField)
        and any(word in field.name for word in ("price", "amount", "fee", "pence", "total"))
    }
    assert kinds == set()
