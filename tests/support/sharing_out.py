"""How tests are shared out among workers: one by one, but for those that stand on something costly together."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/integration/demonstration/",)
"""The demonstration is loaded once, by the one worker that takes this folder."""


class SharingOut(LoadScopeScheduling):
    """Whichever worker is free takes the next test, or the next folder of `TOGETHER`."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)
