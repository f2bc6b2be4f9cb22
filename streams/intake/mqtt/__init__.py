"""The link to an MQTT broker: what devices and sensors publish there, taken as the doors take what is sent.

broker.py, which broker and what is wanted of it; link.py, connected again and again; session.py, one
connection; acks.py, what is acknowledged when; desk.py, what becomes of a message; topics.py, filters.
"""
