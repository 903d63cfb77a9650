"""Passwords: what a good one is, and how it is kept (`B2`). Nothing else in the product hashes or compares one."""

from __future__ import annotations

import unicodedata
from typing import Final

from flask_security import hash_password as hash_by_library
from flask_security import verify_password
from zxcvbn import zxcvbn

from network.core.errors import RuleBroken

SHORTEST: Final = 12
LONGEST: Final = 1000
FEWEST_GUESSES: Final = 8.0
"""As a power of ten: what a list of common passwords, names and dates, put together, is found within."""
FEWEST_OWN: Final = 6
"""Letters and digits that are left once the names that somebody would try are taken out."""
JUDGED: Final = 72
"""Characters that are judged for how easily they are guessed; all of them count when signing in."""

ARGON2: Final = {"argon2__memory_cost": 19 * 1024, "argon2__time_cost": 2, "argon2__parallelism": 1}
"""Argon2id with 19 MiB, as OWASP has it."""
ARGON2_FOR_TESTS: Final = {"argon2__memory_cost": 8, "argon2__time_cost": 1, "argon2__parallelism": 1}

# Of no password. Compared with where there is no account, so that the answer takes as long (B4).
_decoys: dict[int, str] = {}


def normalised(password: str) -> str:
    """The same password however a keyboard composes its letters."""
    return unicodedata.normalize("NFKC", password)


def check_password_rules(password: str, *words: str, field: str = "password") -> None:
    """Raises `RuleBroken` unless the password is long and hard to guess (`B2`). Any character may be in it.

    `words`: the names that somebody would try first: the person's, their organisation's, their address.
    """
    plain = normalised(password)
    if len(plain) < SHORTEST:
        raise RuleBroken(field, f"Use at least {SHORTEST} characters. Three or four words work well.")
    if len(plain) > LONGEST:
        raise RuleBroken(field, f"Use at most {LONGEST:,} characters.")
    if _is_easy_to_guess(plain, words):
        raise RuleBroken(
            field, "This password is easy to guess. Choose three or four words that do not belong together."
        )


def _is_easy_to_guess(plain: str, words: tuple[str, ...]) -> bool:
    known = {"network", "trauma", "informed", *(part for text in words for part in _parts(text))}
    whole = rest = "".join(_parts(plain, shortest=1))
    for word in sorted(known, key=len, reverse=True):
        rest = rest.replace(word, "")
    if rest != whole and len(rest) < FEWEST_OWN:
        return True
    verdict = zxcvbn(plain[:JUDGED], user_inputs=sorted(known))
    return float(verdict["guesses_log10"]) < FEWEST_GUESSES


def _parts(text: str, shortest: int = 3) -> list[str]:
    letters = "".join(character if character.isalnum() else " " for character in text.casefold())
    return [part for part in letters.split() if len(part) >= shortest]


def hash_password(password: str) -> str:
    """What is stored of a password: Argon2id with a salt of its own."""
    hashed: str = hash_by_library(normalised(password))
    return hashed


def verify(password: str, stored: str | None) -> bool:
    """Whether this is the password. Without a stored one the answer is no, and takes as long (`B4`)."""
    plain = normalised(password)[: LONGEST * 4]
    if stored is None:
        verify_password(plain, _decoy())
        return False
    return bool(verify_password(plain, stored))


def _decoy() -> str:
    """The hash of something that nobody can type, made once a process."""
    if 0 not in _decoys:
        _decoys[0] = hash_by_library("\0 no password")
    return _decoys[0]
