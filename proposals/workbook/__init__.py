"""The budget as a workbook: with formulas on the way out, by the id of each row on the way back."""
