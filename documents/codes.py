"""Short codes of issued papers: printed on paper, read by people, typed on telephones.

Ten letters of Crockford's base 32 (no I, L, O, U), fifty bits of chance: nobody finds a paper by
guessing, and a letter mistaken for its look-alike still leads to the paper.
"""

import secrets

from thai.digits import to_arabic

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
GROUP = 5
LOOK_ALIKES = str.maketrans("OIL", "011")


def new() -> str:
    """Return a new code in its stored form, without a hyphen."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def printed(code: str) -> str:
    """Return the code as people see it: two groups of five."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalised(typed: str) -> str:
    """Return what was typed in the stored form: no spaces and hyphens, look-alikes and Thai digits put right."""
    letters = "".join(character for character in to_arabic(typed).upper() if character.isalnum())
    return letters.translate(LOOK_ALIKES)


def is_code(code: str) -> bool:
    """Tell whether a normalised text has the form of a code."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET)
