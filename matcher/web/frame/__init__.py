"""The frame of every page: access, forms, language, navigation, words of the interface."""
