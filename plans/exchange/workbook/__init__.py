"""The tables of a plan as a workbook: written from the plan, read beside it, and never a plan of its own."""
