"""The library as an Excel workbook: four sheets whose columns, help and checks come from one definition."""
