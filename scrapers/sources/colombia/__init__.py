"""Sources of Colombian bodies. A room of modules, each with its ``SOURCE``, like the one above."""
