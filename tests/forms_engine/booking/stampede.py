"""Many clients at the same moment, each a process of its own; and what they all do, whichever door they come to."""

import os
import traceback
from collections.abc import Callable
from datetime import datetime

from forms_engine.booking.actors import Owner
from forms_engine.booking.confirming import take_over
from forms_engine.booking.errors import NoPlace
from forms_engine.booking.holding import hold
from forms_engine.booking.models import Place, Slot


def stampede(clients: int, attempt: Callable[[int], str]) -> list[str]:
    """What ``attempt(number)`` answers in each of so many processes, all let off at once."""
    gate_out, gate_in = os.pipe()
    readers, pids = [], []
    for number in range(clients):
        out, into = os.pipe()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                os.close(gate_in)
                os.read(gate_out, 1)  # ends when the parent opens the gate by closing it
                os.write(into, attempt(number).encode())
                status = 0
            except BaseException:  # noqa: BLE001 - a child must not go on as its parent
                traceback.print_exc()
            finally:
                os._exit(status)
        os.close(into)
        readers.append(out)
        pids.append(pid)
    os.close(gate_in)
    answers = []
    for out, pid in zip(readers, pids, strict=True):
        with os.fdopen(out) as said:
            answers.append(said.read())
        _, status = os.waitpid(pid, 0)
        if status:
            answers[-1] = "broke"
    return answers


def by_services(slots: list[int]) -> Callable[[int], str]:
    """Hold a place in one of the slots, each client another, and send it."""

    def attempt(number: int) -> str:
        slot_id = slots[number % len(slots)]
        owner = Owner("submission", f"{slot_id}-{number}")
        try:
            hold(owner, slot_id)
        except NoPlace:
            return "full"
        take_over(owner, Owner("request", owner.id), owes=False)
        return "booked"

    return attempt


def count_then_insert(
    booking_id: int, slot: Slot, until: datetime | None, now: datetime, *, waits: bool
) -> bool:
    """What `claiming.take` must not be, and what other systems do. The two steps are what is at fault: nothing is slowed
    down. It needs `WITHOUT_KEY`."""
    taken = Place.objects.filter(slot=slot, booking__isnull=False).count()
    if taken >= slot.capacity:
        return False
    Place.objects.create(slot=slot, number=taken + 1, booking_id=booking_id, held_until=until)
    return True


WITHOUT_KEY = "alter table booking_place drop constraint one_place_per_slot_and_number"
