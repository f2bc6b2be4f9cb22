"""The camera process: pictures pulled from cameras, judged, and handed to pages. Imports no Flask, Dash or redis."""
