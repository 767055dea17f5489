#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes the whole way as a screen reader's user would: from the first page to the dashboard, by accessible names alone.

    whole_way.py FIRSTLIGHT [SECONDS]

Needs a display, a session bus and FIRSTLIGHT_HOME; sets up the practice machine for real. Every step says what it did; the
first thing that cannot be found or pressed ends it with exit code 1 and the tree of what is showing."""
import os
import subprocess
import sys
import time

import pyatspi

BINARY = sys.argv[1]
LIMIT = float(sys.argv[2]) if len(sys.argv) > 2 else 1100


class Missing(Exception):
    pass


def application():
    for app in pyatspi.Registry.getDesktop(0):
        if app is not None and app.name.lower() == "firstlight":
            return app
    return None


def showing(node):
    """All that is showing, in the tree's order. A node can vanish while one looks at it."""
    try:
        states = node.getState()
        if node.getRole() != pyatspi.ROLE_APPLICATION and not states.contains(pyatspi.STATE_SHOWING):
            return
        yield node
        for index in range(node.childCount):
            child = node.getChildAtIndex(index)
            if child is not None:
                yield from showing(child)
    except Exception:  # noqa: BLE001 - the bus answers with many kinds when a widget is gone
        return


def find(name, roles=None, limit=20.0, begins=False):
    end = time.monotonic() + limit
    pause = 0.1 if limit <= 180 else 1  # each look walks the whole tree, inside the program
    while time.monotonic() < end:
        app = application()
        for node in showing(app) if app else ():
            try:
                fits = node.name.startswith(name) if begins else node.name == name
                if fits and (roles is None or node.getRole() in roles):
                    return node
            except Exception:  # noqa: BLE001
                continue
        time.sleep(pause)
    raise Missing(f"nothing named “{name}” is showing")


def enabled(node, limit=20.0):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if node.getState().contains(pyatspi.STATE_ENABLED):
            return node
        time.sleep(0.1)
    raise Missing(f"“{node.name}” stays disabled")


BUTTONS = (pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_RADIO_BUTTON)


def press(name, limit=20.0, begins=False):
    node = enabled(find(name, BUTTONS, limit, begins))
    if not node.queryAction().doAction(0):
        raise Missing(f"“{name}” cannot be pressed")
    print(f"pressed: {name}", flush=True)


def choose(name, begins=False):
    node = find(name, (pyatspi.ROLE_RADIO_BUTTON,), begins=begins)
    if not node.getState().contains(pyatspi.STATE_CHECKED):
        node.queryAction().doAction(0)
    end = time.monotonic() + 5
    while not node.getState().contains(pyatspi.STATE_CHECKED):
        if time.monotonic() > end:
            raise Missing(f"“{name}” cannot be chosen")
        time.sleep(0.05)
    print(f"chose: {name}", flush=True)


def type_into(name, text):
    find(name, (pyatspi.ROLE_TEXT, pyatspi.ROLE_PASSWORD_TEXT, pyatspi.ROLE_ENTRY)).queryEditableText().setTextContents(text)
    print(f"typed into: {name}", flush=True)


def whole_way():
    choose("Set up a new machine")
    press("Choose where")
    choose("Practice machine", begins=True)
    press("Name the machine")
    type_into("Name of the machine", "spoken")
    press("Look at the hardware")
    press("Choose software", limit=60)
    choose("From the system's own packages")
    press("Choose a password")
    choose("I choose one")
    type_into("Password of the notebook", "a spoken password 27")
    press("Open the browser when the notebook is ready")  # off: there is no browser on this display
    press("Review the plan")
    press("Set up spoken", limit=60)
    find("Stop and keep", BUTTONS)
    print("running", flush=True)
    find("Open notebook", BUTTONS, limit=LIMIT)
    find("Verified on", begins=True)
    press("Show the machine")
    find("Tear down…", BUTTONS)  # the page before has an "Open notebook" too
    press("Open notebook", limit=60)
    find("Address of the open notebook", limit=60)
    print("open", flush=True)
    press("Stop")
    press("Stop it")
    press("Start", limit=120)
    enabled(find("Open notebook", BUTTONS, limit=180), limit=180)
    press("Tear down…")
    press("Delete the machine")
    press("Take it off the list", limit=120)
    find("Set up the first one", limit=30)
    print("gone", flush=True)


def main():
    env = dict(os.environ, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", LANGUAGE="en", LC_ALL="C.UTF-8")
    program = subprocess.Popen([BINARY], env=env)
    try:
        whole_way()
        return 0
    except Missing as missing:
        print(f"FAILED: {missing}", flush=True)
        app = application()
        for node in showing(app) if app else ():
            print(f"  {node.getRoleName()}: {node.name}", flush=True)
        return 1
    finally:
        program.terminate()
        try:
            program.wait(20)
        except subprocess.TimeoutExpired:
            program.kill()


if __name__ == "__main__":
    sys.exit(main())
