"""Names of places in a sheet, as spreadsheets show them."""


def column_letters(column: int) -> str:
    """A, B, ... AA for columns counted from 0."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
