from django.apps import AppConfig


class AudiencesConfig(AppConfig):
    name = "audiences"

    def ready(self) -> None:
        """Programs stop when whoever they act for signs out everywhere."""
        from accounts.sessions import register_programs
        from audiences.services import revoke_tokens_of

        register_programs(revoke_tokens_of)
