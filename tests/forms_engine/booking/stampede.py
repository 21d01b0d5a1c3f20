"""Many clients at the same moment, each a process of its own.

As a program it books one slot through the services, or, to show that the test can fail, with the claim replaced by what
other systems do: count, then insert. Another ``attempt`` (over HTTP, say) can be driven by ``stampede`` just as well.
"""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable


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
        from forms_engine.booking.actors import Owner
        from forms_engine.booking.confirming import take_over
        from forms_engine.booking.errors import NoPlace
        from forms_engine.booking.holding import hold

        slot_id = slots[number % len(slots)]
        owner = Owner("submission", f"{slot_id}-{number}")
        try:
            hold(owner, slot_id)
        except NoPlace:
            return "full"
        take_over(owner, Owner("request", owner.id), owes=False)
        return "booked"

    return attempt


def count_then_insert() -> None:
    """What the claim must not be. The two steps are what is at fault: nothing is slowed down."""
    from forms_engine.booking import claiming
    from forms_engine.booking.models import Place

    def take(booking_id, slot, until, now, *, waits):
        taken = Place.objects.filter(slot=slot, booking__isnull=False).count()
        if taken >= slot.capacity:
            return False
        Place.objects.create(slot=slot, number=taken + 1, booking_id=booking_id, held_until=until)
        return True

    claiming.take = take


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("slots", type=int, nargs="+")
    asked.add_argument("--clients", type=int, default=50)
    asked.add_argument("--count-then-insert", action="store_true")
    asked.add_argument("--until", type=int, help="Stop at the first slot that more than so many got.")
    asked.add_argument(
        "--together", action="store_true", help="All slots in one go, instead of one after the other."
    )
    options = asked.parse_args()

    import django

    django.setup()
    if options.count_then_insert:
        count_then_insert()
    goes = [options.slots] if options.together else [[slot] for slot in options.slots]
    told = []
    for slots in goes:
        told.append(stampede(options.clients, by_services(slots)))
        if options.until is not None and told[-1].count("booked") > options.until:
            break
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
