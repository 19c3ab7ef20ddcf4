"""Run by the system's Python, which knows LibreOffice: opens files, settles their changes, saves them flat.

Called with the name of a pipe on which LibreOffice listens; each line of input is "file, target, way" between
tabs, the way being Accept, Reject or nothing.
"""

import sys
import time

import uno
from com.sun.star.beans import PropertyValue

_WAIT, _TIMES = 0.2, 150


def main(pipe):
    context = connected(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    made = context.ServiceManager.createInstanceWithContext
    desktop = made("com.sun.star.frame.Desktop", context)
    dispatcher = made("com.sun.star.frame.DispatchHelper", context)
    for line in sys.stdin:
        source, target, way = line.rstrip("\n").split("\t")
        document = desktop.loadComponentFromURL(source, "_blank", 0, (named("Hidden", True),))
        if way:
            frame = document.CurrentController.Frame
            dispatcher.executeDispatch(frame, f".uno:{way}AllTrackedChanges", "", 0, ())
        document.storeToURL(target, (named("FilterName", "OpenDocument Text Flat XML"),))
        document.close(True)
    desktop.terminate()


def connected(address):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_TIMES):
        try:
            return resolver.resolve(address)
        except Exception:  # not listening yet
            time.sleep(_WAIT)
    raise SystemExit("LibreOffice does not listen")


def named(name, value):
    value_of = PropertyValue()
    value_of.Name, value_of.Value = name, value
    return value_of


main(sys.argv[1])
