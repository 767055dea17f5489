# SPDX-License-Identifier: GPL-3.0-or-later
# Runs scripts, as one, in a kernel of a Jupyter server, as a notebook would: REST to start the kernel, a websocket to run in it.
# Arguments: port, base url, certificate, token file, kernel name, random mark, device that is wanted, scripts. Prints what stands behind
# the mark: each value as a line, and all of it once more behind "certificate".
import asyncio
import json
import socket
import ssl
import sys
import time
import uuid

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

port, base, certificate, token_file, kernel_name, mark, device, *script_files = sys.argv[1:]
token = open(token_file, encoding="utf-8").read().strip()
# The certificate is its own authority here: nothing else answers at this port unnoticed.
context = ssl.create_default_context(cafile=certificate)
headers = {"Authorization": "token " + token}
root = f"https://127.0.0.1:{port}{base}"


def certificate_days():
    """Days that the certificate which is served (a renewed file may wait for a restart) is still good for."""
    try:
        with socket.create_connection(("127.0.0.1", int(port)), 30) as plain:
            with context.wrap_socket(plain, server_hostname="127.0.0.1") as served:
                return (ssl.cert_time_to_seconds(served.getpeercert()["notAfter"]) - time.time()) / 86400
    except ssl.SSLCertVerificationError as problem:
        if problem.verify_code == 10:  # X509_V_ERR_CERT_HAS_EXPIRED
            return -1
        raise


def request(url, **options):
    return HTTPRequest(url, headers=headers, ssl_options=context, request_timeout=60, **options)


def message(kind, content):
    header = {"msg_id": uuid.uuid4().hex, "username": "firstlight", "session": session, "msg_type": kind, "version": "5.3"}
    return json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []}), header["msg_id"]


session = uuid.uuid4().hex


async def run():
    days = certificate_days()
    # It is renewed when less than 30 days are left: this one was not.
    if days < 29:
        print(f"the certificate is good for {int(days)} days only")
        return 4
    client = AsyncHTTPClient()
    # Without the token nothing may be had: a server that answers here has no password.
    try:
        await client.fetch(HTTPRequest(root + "api/kernels", ssl_options=context, request_timeout=30, follow_redirects=False))
        print("Jupyter answers without a password")
        return 3
    except Exception:
        pass
    started = await client.fetch(request(root + "api/kernels", method="POST", body=json.dumps({"name": kernel_name})))
    kernel = json.loads(started.body)["id"]
    try:
        socket_url = f"wss://127.0.0.1:{port}{base}api/kernels/{kernel}/channels?session_id={session}"
        socket = await websocket_connect(request(socket_url))
        code = "".join(open(file, encoding="utf-8").read() for file in script_files)
        text, own = message("execute_request", {"code": code.replace("@MARK@", mark).replace("@DEVICE@", device), "silent": False,
                                                "store_history": False, "user_expressions": {}, "allow_stdin": False})
        await socket.write_message(text)
        found, problem = None, None
        while True:
            answer = await asyncio.wait_for(socket.read_message(), 300)
            if answer is None:
                print("the kernel ended")
                return 1
            if isinstance(answer, bytes):
                continue
            answer = json.loads(answer)
            if answer["parent_header"].get("msg_id") != own:
                continue
            if answer["msg_type"] == "stream":
                for line in answer["content"]["text"].splitlines():
                    if line.startswith(mark):
                        found = line[len(mark):]
                    else:
                        print(line)
            elif answer["msg_type"] == "error":
                problem = answer["content"]["ename"] + ": " + answer["content"]["evalue"]
            elif answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
                break
        if problem:
            print(problem)
            return 1
        if found is None:
            print("the kernel said nothing of its result")
            return 1
        for name, value in json.loads(found).items():
            print(f"{mark}{name} {value}")
        print(f"{mark}certificate {found}")
        return 0
    finally:
        await client.fetch(request(f"{root}api/kernels/{kernel}", method="DELETE"))


sys.exit(asyncio.run(run()))
