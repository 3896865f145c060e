"""A language client for tests and benchmarks.

    client.py SERVER SCRIPT [ARGUMENT...]

runs the Python file SCRIPT with a Client of the server SERVER as `client`, and what is defined here. A script
fails by an exception. Used as a module, only the classes are of interest.
"""

import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
import urllib.parse


def uri(path):
    return "file://" + urllib.parse.quote(os.path.abspath(path))


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def position(line, character):
    return {"line": line, "character": character}


def span(line, character, end_line, end_character):
    return {"start": position(line, character), "end": position(end_line, end_character)}


class Gone(Exception):
    """The server closed its end."""


class Client:
    def __init__(self, command, cwd=None, stderr=None):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=stderr, cwd=cwd)
        self.messages = queue.Queue()
        self.next_id = 0
        self.versions = {}
        self.texts = {}
        self.published = {}  # uri: (when, params)
        self.history = []  # all of them: (when, params)
        self.shown = []  # window/showMessage
        self.requests = []  # of the server
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        out = self.process.stdout
        while True:
            length = 0
            while True:
                line = out.readline()
                if not line:
                    self.messages.put((time.monotonic(), None))
                    return
                if line.strip() == b"":
                    break
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            self.messages.put((time.monotonic(), json.loads(out.read(length))))

    def send_bytes(self, body, header=None):
        self.process.stdin.write((header or b"Content-Length: %d\r\n\r\n" % len(body)) + body)
        self.process.stdin.flush()

    def send(self, message):
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def _take(self, timeout):
        when, message = self.messages.get(timeout=timeout)
        if message is None:
            raise Gone()
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = (when, message["params"])
            self.history.append((when, message["params"]))
        elif method == "window/showMessage":
            self.shown.append(message["params"])
        elif method and "id" in message:
            self.requests.append(message)
            self.send({"id": message["id"], "result": None})
        return when, message

    def request(self, method, params, timeout=60):
        """The whole reply: it has a "result" or an "error"."""
        self.next_id += 1
        self.send({"id": self.next_id, "method": method, "params": params})
        return self.reply(self.next_id, timeout)

    def reply(self, request, timeout=60):
        while True:
            _, message = self._take(timeout)
            if message.get("id") == request and "method" not in message:
                return message

    def result(self, method, params, timeout=60):
        reply = self.request(method, params, timeout)
        if "error" in reply:
            raise AssertionError(f"{method}: {reply['error']}")
        return reply["result"]

    def initialize(self, options=None, capabilities=None):
        result = self.result("initialize", {"processId": os.getpid(), "rootUri": None,
                                            "capabilities": capabilities or {},
                                            "initializationOptions": options})
        self.notify("initialized", {})
        return result

    def open(self, path, text=None):
        text = read(path) if text is None else text
        self.versions[path] = 1
        self.texts[path] = text
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri(path), "languageId": "c", "version": 1, "text": text}})

    def edit(self, path, changes):
        """`changes` as in the protocol; the text here is not followed."""
        self.versions[path] += 1
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri(path), "version": self.versions[path]}, "contentChanges": changes})

    def replace(self, path, old, new):
        """Replaces the first `old` in the text by an incremental change."""
        text = self.texts[path]
        begin = text.index(old)

        def at(offset):
            before = text[:offset]
            start = before.rfind("\n") + 1
            return position(before.count("\n"), len(before[start:].encode("utf-16-le")) // 2)

        self.texts[path] = text[:begin] + new + text[begin + len(old):]
        self.edit(path, [{"range": {"start": at(begin), "end": at(begin + len(old))}, "text": new}])

    def close(self, path):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri(path)}})

    def wait_published(self, path, version=None, timeout=60):
        """The diagnostics of `path`, of its newest version; and when they came."""
        wanted = self.versions[path] if version is None else version
        deadline = time.monotonic() + timeout
        while True:
            when, params = self.published.get(uri(path), (0, {}))
            if params.get("version") == wanted:
                return params["diagnostics"], when
            self._take(deadline - time.monotonic())

    def diagnostics(self, path, timeout=60):
        return self.wait_published(path, timeout=timeout)[0]

    def drain(self, seconds):
        """Takes what comes within `seconds`."""
        deadline = time.monotonic() + seconds
        while (rest := deadline - time.monotonic()) > 0:
            try:
                self._take(rest)
            except queue.Empty:
                return

    def hover(self, path, line, character=0):
        """The text at a line, counted from 1, and a column, counted from 0."""
        result = self.result("textDocument/hover", {"textDocument": {"uri": uri(path)},
                                                    "position": position(line - 1, character)})
        return result["contents"]["value"] if result else None

    def hover_word(self, path, line, word):
        return self.hover(path, line, self.texts[path].split("\n")[line - 1].index(word))

    def actions(self, path, line):
        return self.result("textDocument/codeAction", {
            "textDocument": {"uri": uri(path)}, "range": span(line - 1, 0, line - 1, 0),
            "context": {"diagnostics": []}})

    def shutdown(self):
        """The server's exit status."""
        self.result("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(30)


def line_of(text, part, number=1):
    """The line, from 1, of the `number`-th line that has `part`."""
    for index, line in enumerate(text.split("\n"), 1):
        if part in line:
            number -= 1
            if number == 0:
                return index
    raise AssertionError(f"no line with {part!r}")


def apply_edits(text, edits):
    """What a client makes of text edits."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(p):
        line = lines[p["line"]]
        return starts[p["line"]] + len(line.encode("utf-16-le")[:2 * p["character"]].decode("utf-16-le"))

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        text = text[:offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]):]
    return text


def check_command(command, *arguments, cwd=None):
    """Findings of `pvlint check`, as (file, line, column, severity, message, check, [(line, note)])."""
    out = subprocess.run([*command, "check", "--no-color", *arguments], capture_output=True, text=True, cwd=cwd).stdout
    found = []
    for line in out.split("\n"):
        if m := re.match(r"(\S+?):(\d+):(\d+): (warning|remark): (.*) \[(pvops-[a-z-]+)(?:, proven)?\]$", line):
            found.append((m[1], int(m[2]), int(m[3]), m[4], m[5], m[6], []))
        elif m := re.match(r"(\S+?):(\d+):(\d+): note: (.*)$", line):
            found[-1][6].append((int(m[2]), m[4]))
    return found


def as_command(path, diagnostics):
    """Diagnostics in the form of check_command(), without hints: what they say is a note of the first finding of a cause."""
    return [(os.path.basename(path), d["range"]["start"]["line"] + 1, d["range"]["start"]["character"] + 1,
             {1: "warning", 2: "warning", 3: "remark"}[d["severity"]], d["message"], d["code"],
             [(r["location"]["range"]["start"]["line"] + 1, r["message"])
              for r in d.get("relatedInformation", [])]) for d in diagnostics if d["severity"] != 4]


def main():
    server, script, *arguments = sys.argv[1:]
    scope = dict(globals(), pvlint=[server], arguments=arguments, __name__="script")
    scope["start"] = lambda *options, **named: Client([server, "lsp", *options], **named)
    with open(script, encoding="utf-8") as f:
        code = compile(f.read(), script, "exec")
    exec(code, scope)


if __name__ == "__main__":
    main()
