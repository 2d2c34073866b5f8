"""The renderer that is used where no other is asked for: the one place that names one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.mkdocs.renderer import MkDocs

if TYPE_CHECKING:
    from generator.render.protocol import Renderer

RENDERER: Renderer = MkDocs()
