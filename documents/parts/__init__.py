"""Drafts in a second: a paper is cut where it begins a page anyway, its parts are rendered apart, kept and joined."""
