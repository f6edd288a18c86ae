"""How gunicorn serves the site: `gunicorn -c config/gunicorn.py`. WEB_CONCURRENCY sets the number of processes."""

import gc
import os
import shutil
import tempfile
from pathlib import Path

from gunicorn.glogging import Logger

from config.log_lines import FORMATTERS, usual_format

wsgi_app = "config.wsgi:application"
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# One copy of the loaded application, shared by all processes.
preload_app = True
control_socket_disable = True
# The longest there is: filters stand in addresses.
limit_request_line = 8190
# Workers report that they live by touching a file: on a slow disk that stops them.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None


# The processes of a node add up their figures in files.
METRICS = "PROMETHEUS_MULTIPROC_DIR"
if os.environ.get("METRICS_TOKEN") and METRICS not in os.environ:
    os.environ[METRICS] = tempfile.mkdtemp(prefix="dramatis-metrics-")


class QuietLogger(Logger):
    """Writes gunicorn's own logs as the site's are written, without secrets."""

    def setup(self, cfg):
        super().setup(cfg)
        formatter = FORMATTERS[os.environ.get("LOG_FORMAT") or usual_format()]()
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(formatter)


logger_class = QuietLogger


def child_exit(server, worker):
    """A process that ended is no longer counted among those that are busy."""
    if METRICS in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server):
    """The figures go with the node."""
    if METRICS in os.environ:
        shutil.rmtree(os.environ[METRICS], ignore_errors=True)


def when_ready(server):
    """What was loaded stays for good: looking through it again and again is what the slowest answers wait for."""
    gc.collect()
    gc.freeze()
    # Reading a thousand rows isn't a reason to look for garbage: there is none in circles.
    gc.set_threshold(10_000)
