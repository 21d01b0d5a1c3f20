"""What is wrong with a definition, said so that an editor can mend it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: a stable rule id, where it is (``page where-you-live``, or a path such as ``pages[2].blocks[0]``), and
    what to do. A warning can be published; an error cannot."""

    rule: str
    place: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.place or 'document'}: {self.message} [{self.rule}]"


class DefinitionRefused(ValueError):
    """The document is not a journey definition; ``findings`` says why, at least once."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("; ".join(str(finding) for finding in findings))
