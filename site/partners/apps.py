from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"

    def ready(self) -> None:
        """Tell those who stand below: ``audiences``, who belongs to which organisation and who is invited to one; the
        catalogue, which organisations can be a team."""
        from audiences.registry import register_bearer, register_invitations, register_membership
        from forms_engine.catalogue import outside
        from partners.programs.door import principal_of_program
        from partners.selectors import (
            is_invited,
            managed_by,
            organisation_keys,
            organisation_names,
            organisations_to_choose,
            people_ever_of,
        )

        register_membership(organisation_keys)
        register_invitations(is_invited)
        register_bearer(principal_of_program)
        outside.register(organisations_to_choose, organisation_names, people_ever_of)
        outside.register_managed(managed_by)
