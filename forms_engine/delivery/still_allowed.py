"""Whether what was put into words a while ago may still go where it was meant to: a destination that might have personal
data then may not any more."""

from forms_engine.delivery.arriving import turn_back
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.connectors.interface import CannotRender
from forms_engine.delivery.file_links import linked
from forms_engine.delivery.mapping.services import mapped
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.without_people import fit_for

NOT_ANY_MORE = "It may hold personal data, which may not go there any more."


def may_still_be_told(delivery: Delivery) -> bool:
    """Whether its bytes are what its destination may have today. They never change, so what may not go there any more
    is for a person to see to."""
    destination = delivery.destination
    if destination.takes_personal_data:
        return True
    told = Message.from_json(delivery.message or delivery.body)
    try:
        message = mapped(linked(delivery.id, fit_for(destination, told)), delivery.mapping_version)
        return CONNECTORS[destination.kind].render(destination, message) == delivery.body
    except CannotRender:
        return False


def keep_back(delivery: Delivery) -> bool:
    """Where a delivery may not go to its destination any more, put it before a person if it still waits. Answers whether
    it may not."""
    if may_still_be_told(delivery):
        return False
    if delivery.state == Delivery.State.READY:
        turn_back(delivery.id, reason=NOT_ANY_MORE)
    return True
