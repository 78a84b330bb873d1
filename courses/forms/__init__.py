"""The forms of the library; the rows of its workbooks are forms, too, so that both say and refuse the same."""
