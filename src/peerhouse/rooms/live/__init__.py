"""The room's own origin: a raw ASGI application that knows seals and no people.

It has no cookie, no session, no middleware and no log of requests, and it renders no page while people wait. It runs
as one process: the memory of which polls still take ballots is in it, and a lock keeps a second one out.
"""
