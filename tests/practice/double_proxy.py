#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of a company's proxy: the only way out, and it looks into TLS with certificates of its own authority.

    double_proxy.py CERTIFICATE INDEX_PORT

CERTIFICATE is a PEM file with the certificate of wheels.example and its key. Whoever asks for https://wheels.example gets, behind that
certificate, what a web server at INDEX_PORT of this computer has; http goes to the place it names; all else is refused. Says its port, then
a line a request.
"""
import socket
import socketserver
import ssl
import sys
import threading
import urllib.parse

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1])
index = ("127.0.0.1", int(sys.argv[2]))


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    finally:
        try:
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = self.request.recv(1)
            if not byte:
                return
            head += byte
        method, target, _ = head.split(b"\r\n")[0].decode().split(" ", 2)
        print(method, target, flush=True)
        if method == "CONNECT" and target == "wheels.example:443":
            self.request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            with context.wrap_socket(self.request, server_side=True) as inside, socket.create_connection(index) as server:
                other = threading.Thread(target=pump, args=(inside, server))
                other.start()
                pump(server, inside)
                other.join()
        elif method == "GET":
            url = urllib.parse.urlsplit(target)
            path = urllib.parse.urlunsplit(("", "", url.path, url.query, ""))
            lines = [line for line in head.split(b"\r\n")[1:-2] if not line.lower().startswith((b"connection:", b"proxy-"))]
            with socket.create_connection((url.hostname, url.port or 80)) as server:
                server.sendall(b"\r\n".join([f"GET {path} HTTP/1.1".encode(), *lines, b"Connection: close", b"", b""]))
                pump(server, self.request)
        else:
            self.request.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


class Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # whoever hangs up


with Proxy(("127.0.0.1", 0), Handler) as proxy:
    print(proxy.server_address[1], flush=True)
    proxy.serve_forever()
