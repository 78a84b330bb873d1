"""Spreadsheets that people bring and take: looked at before they are read, read where they can do no harm, written as text."""
