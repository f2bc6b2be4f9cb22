"""GStreamer's RTSP server with a moving test picture: run by the system's Python, which has its bindings.

`python3 gst_server.py CODEC [MD5]` prints its port, and ends when its standard input does. A user `admin`
with the password `p@ss:w/rd` when asked for MD5.
"""

import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

CODERS = {
    "h264": "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! rtph264pay",
    "h265": "x265enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! rtph265pay",
    "jpeg": "jpegenc ! rtpjpegpay",
    "jpeg422": "jpegenc ! rtpjpegpay",
}


def main() -> None:
    codec, *guard = sys.argv[1:]
    Gst.init(None)
    server, factory = GstRtspServer.RTSPServer.new(), GstRtspServer.RTSPMediaFactory.new()
    server.set_address("127.0.0.1")
    server.set_service("0")
    pixels = "Y42B" if codec == "jpeg422" else "I420"
    picture = "videotestsrc is-live=true ! video/x-raw,width=320,height=180,framerate=15/1"
    factory.set_launch(
        f"( {picture} ! videoconvert ! video/x-raw,format={pixels} ! {CODERS[codec]} name=pay0 pt=96 )"
    )
    factory.set_shared(True)
    if guard:
        protect(server, factory)
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    print(server.get_bound_port(), flush=True)
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    loop.run()


def protect(server: "GstRtspServer.RTSPServer", factory: "GstRtspServer.RTSPMediaFactory") -> None:
    auth, token = GstRtspServer.RTSPAuth.new(), GstRtspServer.RTSPToken.new()
    auth.set_supported_methods(0x2)  # Gst.RTSP digest
    token.set_string("media.factory.role", "user")
    auth.add_digest("admin", "p@ss:w/rd", token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions.new()
    permissions.add_role("user")
    permissions.add_permission_for_role("user", "media.factory.access", True)
    permissions.add_permission_for_role("user", "media.factory.construct", True)
    factory.set_permissions(permissions)


main()
