"""Sensors: what a mapping file says, and when a reading is a report. Knows no broker and no Redis.

rules.py, what a rule is and what it makes of a message; reading.py, the file, with the line of every fault;
holding.py, one report for as long as it goes on.
"""
