"""What is wrong with files, said so that whoever wrote them can put it right: which file, where in it, what."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

Find = Callable[[str, str, str], Any]
"""Takes what is named (``page``, ``article``, ``picture`` …), the audience of the site it is named on, and its name;
gives its id, or ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in a file below the folder, at a field of it such as ``body 3, text``."""

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.where, self.what) if part)


class CannotRead(Exception):
    """A folder has problems and nothing of it was written. ``problems`` has all of all files."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(slots=True)
class Findings:
    """What came up while reading: ``problems``, with which nothing is written, and ``warnings``."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


class _LeftOut:
    """Stands for what cannot be had: whatever holds it goes on without it."""

    def __bool__(self) -> bool:
        return False


LEFT_OUT = _LeftOut()

# What may not be there (yet): a page that names it is made without.
MAY_BE_MISSING = ("picture", "document", "team")


@dataclass(frozen=True, slots=True)
class At:
    """A place in a file, and what is needed to read what stands there."""

    file: str
    audience: str
    findings: Findings
    find: Find
    where: str = ""

    def of(self, part: str) -> "At":
        """A place within this one."""
        return replace(self, where=f"{self.where}, {part}" if self.where else part)

    def problem(self, what: str) -> Any:
        """Say that something is wrong here; answers what stands in its place."""
        self.findings.problems.append(Problem(self.file, self.where, what))
        return LEFT_OUT

    def warn(self, what: str) -> Any:
        """Say what somebody should know; answers what stands in its place."""
        self.findings.warnings.append(Problem(self.file, self.where, what))
        return LEFT_OUT

    def named(self, kind: str, name: Any) -> Any:
        """The id of what a file names. Names of pages are paths on the same site, or ``staff:/path/`` on another."""
        if not isinstance(name, str) or not name:
            return self.problem(f"name one {kind}")
        audience = self.audience
        if kind == "page" and name.startswith("article:"):
            kind, name = "article", name.removeprefix("article:")
        if kind == "page":
            before, colon, path = name.partition(":")
            audience, name = (before, path) if colon else (audience, name)
            if not (name.startswith("/") and name.endswith("/")):
                return self.problem(f"“{name}” is no path of a page: it begins and ends with /")
        found = self.find(kind, audience, name)
        if found is not None:
            return found
        said = f"there is no {kind} “{name}”"
        return self.warn(said) if kind in MAY_BE_MISSING else self.problem(said)
