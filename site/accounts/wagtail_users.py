"""People in the Wagtail admin, as our accounts are: one name, an email address or a mobile number, and roles.

Installed in place of ``wagtail.users`` in the settings. Wagtail's own forms want first and last names, and hand out
groups; here the roles do.
"""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users app with our people in it."""

    user_viewset = "accounts.wagtail_user_viewset.UserViewSet"
