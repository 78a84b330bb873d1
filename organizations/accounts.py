"""Accounts are given by an administrator; nobody registers alone."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Sign-in for known people only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
