"""Demo cameras are watched by the parts of the camera process, with time-outs as long as in its own tests."""

from tests.cameras.conftest import unhurried

__all__ = ["unhurried"]
