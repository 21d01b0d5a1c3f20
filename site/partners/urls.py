"""Addresses of organisations. ``config`` mounts the one list on the extranet, the other on the intranet."""

from django.urls import URLPattern, URLResolver, include, path

from partners.views import accepting, choosing, extranet, intranet, people, requests, tokens

_people = [
    path("invite/", people.invite, name="invite_person"),
    path("invitations/<uuid:invitation_id>/resend/", people.resend, name="resend_invitation"),
    path("invitations/<uuid:invitation_id>/cancel/", people.cancel, name="cancel_invitation"),
    path("people/<uuid:person>/", people.person, name="organisation_person"),
    path("people/<uuid:person>/end/", people.end, name="end_access"),
    path("people/<uuid:person>/second-factor/", people.reset, name="reset_member_second_factor"),
    path("people/<uuid:person>/code-card/", people.code_card, name="member_code_card"),
]

extranet_urlpatterns: list[URLPattern | URLResolver] = [
    path("organisations/", extranet.own_organisations, name="own_organisations"),
    # Before any organisation's own address: no organisation can be called these (``forms.TAKEN``).
    path("organisations/choose/", choosing.choose_organisation, name="choose_organisation"),
    path("organisations/requests/", requests.organisation_requests, name="organisation_requests"),
    path(
        "organisations/requests/drafts/<uuid:draft_id>/take-over/",
        requests.take_over_draft,
        name="take_over_draft",
    ),
    path("organisations/requests/<str:reference>/copy/", requests.copy_earlier, name="copy_request"),
    path("organisations/<slug:slug>/", extranet.organisation, name="organisation"),
    path("organisations/<slug:slug>/tokens/", tokens.organisation_tokens, name="organisation_tokens"),
    path(
        "organisations/<slug:slug>/tokens/<int:token_id>/revoke/",
        tokens.revoke,
        name="revoke_organisation_token",
    ),
    path("organisations/<slug:slug>/", include(_people)),
    path("invitations/accept/", accepting.accept, name="accept_invitation"),
    path("invitations/<str:token>/", accepting.open_invitation, name="open_invitation"),
]

intranet_urlpatterns: list[URLPattern | URLResolver] = [
    path("organisations/", intranet.organisations, name="organisations"),
    path("new-organisation/", intranet.new_organisation, name="new_organisation"),
    path("organisations/<slug:slug>/", intranet.organisation, name="organisation"),
    path("organisations/<slug:slug>/change/", intranet.change_organisation, name="change_organisation"),
    path("organisations/<slug:slug>/confirm/", intranet.confirm, name="confirm_organisation"),
    path("organisations/<slug:slug>/close/", intranet.close, name="close_organisation"),
    path("organisations/<slug:slug>/reopen/", intranet.reopen, name="reopen_organisation"),
    path("organisations/<slug:slug>/", include(_people)),
]
