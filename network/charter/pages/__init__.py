"""The charter's pages, by noun; importing them puts their routes on the blueprint."""

from network.charter.pages import (
    checks,
    confirming,
    credential,
    evidence,
    following,
    ours,
    pledges,
    reading,
    register,
    signing,
    versions,
)
from network.charter.pages.blueprint import OPEN, blueprint

__all__ = [
    "OPEN",
    "blueprint",
    "checks",
    "confirming",
    "credential",
    "evidence",
    "following",
    "ours",
    "pledges",
    "reading",
    "register",
    "signing",
    "versions",
]
