"""What a page of a list sends, as its forms have it."""

import html
import re

MANY = "/workplace/many/"


def ticks_on(answer):
    """The ticks of a page, by reference."""
    found = re.findall(r'name="chosen" value="([^"]+)" id=', answer.content.decode())
    return {tick.split("|")[0]: html.unescape(tick) for tick in found}


def hidden_ticks(answer):
    """The ticks that a page carries on to the next step."""
    return [
        html.unescape(tick) for tick in re.findall(r'name="chosen" value="([^"]+)">', answer.content.decode())
    ]


def outcome(answer):
    """What a page says was done: "Done" or "Not done" and the words, by reference."""
    one = re.compile(
        r'<li class="gh-came__one">\s*<strong[^>]*>(Done|Not done)</strong>.*?gh-reference">([^<]+)<.*?<br><span>([^<]*)</span>',
        re.DOTALL,
    )
    return {found[2]: (found[1], html.unescape(found[3])) for found in one.finditer(answer.content.decode())}
