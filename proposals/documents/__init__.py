"""From a draft to the files that are handed over: which kinds there are, how each is made."""
