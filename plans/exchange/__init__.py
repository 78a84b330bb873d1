"""A plan as a file that other systems read and write: one JSON document, and a workbook of its tables."""
