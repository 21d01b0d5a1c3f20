from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"

    def ready(self) -> None:
        """Tell ``audiences``, which stands below, who belongs to which organisation, and who is invited to one."""
        from audiences.registry import register_invitations, register_membership
        from partners.selectors import is_invited, organisation_keys

        register_membership(organisation_keys)
        register_invitations(is_invited)
