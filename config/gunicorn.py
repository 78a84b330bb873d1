"""The web server: forked workers, one request each at a time (figures in docs/decisions/0001).

``PORT`` and ``HOST`` say where it listens, ``WEB_CONCURRENCY`` how many workers there are.
"""

import os
import socket

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", min(8, 2 * len(os.sched_getaffinity(0)))))
worker_class = "sync"
preload_app = True  # the workers share the memory of the loaded code
timeout = 60
graceful_timeout = 20
max_requests = 2000
max_requests_jitter = 200
control_socket_disable = True
loglevel = "warning"

IDLE_SECONDS = 60


def when_ready(server) -> None:
    """Take no connection before its request arrives, and tell people where to go.

    Browsers open connections in advance and send nothing; each would hold a worker until its time is up.
    """
    for listener in server.LISTENERS:
        if hasattr(socket, "TCP_DEFER_ACCEPT"):
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, IDLE_SECONDS)
    address = os.environ.get("SITE_URL", f"http://{bind}")
    print(f"\n  พัฒนาพร้อมใช้งานที่ {address}  (กด Ctrl-C เพื่อหยุด)", flush=True)
    print(f"  Phatthana is ready at {address}  (Ctrl-C stops it)\n", flush=True)
