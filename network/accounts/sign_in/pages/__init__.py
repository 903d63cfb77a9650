"""The pages of the sign-in, each on the one blueprint."""

from network.accounts.sign_in.pages import account, app, entry, passkeys, passwords, second_step
from network.accounts.sign_in.pages.blueprint import blueprint

__all__ = ["account", "app", "blueprint", "entry", "passkeys", "passwords", "second_step"]
