"""The text that is read: passages, headings, language, tables of words."""
