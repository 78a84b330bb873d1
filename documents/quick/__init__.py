"""Does the engine's work with less of it: functions of ours in the place of its own, the same pages in half the time.

Each module stands for one kind of work that was done again and again, and says what it was, what is done instead
and what that brought. All give the same places to a hair (``tests/documents/test_quick.py`` compares); decision 0028
tells the whole. They import the engine, so only ``documents.render.warm`` imports them.
"""


def patch() -> bool:
    """Put ours in place; tell whether the engine is the one that they were written against. Doing it twice is harmless."""
    from documents.quick import flow, lengths, lines, pages, patching, styles, values

    assert all((flow, lengths, lines, pages, styles, values))  # to import them is to announce their functions
    return patching.apply()
