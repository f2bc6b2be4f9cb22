"""RTSP over TCP: the messages, the pictures in them, and a client. Knows no screen and no camera file."""
