"""What gunicorn loads: one process of the wall, started. Tells how long its start took."""

from __future__ import annotations

import gc
import logging
import sys
import time

from dashboard.access.key_file import KeyFileError
from dashboard.app import create_app
from dashboard.settings.city_files import CityFileError
from dashboard.settings.private import keep_private
from dashboard.settings.settings import SettingsError, read_settings
from dashboard.transport import succession
from dashboard.transport.logs import set_up_logs
from dashboard.transport.stopwatch import process_began
from streams.server.connect import RedisAddressError

DO_NOT_TRY_AGAIN = 4  # gunicorn's word for an application that cannot be loaded

log = logging.getLogger("gridwall")
began, imported = process_began(), time.time()
gc.disable()  # what is built here stays: looking through it for garbage would take a quarter of the start
settings = read_settings()
set_up_logs(settings.log.level)
keep_private()
made = False


def tell() -> None:
    log.info("imports %.1f s, ready %.1f s", imported - began, time.time() - imported)


try:
    application = create_app(settings, heir=bool(succession.elders))
    engine = application.extensions["gridwall"]
    gc.freeze()  # nor is it looked through later, while screens wait
    gc.enable()
    engine.on_ready.insert(0, tell)
    engine.start()
    made = True
except (SettingsError, CityFileError, KeyFileError, RedisAddressError) as error:
    log.error("%s", error)
    sys.exit(DO_NOT_TRY_AGAIN)
finally:
    if succession.elders and not made:  # the one that answers goes on
        log.error("a process that was to take over cannot", exc_info=sys.exc_info())
        succession.give_up()
