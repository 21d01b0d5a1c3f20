"""About how old somebody has to be to read a text at ease: the Flesch-Kincaid grade and five years. For English alone."""

import re

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
SENTENCE_END = re.compile(r"[.!?:;](?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
FEWEST_WORDS = 100  # fewer say nothing
SCHOOL_BEGINS = 5


def reading_age(pieces: list[str]) -> int | None:
    """The age in years, or ``None`` where there are too few words to tell.

    Args:
        pieces: paragraphs and list items; each ends a sentence.
    """
    sentences = [one for piece in pieces for one in SENTENCE_END.split(piece) if WORD.search(one)]
    words = [word for one in sentences for word in WORD.findall(one)]
    if len(words) < FEWEST_WORDS:
        return None
    a_sentence, a_word = len(words) / len(sentences), sum(map(syllables, words)) / len(words)
    return max(SCHOOL_BEGINS, round(0.39 * a_sentence + 11.8 * a_word - 15.59) + SCHOOL_BEGINS)


def longest_sentence(pieces: list[str]) -> str:
    """The sentence with the most words; "" where there is none."""
    sentences = [one.strip() for piece in pieces for one in SENTENCE_END.split(piece)]
    return max(sentences, key=lambda one: len(WORD.findall(one)), default="")


def syllables(word: str) -> int:
    """About how many syllables a word has: its groups of vowels, without a silent e."""
    small = word.lower()
    number = len(VOWELS.findall(small))
    if small.endswith("e") and not small.endswith(("le", "ee", "ie")) and number > 1:
        number -= 1
    return max(1, number)
