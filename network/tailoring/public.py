"""What other features may ask: how many requests for training wait, and since when. Nothing of what they say."""

from __future__ import annotations

from network.tailoring.queries.figures import Waiting, read_waiting

__all__ = ["Waiting", "read_waiting"]
