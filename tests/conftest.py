"""Shared ground of all tests: real parts, no network, the mode `test`."""

import os
import tempfile

os.environ.setdefault("PEERHOUSE_MODE", "test")
# The host that Django's test client asks for: any other is sent on to it.
os.environ.setdefault("PEERHOUSE_SITE_ORIGIN", "http://testserver")
os.environ.setdefault("PEERHOUSE_VAR_DIR", tempfile.mkdtemp(prefix="peerhouse-test-"))
