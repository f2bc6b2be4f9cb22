"""What many applications of a test run share, where each of a process that serves makes it for itself: the
same routes, whose builders werkzeug compiles, and the same pages, of which Dash looks up every script."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from dash import Dash, _callback, _configs, _validate
from dash._hooks import HooksManager
from dash.development.base_component import Component, ComponentRegistry
from werkzeug.routing import Rule

from layouts import page as wall_tree
from layouts.address import at
from layouts.console import page as console_tree
from layouts.screens import page as screen_tree

Compiled = Callable[..., tuple[str, str]]


@contextmanager
def made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compiled_once(Rule._compile_builder))
        patch.setattr(Rule, "compile", read_once(Rule.compile))
        patch.setattr(HooksManager, "_registered", True)  # no package has one
        patch.setattr(_configs, "load_dash_env_vars", functools.cache(_configs.load_dash_env_vars))
        patch.setattr(_validate, "validate_layout", judged_once(_validate.validate_layout))
        for named in ("_generate_scripts_html", "_generate_css_dist_html"):
            patch.setattr(Dash, named, named_once(getattr(Dash, named)))
        for tree in (wall_tree, console_tree, screen_tree):
            patch.setattr(tree, "layout", built_once(tree.layout))
        yield


def compiled_once(compiled: Callable[[Rule, bool], Compiled]) -> Callable[..., Compiled]:
    known: dict[object, Compiled] = {}

    def once(rule: Rule, append_unknown: bool = True) -> Compiled:
        converters = ((name, type(each)) for name, each in sorted(rule._converters.items()))
        key = (tuple(rule._trace), repr(rule.defaults), tuple(converters), append_unknown)
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    return once


def read_once(read: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """A rule of the same words, in a map that knows the same kinds of places, is the same rule."""
    known: dict[object, tuple[tuple[Any, ...], tuple[Any, ...], dict[str, Any], frozenset[str]]] = {}

    def once(rule: Rule) -> None:
        assert rule.map is not None
        words = (rule.rule, rule.host, rule.subdomain, rule.merge_slashes, repr(rule.defaults))
        key = (*words, rule.map.host_matching, frozenset(rule.map.converters.items()))
        if key not in known:
            read(rule)
            found = dict(rule._converters), frozenset(rule.arguments)
            known[key] = tuple(rule._parts), tuple(rule._trace), *found
            return
        parts, trace, converters, arguments = known[key]
        rule._parts, rule._trace, rule._converters = [*parts], [*trace], {**converters}
        rule.arguments |= arguments
        rule._build = rule._compile_builder(False).__get__(rule, None)  # type: ignore[attr-defined]
        rule._build_unknown = rule._compile_builder(True).__get__(rule, None)  # type: ignore[attr-defined]

    return once


def built_once(layout: Callable[[Component], Component]) -> Callable[[Component], Component]:
    """A page's tree is made once for each path that a wall stands below."""
    known: dict[str, Component] = {}

    def once(map_box: Component) -> Component:
        if at("/") not in known:
            known[at("/")] = layout(map_box)
        return known[at("/")]

    return once


def judged_once(judge: Callable[[Component, Component], None]) -> Callable[[Component, Component], None]:
    """A tree that was found in order is so for the next page too."""
    known: dict[int, Component] = {}  # kept, so that no other one gets its number

    def once(layout: Component, value: Component) -> None:
        if known.get(id(value)) is not value:
            judge(layout, value)
            known[id(value)] = value

    return once


def named_once(named: Callable[[Dash], str]) -> Callable[[Dash], str]:
    """The elements that name a page's bundles; and the page knows these bundles, as Dash asks for it."""
    known: dict[object, tuple[str, dict[str, frozenset[str]]]] = {}

    def once(page: Dash) -> str:
        own = (page._inline_scripts, _callback.GLOBAL_INLINE_SCRIPTS, page.config.external_scripts)
        if any(own):
            return named(page)
        packages = tuple(sorted(ComponentRegistry.registry))
        prefix, eager = page.config.requests_pathname_prefix, page.scripts.config.eager_loading
        key = (prefix, eager, packages, str(page._dev_tools), str(page.config.external_stylesheets))
        if key not in known:
            elements = named(page)
            known[key] = elements, {name: frozenset(all_) for name, all_ in page.registered_paths.items()}
        elements, files = known[key]
        for name, all_ in files.items():
            page.registered_paths[name].update(all_)
        return elements

    return once
