"""How gunicorn serves the site: `gunicorn -c config/gunicorn.py`. WEB_CONCURRENCY sets the number of processes."""

import gc
import os
from pathlib import Path

from gunicorn.glogging import Logger

from config.secret_addresses import HideSecrets

wsgi_app = "config.wsgi:application"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# One copy of the loaded application, shared by all processes.
preload_app = True
control_socket_disable = True
# Workers report that they live by touching a file: on a slow disk that stops them.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None


class QuietLogger(Logger):
    """Keeps addresses that are secrets out of gunicorn's own logs, the one of requests included."""

    def setup(self, cfg):
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.addFilter(HideSecrets())


logger_class = QuietLogger


def when_ready(server):
    """What was loaded stays for good: looking through it again and again is what the slowest answers wait for."""
    gc.collect()
    gc.freeze()
    # Reading a thousand rows isn't a reason to look for garbage: there is none in circles.
    gc.set_threshold(10_000)
