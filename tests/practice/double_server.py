#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves the double of the index that lies in the current folder, on 127.0.0.1 and a port (0: any, said in the first line).

Each path that is asked for becomes a line of the file `asked`. Where the file `hold` says "WHAT UNTIL", what has WHAT in its path is
answered only once something with UNTIL in its path was asked for (after two minutes: 503), and wheels may be kept, as PyPI's may. The
file `rate` is how many bytes a second go down the line, all answers together.
"""
import http.server
import os
import sys
import threading
import time

asked = []
news = threading.Condition()
line = threading.Lock()  # one piece after the other


class Handler(http.server.SimpleHTTPRequestHandler):
    held = None

    def do_GET(self):
        self.held = open("hold").read().split() if os.path.exists("hold") else None
        with news:
            asked.append(self.path)
            with open("asked", "a") as file:
                file.write(self.path + "\n")
            news.notify_all()
            if self.held and self.held[0] in self.path:
                if not news.wait_for(lambda: any(self.held[1] in path for path in asked), 120):
                    self.send_error(503)
                    return
        super().do_GET()

    def copyfile(self, source, outputfile):
        if not os.path.exists("rate"):
            return super().copyfile(source, outputfile)
        rate = int(open("rate").read())
        while piece := source.read(1 << 16):
            with line:
                time.sleep(len(piece) / rate)
            outputfile.write(piece)

    def end_headers(self):
        if self.held and self.path.endswith(".whl"):
            self.send_header("Cache-Control", "max-age=365000000, immutable")
        super().end_headers()


with http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler) as server:
    print("port", server.server_address[1], flush=True)
    server.serve_forever()
