from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "forms_engine.requests"

    def ready(self) -> None:
        """Hear of payments and of queue deliveries, which live below and cannot call up."""
        from audiences.tokens.scopes import CALLS_WRITE, open_to_tokens
        from forms_engine.delivery import heard, receivers, statuses
        from forms_engine.files import owners as scans
        from forms_engine.notices.owners import when_it_comes_back
        from forms_engine.requests import (
            added_files,
            callbacks,
            infected,
            placing,
            refunded,
            services,
            unpaid,
        )
        from forms_engine.requests.inward import letters
        from forms_engine.requests.lines.api import TOKEN_WRITES
        from forms_engine.requests.owner import OWNER_TYPE
        from forms_engine.requests.unreachable.noting import notice_came_back
        from payments import owners

        owners.register(
            OWNER_TYPE, services.record_payment, unpaid.takes_late_payment, refunded.record_refund
        )
        receivers.register(OWNER_TYPE, placing.place_as_delivered)
        heard.register(OWNER_TYPE, callbacks.number_known)
        statuses.register(callbacks.record_status)
        open_to_tokens(CALLS_WRITE, TOKEN_WRITES, frozenset({"PUT"}))
        when_it_comes_back(OWNER_TYPE, notice_came_back)
        scans.register(added_files.OWNER_TYPE, infected.note_infected_file)
        scans.register(letters.OWNER_TYPE, letters.found_infected, letters.found_clean)
