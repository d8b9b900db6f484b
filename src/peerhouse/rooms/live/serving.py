"""How uvicorn runs the room's origin: it logs no request, names no software and trusts no header about addresses."""

import uvicorn

from peerhouse.rooms.live.application import RoomApplication


def configuration(host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        RoomApplication(),
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
        backlog=4096,
    )


def serve(host: str, port: int) -> None:
    uvicorn.Server(configuration(host, port)).run()
