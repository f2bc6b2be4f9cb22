"""The intake process: doors for phones and other systems that send. It only appends to streams.

From the outside in: service.py (table of contents) → doors/, one small file each: from a request to what
was sent → reception.py, who may send and how often → judging.py, whether it is a fix → writer.py, into the
stream. known.py holds keys and devices as of a moment ago; refusals.py, which refusals people are told.
"""
