"""YAML as people write it by hand: every value is words, so that ``no``, ``1.10`` and ``0300`` stay what they are."""

import re
from pathlib import Path
from typing import Any

import yaml

WIDTH = 110
# Line ends to YAML, which would read them as its own.
ODD_BREAKS = re.compile(r"[\r\x85\u2028\u2029]")


class NotYaml(ValueError):
    """A file is no YAML, or says something twice. The message has the line."""


class _Loader(yaml.BaseLoader):
    """Words, lists and objects; a key that stands twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key has to be one word", key.start_mark
                )
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"“{key.value}” stands here twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "say it again in words, not with *", mark)
        return super().compose_node(parent, index)


class _Dumper(yaml.SafeDumper):
    """Paragraphs stand as they are read; what is said twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _words(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if ODD_BREAKS.search(value) else "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _words)


def load(path: Path) -> Any:
    """What a file says.

    Raises:
        NotYaml: when it is no YAML or no UTF-8.
    """
    try:
        return parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise NotYaml("this is not UTF-8") from error


def parse(text: str) -> Any:
    """What YAML says.

    Raises:
        NotYaml: when it is none.
    """
    try:
        return yaml.load(text, _Loader)  # noqa: S506  a loader that makes nothing but words
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark else ""
        raise NotYaml(f"{line}{error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotYaml(str(error).partition("\n")[0]) from error


def dump(value: Any) -> str:
    """The same value always as the same text."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
