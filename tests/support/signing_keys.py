"""Keys for signing credentials, made once for the whole run: to make one takes longer than most tests do."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import cycle

from joserfc.jwk import RSAKey

AT_MOST = 3
"""Keys that one test can have made. Each is another."""


def made_once(generate: Callable[[], RSAKey]) -> Callable[[], RSAKey]:
    """What hands out the same few keys again and again, in turn."""
    places = cycle(range(AT_MOST))

    @cache
    def made(_place: int) -> RSAKey:
        return generate()

    return lambda: made(next(places))
