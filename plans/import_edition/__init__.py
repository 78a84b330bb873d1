"""Brings the official wording of a master plan in from the office's own document.

document (bytes -> lines) -> division (lines -> cover, foreword, contents, sections) -> wording (table marks off,
slips corrected, placeholders in) -> proposal (all of it, with its figures) -> store (rows, confirmation).
Nothing is silent: what was corrected, replaced or left out is listed with its line.
"""
