"""Addresses of the editing screens: of a draft below ``journeys/<draft>/``, of a question set below ``question-sets/<set>/``."""

from django.urls import path

from forms_engine.editor.editing.views import (
    blocks,
    commands,
    conditions,
    fees,
    holders,
    lists,
    lookups,
    named_conditions,
    pages,
    previewing,
    sections,
    settings,
)

# What both have: blocks on a page.
_blocks = [
    path("do/", commands.Command.as_view(), name="do"),
    path("blocks/<str:holder>/add/", blocks.AddBlock.as_view(), name="add_block"),
    path("blocks/<str:holder>/add/<slug:kind>/", blocks.NewBlock.as_view(), name="new_block"),
    path("blocks/<str:holder>/<int:number>/", blocks.BlockScreen.as_view(), name="block"),
    path("blocks/<str:holder>/<int:number>/type/", blocks.ChooseKind.as_view(), name="choose_kind"),
    path("blocks/<str:holder>/<int:number>/remove/", blocks.RemoveBlock.as_view(), name="remove_block"),
    path("when/<path:where>/", conditions.ConditionScreen.as_view(), name="condition_at"),
    path("preview/<str:address>/", previewing.Preview.as_view(), name="preview"),
]

urlpatterns = [
    *_blocks,
    path("add-page/", pages.AddPage.as_view(), name="add_page"),
    path("pages/<str:address>/", pages.PageScreen.as_view(), name="page"),
    path("pages/<str:address>/look-up/", lookups.LookupScreen.as_view(), name="lookup"),
    path("pages/<str:address>/remove/", pages.RemovePart.as_view(), name="remove_part"),
    path("texts/<str:holder>/", holders.TextsScreen.as_view(), name="texts"),
    path("declaration/", settings.Declaration.as_view(), name="declaration"),
    path("settings/", settings.Settings.as_view(), name="settings"),
    path("sections/", sections.Sections.as_view(), name="sections"),
    path("lists/", lists.Lists.as_view(), name="lists"),
    path("lists/<path:key>/", lists.ListScreen.as_view(), name="options_list"),
    path("conditions/", named_conditions.Conditions.as_view(), name="conditions"),
    path("conditions/<path:key>/", named_conditions.NamedCondition.as_view(), name="condition"),
    path("fees/", fees.Fees.as_view(), name="fees"),
    path("fees/add/", fees.NewFee.as_view(), name="new_fee"),
    path("fees/<int:number>/", fees.FeeScreen.as_view(), name="fee"),
    path("fees/<int:number>/remove/", fees.RemoveFee.as_view(), name="remove_fee"),
    path("findings/", previewing.Findings.as_view(), name="findings"),
    path("rehearse/", previewing.Rehearse.as_view(), name="rehearse"),
    path("try/", previewing.Try.as_view(), name="try"),
    path("try/<path:step>/", previewing.Try.as_view(), name="try_step"),
]
set_urlpatterns = _blocks
