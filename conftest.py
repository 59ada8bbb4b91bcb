"""Settles which `gateway` is meant before the first test is collected.

In importlib mode pytest names a test module by its path from here, so `gateway/tests/…` becomes a part of a
package `gateway`, and the folder of that name would be taken for it unless the real package is there first.
"""

import importlib

importlib.import_module("gateway")
