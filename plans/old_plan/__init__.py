"""Bring an LAO's old plan in from Word: taken apart, compared with the outline, and accepted piece by piece."""
