"""Staff lists out of workbooks: from a file of unknown origin to posts and people, shown before anything is saved.

The way of a file: ``safety`` refuses what is no harmless list, ``open_file`` reads it in a child process,
``headings`` finds the columns, ``read`` the rows, ``understand`` the values of a row (with the pure functions of
``normalise``, ``numbers`` and ``appointed``), ``plan_import`` what each row would change, ``apply`` changes it,
``undo`` takes it back. ``workbooks`` writes: the template, the present list, the list with its errors marked.
"""
