"""The pages of tailored training."""

from network.tailoring.pages import afterwards, asking, figures, invitations, offers, requests
from network.tailoring.pages.blueprint import blueprint

__all__ = ["afterwards", "asking", "blueprint", "figures", "invitations", "offers", "requests"]
