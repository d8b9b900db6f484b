"""`python -m peerhouse.rooms.live --host HOST --port PORT`: the room's process."""

import argparse
import os

import django


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m peerhouse.rooms.live", description="Serve the room's origin.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "peerhouse.config.room_settings"
    django.setup()
    from peerhouse.rooms.live.serving import serve

    serve(arguments.host, arguments.port)


if __name__ == "__main__":
    main()
