"""Cameras pulled and remuxed by FFmpeg through PyAV, a thread each: RTSP over TCP into fragmented MP4, a
fragment a picture, in memory, nothing decoded. `python -m benchmarks.baselines.pyav_remux ADDRESS…`
answers each line on its standard input with what it did so far, and ends with it."""

import json
import sys
import threading
import time

import av

READING = {"rtsp_transport": "tcp", "protocol_whitelist": "rtsp,tcp,rtp"}
WRITING = {"movflags": "empty_moov+default_base_moof+frag_every_frame", "flush_packets": "1"}
TIMEOUT = (5.0, 5.0)  # s, to open and to read
AGAIN = 1.0  # s


class Sink:
    """What the muxer writes to: memory that is handed on and forgotten."""

    def __init__(self) -> None:
        self.bytes = self.fragments = 0

    def write(self, data: bytes) -> int:
        self.bytes += len(data)
        self.fragments += b"moof" in data[:8]
        return len(data)


class Camera(threading.Thread):
    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address, self.sink = address, Sink()
        self.pictures = self.failures = 0

    def run(self) -> None:
        while True:
            try:
                self.remux()
            except (av.FFmpegError, OSError):
                self.failures += 1
            time.sleep(AGAIN)

    def remux(self) -> None:
        with (
            av.open(self.address, options=READING, timeout=TIMEOUT) as source,
            av.open(self.sink, "w", format="mp4", options=WRITING) as target,
        ):
            video = source.streams.video[0]
            out = target.add_stream_from_template(video)
            for packet in source.demux(video):
                if packet.dts is None:
                    continue
                packet.stream = out
                target.mux(packet)
                self.pictures += 1


def told(cameras: list[Camera]) -> str:
    return json.dumps(
        {
            "cameras": sum(camera.pictures > 0 for camera in cameras),
            "pictures": sum(camera.pictures for camera in cameras),
            "fragments": sum(camera.sink.fragments for camera in cameras),
            "bytes": sum(camera.sink.bytes for camera in cameras),
            "failures": sum(camera.failures for camera in cameras),
        }
    )


def main() -> None:
    cameras = [Camera(address) for address in sys.argv[1:]]
    for camera in cameras:
        camera.start()
    for _ in sys.stdin:
        print(told(cameras), flush=True)


if __name__ == "__main__":
    main()
