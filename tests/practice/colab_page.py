# SPDX-License-Identifier: GPL-3.0-or-later
# For tst_colab: does what Colab's page does with the address of a local runtime (on standard input), as a page of the origin in the first
# argument: starts a kernel, opens its websocket, runs a cell. Says what the cell printed; "refused" where the server does not let it.
import base64, json, os, socket, struct, sys, urllib.error, urllib.parse, urllib.request, uuid

origin = sys.argv[1]
address = urllib.parse.urlsplit(sys.stdin.readline().strip())
token = urllib.parse.parse_qs(address.query)["token"][0]
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def refused(*_):
    print("refused")
    sys.exit(0)


def ask(path, method="GET", body=None):
    request = urllib.request.Request(f"http://{address.netloc}/{path}?token={token}", data=body, method=method, headers={"Origin": origin})
    return opener.open(request, timeout=60)


class WebSocket:
    """As much of RFC 6455 as it takes."""

    def __init__(self, path):
        self.socket = socket.create_connection(("127.0.0.1", address.port), 60)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Version: 13\r\nOrigin: {origin}\r\n\r\n".encode())
        self.file = self.socket.makefile("rb")
        if b" 101 " not in self.file.readline():
            refused()
        while self.file.readline().strip():
            pass

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
        self.socket.sendall(b"\x81" + struct.pack(">BQ", 0x80 | 127, len(data)) + mask + masked)

    def receive(self):
        while True:
            kind, size = self.file.read(2)
            size &= 0x7F
            if size >= 126:
                size = int.from_bytes(self.file.read(2 if size == 126 else 8), "big")
            data = self.file.read(size)
            if kind & 0x0F == 1:
                return json.loads(data)


try:
    kernel = json.load(ask("api/kernels", "POST", b"{}"))
    # What the browser itself looks at before it lets the page read the answer.
    answer = ask("api/kernels")
    assert answer.headers["Access-Control-Allow-Origin"] == origin, answer.headers
    assert answer.headers["Access-Control-Allow-Credentials"] == "true", answer.headers
except (urllib.error.HTTPError, OSError):
    # Also past the requests that only read or make something: the way on which code would run.
    try:
        WebSocket(f"/api/kernels/{uuid.uuid4()}/channels?token={token}")
    except OSError:
        pass
    refused()
way = WebSocket(f"/api/kernels/{kernel['id']}/channels?token={token}")
own = uuid.uuid4().hex
way.send(json.dumps({
    "header": {"msg_id": own, "username": "page", "session": own, "msg_type": "execute_request", "version": "5.3"},
    "parent_header": {}, "metadata": {}, "channel": "shell", "buffers": [],
    "content": {"code": "print(6 * 7)", "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}}))
printed = ""
while True:
    message = way.receive()
    if message["parent_header"].get("msg_id") != own:
        continue
    if message["msg_type"] == "stream":
        printed += message["content"]["text"]
    if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
        break
print(printed.strip())
