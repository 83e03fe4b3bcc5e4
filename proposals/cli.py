"""The proposals by hand."""

import click

COMMANDS: tuple[click.Command, ...] = ()
