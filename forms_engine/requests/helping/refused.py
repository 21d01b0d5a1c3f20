"""Why an agreement to act for somebody cannot be made."""


class HelpRefused(ValueError):
    """What was asked cannot be done: ``code`` says why, for the page to put in its reader's language; ``field`` what it is
    about. Nothing was changed."""

    def __init__(self, code: str, field: str = "") -> None:
        self.code, self.field = code, field
        super().__init__(code)
