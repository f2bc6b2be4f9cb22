"""The kinds of pages that are Dash's, each with the tree that it draws."""

from __future__ import annotations

from flask import Flask

from dashboard.pages import document
from dashboard.transport.page_files import PageFiles
from layouts import map_box
from layouts import page as wall_tree
from layouts.console import page as console_tree
from layouts.screens import page as screen_tree

Documents = tuple[document.Page, document.Page, document.ScreenPage]


def make_documents(server: Flask, files: PageFiles) -> Documents:
    """A wall's, a console's and a screen's."""
    wall, console = document.wall_page(server, files), document.console_page(server, files)
    screen = document.screen_page(server, files)
    for page, tree in ((wall, wall_tree), (console, console_tree), (screen, screen_tree)):
        page.layout = tree.layout(map_box.region())
    return wall, console, screen
