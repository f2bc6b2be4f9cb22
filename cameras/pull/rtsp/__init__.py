"""RTSP over TCP: the messages, the pictures in them, and a client. Knows no screen and no camera file.

client.py (`pull`) → session.py, the dialogue → connection.py, one TCP connection → interleaved.py,
message.py; pictures come by way of rtp.py, assembly.py and one small file a codec.
"""
