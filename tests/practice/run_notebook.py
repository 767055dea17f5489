# SPDX-License-Identifier: GPL-3.0-or-later
# For tst_hosted_notebook: "Run all" in a real Jupyter. Each code cell of a notebook runs in one kernel, in order, and what it printed is
# printed; a cell that fails ends it with 1, its traceback last. Arguments: port, base url, kernel name, notebook.
import asyncio, json, os, ssl, sys, uuid
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

port, base, kernel_name, notebook = sys.argv[1:]
home = os.path.expanduser("~")
context = ssl.create_default_context(cafile=home + "/firstlight/jupyter/cert.pem")
headers = {"Authorization": "token " + open(home + "/.local/state/firstlight/token").read().strip()}
root = f"https://127.0.0.1:{port}{base}"


async def run_cell(socket, cell):
    own = uuid.uuid4().hex
    await socket.write_message(json.dumps({
        "header": {"msg_id": own, "username": "test", "session": own, "msg_type": "execute_request", "version": "5.3"},
        "parent_header": {}, "metadata": {}, "channel": "shell", "buffers": [],
        "content": {"code": "".join(cell["source"]), "silent": False, "store_history": True, "user_expressions": {},
                    "allow_stdin": False, "stop_on_error": True}}))
    failed = []
    while True:
        message = json.loads(await socket.read_message())
        if message["parent_header"].get("msg_id") != own:
            continue
        content = message["content"]
        if message["msg_type"] == "stream":
            print(content["text"], end="")
        elif message["msg_type"] == "error":
            failed = content["traceback"]
        elif message["msg_type"] == "status" and content["execution_state"] == "idle":
            return failed


async def run():
    body = json.dumps({"name": kernel_name})  # its folder is that of the notebooks
    started = await AsyncHTTPClient().fetch(HTTPRequest(root + "api/kernels", method="POST", body=body, headers=headers, ssl_options=context))
    kernel = json.loads(started.body)["id"]
    socket = await websocket_connect(HTTPRequest(f"wss{root[5:]}api/kernels/{kernel}/channels", headers=headers, ssl_options=context))
    cells = [cell for cell in json.load(open(notebook, encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, 1):
        failed = await run_cell(socket, cell)
        if failed:
            print(f"cell {number} of {len(cells)} failed")
            print("\n".join(failed))
            return 1
    print(f"ran {len(cells)} cells")
    return 0


sys.exit(asyncio.run(run()))
