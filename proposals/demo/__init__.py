"""The demo: the whole pipe on sample sources, from collecting to a Word document."""
