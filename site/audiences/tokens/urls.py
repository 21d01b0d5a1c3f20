"""Addresses of one's own reading tokens. ``config`` mounts them at ``account/`` on the staff and partner hosts."""

from django.urls import path

from audiences.tokens import views

urlpatterns = [
    path("api-tokens/", views.own_tokens, name="own_tokens"),
    path("api-tokens/<int:token_id>/revoke/", views.revoke_own_token, name="revoke_own_token"),
]
