"""Cameras that speak RTSP: Hikvision, Dahua, any ONVIF camera, the outputs of GB28181 platforms."""

from __future__ import annotations

from cameras.pull.kinds import Kind, register
from cameras.pull.rtsp.client import pull

register("rtsp", Kind(pull=pull))
