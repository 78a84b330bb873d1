"""The papers of following a plan up: the yearly report, and the forms by which training is evaluated."""
