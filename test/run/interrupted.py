"""Kills and interrupts `pvlint run` while it works on slow.c."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

command = [sys.argv[1], "run", "-p", ".", "-j2"]


def start(*more):
    return subprocess.Popen(command + list(more), stderr=subprocess.PIPE, text=True)


def stored():
    try:
        state = sqlite3.connect("file:.pvlint/state.db?mode=ro", uri=True)
        return state.execute("SELECT count(*) FROM units").fetchone()[0]
    except sqlite3.Error:
        return 0


def until(condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    sys.exit("waited in vain")


def workers(run):
    listed = subprocess.run(["ps", "--ppid", str(run.pid), "-o", "pid="], capture_output=True, text=True)
    return [int(word) for word in listed.stdout.split()]


def say(*words):
    print(*words, flush=True)


run = start()
until(lambda: stored() == 2)
run.kill()
run.communicate()
say(f"killed: {run.returncode}, {stored()} units stored")

run = start()
until(lambda: workers(run))
second = start()
say(f"in use: {second.wait()}: {second.stderr.read()}")
time.sleep(0.3)
left = workers(run)
# The second does not wait for the unit.
run.send_signal(signal.SIGINT)
time.sleep(0.3)
run.send_signal(signal.SIGINT)
text = run.communicate()[1]
say(f"interrupted: {run.returncode}\n{text}")
for name in "SIGTERM", "SIGHUP":
    run = start()
    until(lambda: workers(run))
    time.sleep(0.3)
    for _ in 1, 2:
        run.send_signal(getattr(signal, name))
        time.sleep(0.3)
    text = run.communicate()[1]
    say(f"{name}: {run.returncode}, {text.splitlines()[-1]}")
nohup = subprocess.Popen(["nohup"] + command, stderr=subprocess.PIPE, text=True)
until(lambda: workers(nohup))
nohup.send_signal(signal.SIGHUP)
time.sleep(0.5)
say(f"nohup: {nohup.poll()}")
for _ in 1, 2:
    nohup.send_signal(signal.SIGTERM)
    time.sleep(0.3)
nohup.communicate()
say("workers left:", sum(os.path.exists(f"/proc/{pid}") for pid in left))

run = start("--unit-timeout=1")
text = run.communicate()[1]
say(f"hangs: {run.returncode}\n{text}")

run = start()
until(lambda: workers(run))
time.sleep(0.3)
for pid in workers(run):
    os.kill(pid, signal.SIGKILL)
text = run.communicate()[1]
say(f"worker killed: {run.returncode}\n{text}")

os.remove("pipe.h")
open("pipe.h", "w").close()
time.sleep(0.1)
run = start()
text = run.communicate()[1]
say(f"resumed: {run.returncode}\n{text}")
