from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"

    def ready(self) -> None:
        """Tell ``audiences``, which stands below, who belongs to which organisation."""
        from audiences.registry import register_membership
        from partners.selectors import organisation_keys

        register_membership(organisation_keys)
