"""Bodies, people and what each person may act as."""

from organizations.models.bodies import Board, Organization, Province
from organizations.models.forms import SubmittedForm
from organizations.models.people import Membership, User

__all__ = ["Board", "Membership", "Organization", "Province", "SubmittedForm", "User"]
