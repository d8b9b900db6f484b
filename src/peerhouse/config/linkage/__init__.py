"""The audit of linkage: what a thief with a full copy tries in order to tell whose ballot is whose.

Nothing here imports a model: a thief reads tables, files and logs, not our code. `attack_database` is the door.
"""
