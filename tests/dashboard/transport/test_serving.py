"""What gunicorn is told to do beside serving."""

import subprocess
import sys

PROGRAM = """
import sys
from dashboard.transport import serving

serving.leave_out_clients()
import flask_socketio
print([name for name in serving.CLIENTS if sys.modules.get(name)])
serving.forbid_none()
import requests
print(requests.__name__)
"""


def test_a_wall_imports_no_http_client_with_socket_io_and_forbids_none() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["[]", "requests"]
