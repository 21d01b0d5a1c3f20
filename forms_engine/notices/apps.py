from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "forms_engine.notices"

    def ready(self) -> None:
        """Send what the ground floor has to tell: it cannot call up."""
        from accounts import messages
        from forms_engine.notices import services

        messages.register(services.send_account_message)
