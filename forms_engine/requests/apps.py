from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "forms_engine.requests"

    def ready(self) -> None:
        """Hear of payments and of queue deliveries, which live below and cannot call up."""
        from forms_engine.delivery import receivers
        from forms_engine.requests import services
        from forms_engine.requests.owner import OWNER_TYPE
        from payments import owners

        owners.register(OWNER_TYPE, services.record_payment)
        receivers.register(OWNER_TYPE, services.place_in_queue)
