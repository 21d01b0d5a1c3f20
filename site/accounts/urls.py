"""Addresses of the account pages every host has. ``config`` mounts them at ``account/``.

django-allauth reverses a few names of its own: they are ours by another name. None of its views is mounted here, and
``account_email`` stays unknown on purpose: with it, its middleware would answer 404s below /account/ itself.
"""

from django.urls import path

from accounts.views import codes, confirm, own, passkeys, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", codes.ask_for_code, name="sign_in_ask"),
    path("sign-in/code/enter/", codes.enter_code, name="sign_in_code"),
    path("sign-in/code/again/", codes.ask_again, name="sign_in_code_again"),
    path("sign-in/name/", codes.enter_name, name="sign_in_name"),
    path("sign-in/passkey/", passkeys.sign_in_passkey, name="sign_in_passkey"),
    path("sign-in/passkey/options/", passkeys.options, name="passkey_options"),
    path("sign-in/refused/", sign_in.refused, name="sign_in_refused"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("confirm/", confirm.confirm, name="confirm_it_is_you"),
    path("confirm/passkey/", confirm.confirm_by_passkey, name="confirm_by_passkey"),
    path("confirm/code/", confirm.confirm_by_code, name="confirm_by_code"),
    path("confirm/code/enter/", confirm.confirm_code, name="confirm_code"),
    path("signing-in/", own.how_you_sign_in, name="how_you_sign_in"),
    path("signing-in/code/", own.new_address_code, name="change_address_code"),
    path("signing-in/code/again/", own.new_address_again, name="change_address_again"),
    path("signing-in/password/", own.own_password, name="own_password"),
    path("signing-in/password/remove/", own.remove_password, name="remove_password"),
    path("signing-in/passkeys/add/", passkeys.add_passkey, name="add_passkey"),
    path("signing-in/passkeys/<int:passkey_id>/", passkeys.rename_passkey, name="rename_passkey"),
    path("signing-in/passkeys/<int:passkey_id>/remove/", passkeys.remove_passkey, name="remove_passkey"),
    path("signing-in/sessions/end/", own.end_all_sessions, name="sign_out_everywhere"),
    path("signing-in/sessions/<uuid:session_id>/end/", own.end_one_session, name="end_one_session"),
    path("signing-in/<slug:kind>/", own.new_address, name="change_address"),
    path("signing-in/<slug:kind>/remove/", own.remove_own_address, name="remove_address"),
    # allauth's names
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/", sign_in.sign_in, name="account_signup"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("sign-in/refused/", sign_in.refused, name="account_inactive"),
    path("confirm/", confirm.confirm, name="account_reauthenticate"),
]
