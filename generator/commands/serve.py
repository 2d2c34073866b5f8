"""`notice serve`: one variant in a browser, anew at each change, with a form if asked for."""

from __future__ import annotations

import click

from generator.console.options import FOLDER, project
from generator.serve import server


@click.command("serve")
@FOLDER
@click.option("--variant", default="general", show_default=True, help="The variant to show.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--cms", "form", is_flag=True, help="Also serve a form to edit the notice with (needs @sveltia/cms).")
def command(variant: str, host: str, port: int, *, form: bool) -> None:
    """Show one variant in a browser, anew at each change of the source."""
    server.serve(project(), variant, host, port, form=form)
