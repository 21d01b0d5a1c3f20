"""Reading look-ups."""

import re

from forms_engine.definition.document import OUTPUT_TYPES, WHEN_DOWN, WHEN_NOT_FOUND, Lookup, Output
from forms_engine.definition.parse_blocks import BlockReader

LOOKUP_PARTS = frozenset(
    {"from", "inputs", "outputs", "not_found", "when_not_found", "down", "when_down", "fresh_minutes"}
)
OUTPUT_PARTS = frozenset({"from", "type", "label"})
MOST_NAMES = 30  # inputs, or outputs, of one look-up

# What a look-up calls what it takes and gives: a name in another system.
NAME = re.compile("^[a-z][a-z0-9_]{0,39}$")
# A question's key, or a part of its answer.
ASKED_FOR = re.compile("^[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9_]{1,20})?$")


class LookupReader(BlockReader):
    """Reads what a page looks up."""

    def lookup(self, value: object, place: str) -> Lookup | None:
        """A look-up, or None where there is none."""
        if value is None:
            return None
        parts = self.mapping(value, place, LOOKUP_PARTS)
        return Lookup(
            source=self.key(parts.get("from"), f"{place}.from"),
            inputs=self._inputs(parts.get("inputs"), f"{place}.inputs"),
            outputs=self._outputs(parts.get("outputs"), f"{place}.outputs"),
            not_found=self.text(parts.get("not_found"), f"{place}.not_found"),
            when_not_found=self.one_of(
                parts.get("when_not_found"), f"{place}.when_not_found", WHEN_NOT_FOUND, default="ask_again"
            ),
            down=self.text(parts.get("down"), f"{place}.down"),
            when_down=self.one_of(parts.get("when_down"), f"{place}.when_down", WHEN_DOWN, default="stop"),
            fresh_minutes=self.whole(
                parts.get("fresh_minutes"), f"{place}.fresh_minutes", default=15, least=1, most=24 * 60
            ),
        )

    def _inputs(self, value: object, place: str) -> dict[str, str]:
        if not isinstance(value, dict) or not 1 <= len(value) <= MOST_NAMES:
            self.refuse(
                "wrong-type", place, 'Say which answers it gets: {"notice": "notice-number"}, at least one.'
            )
            return {}
        read: dict[str, str] = {}
        for name, asked in value.items():
            if not isinstance(name, str) or not NAME.fullmatch(name):
                self.refuse("bad-name", place, "Name what it gets in small letters, digits and underscores.")
            elif not isinstance(asked, str) or not ASKED_FOR.fullmatch(asked):
                self.refuse(
                    "bad-name", f"{place}.{name}", "Name a question, or a part of its answer: “home.uprn”."
                )
            else:
                read[name] = asked
        return read

    def _outputs(self, value: object, place: str) -> tuple[Output, ...]:
        if not isinstance(value, dict) or not 1 <= len(value) <= MOST_NAMES:
            self.refuse("wrong-type", place, "Say what it gives: at least one fact, each under a key.")
            return ()
        return tuple(
            self._output(key, part, f"{place}.{str(key)[:60]}")
            for key, part in sorted(value.items(), key=str)
        )

    def _output(self, key: object, value: object, place: str) -> Output:
        parts = self.mapping(value, place, OUTPUT_PARTS)
        source = self.string(parts.get("from"), f"{place}.from")
        if not NAME.fullmatch(source):
            self.refuse("bad-name", f"{place}.from", "Say what the look-up itself calls this.")
        return Output(
            key=self.key(key, place),
            source=source,
            type=self.one_of(parts.get("type"), f"{place}.type", tuple(OUTPUT_TYPES)),
            label=self.text(parts.get("label"), f"{place}.label"),
        )
