# SPDX-License-Identifier: GPL-3.0-or-later
# For tst_idle_stop: runs a cell until ~/enough appears, as a notebook does that somebody left open: the kernel stays when the cell has
# ended. It says in ~/kernel-says what it is told of the cell. Arguments: port, base url.
import asyncio, json, os, ssl, sys, uuid
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

port, base = sys.argv[1:]
home = os.path.expanduser("~")
context = ssl.create_default_context(cafile=home + "/firstlight/jupyter/cert.pem")
headers = {"Authorization": "token " + open(home + "/.local/state/firstlight/token").read().strip()}
cell = "import os, time\nwhile not os.path.exists(os.path.expanduser('~/enough')):\n    time.sleep(0.1)"


def say(text):
    with open(home + "/kernel-says.new", "w") as file:
        file.write(text)
    os.rename(home + "/kernel-says.new", home + "/kernel-says")


async def run():
    root = f"https://127.0.0.1:{port}{base}"
    started = await AsyncHTTPClient().fetch(HTTPRequest(root + "api/kernels", method="POST", body="{}", headers=headers, ssl_options=context))
    kernel = json.loads(started.body)["id"]
    own = uuid.uuid4().hex
    socket = await websocket_connect(HTTPRequest(f"wss{root[5:]}api/kernels/{kernel}/channels", headers=headers, ssl_options=context))
    await socket.write_message(json.dumps({
        "header": {"msg_id": own, "username": "test", "session": own, "msg_type": "execute_request", "version": "5.3"},
        "parent_header": {}, "metadata": {}, "channel": "shell", "buffers": [],
        "content": {"code": cell, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}}))
    while True:
        message = json.loads(await socket.read_message())
        if message["parent_header"].get("msg_id") == own and message["msg_type"] == "status":
            say(message["content"]["execution_state"])


asyncio.run(run())
