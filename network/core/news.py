"""News between features: one says what happened, others react in the same transaction. `app.py` connects them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app

News = TypeVar("News")


class NewsDesk:
    """Who wants to hear of what, by the type of the news."""

    def __init__(self) -> None:
        self._listeners: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)

    def connect(self, kind: type[News], listener: Callable[[News], None]) -> None:
        """From now on the listener is called with every news of this type."""
        self._listeners[kind].append(listener)

    def announce(self, news: object) -> None:
        """Calls each listener in turn; an error in one undoes the whole transaction."""
        for listener in self._listeners[type(news)]:
            listener(news)


def announce(news: object) -> None:
    """Says what happened (a frozen dataclass of a feature's `public`)."""
    desk: NewsDesk = current_app.extensions["news"]
    desk.announce(news)
