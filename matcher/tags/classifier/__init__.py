"""The classifier: texts in, scores of ODS and lines out, with the words behind them. Pure."""
