"""The pages: asking and confirming, for everybody; answering, for the coordinators."""

from network.joining.pages import answering, asking, confirming
from network.joining.pages.blueprint import blueprint

__all__ = ["answering", "asking", "blueprint", "confirming"]
