"""Screens in a room: what hangs where, what each shows, who put it there and until when. Pure."""
