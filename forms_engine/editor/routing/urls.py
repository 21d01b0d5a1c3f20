"""Addresses under /admin/routing/."""

from django.urls import URLPattern, path

from forms_engine.editor.routing import rerun_views, try_views, views

urlpatterns: list[URLPattern] = [
    path("", views.RulesView.as_view(), name="routing_rules"),
    path("rules/new/", views.RuleView.as_view(), name="routing_rule_add"),
    path("rules/<slug:rule_id>/", views.RuleView.as_view(), name="routing_rule"),
    path("rules/<slug:rule_id>/answers/", views.AnswersView.as_view(), name="routing_rule_answers"),
    path("try/", try_views.TryView.as_view(), name="routing_try"),
    path("again/", rerun_views.RerunsView.as_view(), name="routing_reruns"),
    path("again/<int:rerun_id>/", rerun_views.RerunView.as_view(), name="routing_rerun"),
    path("in-force/", views.InForceView.as_view(), name="routing_in_force"),
    path("history/", views.HistoryView.as_view(), name="routing_history"),
]
