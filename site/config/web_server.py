"""gunicorn's settings: ``gunicorn -c python:config.web_server config.wsgi:application``.

Where it listens (``--bind``) comes from whoever starts it: the supervisor of ``make run``, or systemd.
"""

wsgi_app = "config.wsgi:application"
worker_class = "gthread"
workers = 2
threads = 4
# Loaded once and then forked: half the start-up, and the workers share the memory.
preload_app = True
# A photo over a weak signal takes minutes, but it is nginx (or the thread's own read) that waits for it; a worker
# that has not breathed for a minute is stuck.
timeout = 60
graceful_timeout = 10
keepalive = 5
# Nothing controls it but signals.
control_socket_disable = True
# Addresses carry references: the access log is nginx's to keep, without them.
accesslog = None
errorlog = "-"
loglevel = "warning"
