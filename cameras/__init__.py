"""The camera process: pictures pulled from cameras, judged, handed to pages. Without Flask, Dash or redis."""
