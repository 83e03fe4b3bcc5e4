"""Spreadsheets and CSV files as officers save them, read into tables."""
