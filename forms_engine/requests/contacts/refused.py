"""Why something cannot be written down as it was said."""


class ContactRefused(ValueError):
    """What was said of a contact cannot be kept; the message says what to do, ``field`` what it is about ("" for all of
    it)."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class NoContactUnderWay(ContactRefused):
    """The officer has no contact under way (any more)."""

    def __init__(self) -> None:
        super().__init__("You have no contact under way. It may have been ended on another page.")
