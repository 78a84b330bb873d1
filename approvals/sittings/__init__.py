"""A board's sitting: many plans in blocks, one vote a block, a resolution of its own for every plan."""
