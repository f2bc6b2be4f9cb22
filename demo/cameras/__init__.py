"""Cameras of our own: made-up street scenes behind a real RTSP or HTTP server, with faults to order."""
