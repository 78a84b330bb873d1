"""The accounts of the demonstration, as the README and the command list them; nothing here asks the database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from approvals.demonstration import files
from organizations.roles import Role


@dataclass(frozen=True)
class Account:
    """One person to sign in as. ``roles`` pairs each role with the code of its body (empty: the whole country)."""

    username: str
    full_name: str
    position: str
    roles: tuple[tuple[Role, str], ...]
    is_main: bool

    @property
    def role_names(self) -> str:
        """The roles with their bodies, as a person reads them."""
        names = files.read("people")["names"]
        return ", ".join(f"{role.label} {names.get(body, '')}".strip() for role, body in self.roles)


@cache
def accounts() -> tuple[Account, ...]:
    """Every account: first the main ones, one for each role, then those of other bodies."""
    found = [
        Account(
            username=person["username"],
            full_name=person["name"],
            position=person["position"],
            roles=tuple((Role(held["role"]), held.get("at", "")) for held in person["roles"]),
            is_main=person.get("main", False),
        )
        for person in files.read("people")["person"]
    ]
    return tuple(sorted(found, key=lambda account: not account.is_main))


def password() -> str:
    """The one password of every account: public, for the demonstration alone."""
    return files.read("people")["password"]
