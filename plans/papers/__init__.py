"""The papers of a plan as the generic pieces of ``documents.paper``: what each says, not how it looks.

``book`` is the bound plan in either layout, ``yearly`` its extract of one fiscal year; ``committee_order`` the order
that appoints the committee.
Papers of decisions (the announcement, the board's resolution) belong to ``approvals.papers``.
"""

from plans.papers.book import Annex, book, plan_title
from plans.papers.orders import committee_order
from plans.papers.yearly import yearly

__all__ = ["Annex", "book", "committee_order", "plan_title", "yearly"]
