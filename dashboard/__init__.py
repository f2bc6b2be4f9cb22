"""The running program: settings, server, live frames, command line. Nothing else imports it."""
