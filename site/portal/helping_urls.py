"""Acting for somebody else, and adding earlier requests: pages of an account."""

from django.urls import path

from portal import claiming, helping

urlpatterns = [
    path("account/earlier/", claiming.claim_requests, name="claim_requests"),
    path("account/helpers/", helping.helpers, name="helpers"),
    path("account/helpers/invite/", helping.helper_invite, name="helper_invite"),
    path("account/helpers/<uuid:agreement_id>/end/", helping.helper_end, name="helper_end"),
    path("account/helping/", helping.helping, name="helping"),
    path("account/helping/invited/<str:token>/", helping.helping_invited, name="helping_invited"),
]
