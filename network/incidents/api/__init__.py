"""The JSON twin of the pages, sharing their service; addresses say in which capacity a referral is opened."""

from network.incidents.api import acting, module, own, referring, sessions
from network.incidents.api.blueprint import blueprint

__all__ = ["acting", "blueprint", "module", "own", "referring", "sessions"]
