"""Meetings of committees and boards: calling, attendance, votes, the computed result, minutes."""
