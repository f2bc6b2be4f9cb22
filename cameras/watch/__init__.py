"""How each camera is: looked at in turn, decoded and judged, fed to whoever watches."""
