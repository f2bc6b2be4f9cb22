"""What is known of others' work by reading it: licences and copyrights that no metadata tells."""

from __future__ import annotations

from typing import NamedTuple


class Bundled(NamedTuple):
    """Part of a file in assets/vendor, by the name its source map has for it."""

    licence: str
    copyright: str


SOCKET_IO = Bundled("MIT", "Copyright (c) 2014-present Guillermo Rauch and Socket.IO contributors")
PROTOMAPS = Bundled("BSD-3-Clause", "Copyright 2021-2024 Protomaps LLC")
MAPBOX = Bundled("BSD-3-Clause", "Copyright (c) 2024, Mapbox")
COMPONENT = Bundled("MIT", "Copyright (c) 2014 Component contributors <dev@component.io>")
BUNDLED = {
    "socket.io-client": SOCKET_IO,
    "engine.io-client": SOCKET_IO,
    "engine.io-parser": SOCKET_IO,
    "socket.io-component-emitter": COMPONENT,
    "component-emitter": COMPONENT,
    "socket.io-msgpack-parser": Bundled("MIT", "Copyright (c) 2017 Damien Arrachequesne (@darrachequesne)"),
    "notepack.io": Bundled("MIT", "Copyright (c) 2014 Ion Drive Software Ltd."),
    "hls.js": Bundled(
        "Apache-2.0",
        "Copyright (c) 2017 Dailymotion; parts derived from videojs-contrib-hls, "
        "Copyright (c) 2013-2015 Brightcove",
    ),
    "eventemitter3": Bundled("MIT", "Copyright (c) 2014 Arnout Kazemier"),
    "url-toolkit": Bundled("Apache-2.0", "Tom Jenkinson"),
    "@svta/cml-id3": Bundled("Apache-2.0", "Streaming Video Technology Alliance"),
    "plotly.js-basic-dist-min": Bundled(
        "MIT",
        "Copyright (c) 2016-2024 Plotly Technologies Inc.; with modules of d3, "
        "Copyright (c) 2010-2021 Mike Bostock (BSD-3-Clause)",
    ),
    "protomaps-leaflet": PROTOMAPS,
    "@protomaps/basemaps": PROTOMAPS,
    "pmtiles": Bundled(
        "BSD-3-Clause",
        "Copyright 2021-2024 Protomaps LLC; with fflate, Copyright (c) Arjun Barrett (MIT)",
    ),
    "pbf": MAPBOX,
    "@mapbox/vector-tile": MAPBOX,
    "@mapbox/point-geometry": Bundled("ISC", "Copyright (c) 2024, Mapbox"),
    "potpack": Bundled("ISC", "Copyright (c) 2018, Mapbox"),
    "rbush": Bundled(
        "MIT",
        "Copyright (c) 2016 Vladimir Agafonkin; with quickselect, "
        "Copyright (c) 2018, Vladimir Agafonkin (ISC)",
    ),
    "color2k": Bundled("MIT", "Copyright (c) 2020 Rico Kahler"),
}
# file of assets/vendor → the source map that lists what it is made of, if any, and the package of the rest
MAPS = {
    "socket.io.js": ("socket.io-client/dist/socket.io.msgpack.min.js.map", "socket.io-client"),
    "hls.mjs": ("hls.js/dist/hls.light.min.mjs.map", "hls.js"),
    "plotly.js": ("", "plotly.js-basic-dist-min"),
    "protomaps.mjs": (".vendor/map/protomaps.mjs.map", "protomaps-leaflet"),
}


class Inside(NamedTuple):
    """A library that an installed package hands to the browser: where its version can be read."""

    name: str
    licence: str
    package: str
    file: str
    version: str  # pattern; its group is the version


INSIDE = (
    Inside("React", "MIT", "dash", "deps/react@18.3.1.min.js", r"\.version=['\"](\d[\d.]+)"),
    Inside("React DOM", "MIT", "dash", "deps/react-dom@18.3.1.min.js", r"\.version=['\"](\d[\d.]+)"),
    Inside("plotly.js", "MIT", "plotly", "package_data/plotly.min.js", r"plotly\.js v(\d[\d.]+)"),
    Inside("Leaflet", "BSD-2-Clause", "dash_leaflet", "dash_leaflet.js", r'\.version="(1\.[\d.]+)"'),
    Inside(
        "react-leaflet",
        "Hippocratic-2.1",
        "dash_leaflet",
        "package-info.json",
        r'"react-leaflet": "\^?(\d[\d.]+)"',
    ),
    Inside(
        "AG Grid Community",
        "MIT",
        "dash_ag_grid",
        "package-info.json",
        r'"ag-grid-community": "(\d[\d.]+)"',
    ),
)

# as some packages write their licence → its SPDX name
WRITTEN = {
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "PSF-2.0": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# each looked at: it lets us install the package beside ours
LOOKED_AT = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC-BY-4.0",
    "CC0-1.0",
    "ISC",
    "LGPL-3.0-only",  # of psycopg: a library beside ours, which anybody may replace
    "EPL-2.0",  # of paho-mqtt, which may be taken under BSD-3-Clause instead, and is
    "MIT",
    "MIT OR Apache-2.0",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
    "ZPL-2.1",
}
