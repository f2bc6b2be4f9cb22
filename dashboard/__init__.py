"""The running program: settings, server, live frames, command line. Nothing else imports it.

From the outside in: cli, one file a command → wsgi.py → app.py (table of contents) → live/engine.py, the
greenlets that poll, fold, tick and serve. Around the application stand the headers, the limits and the guard
(access/guard.py), which lets nothing in without a viewer.
"""
