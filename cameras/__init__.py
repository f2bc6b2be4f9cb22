"""The camera process: pictures pulled from cameras, judged, handed to pages. Without Flask, Dash or redis.

From the outside in: serve/service.py (table of contents) → serve/endpoint.py → serve/screen.py, one screen's
socket → serve/panel.py, which stream a panel gets → watch/feeds.py, watch/feed.py, one camera at one quality,
pulled once whoever watches → pull/kinds, one small file each → media/remux.py or media/jpeg_stream.py.
media/condition.py is how one camera is, from all that looks at it; watch/probes.py looks at the unwatched.
"""
