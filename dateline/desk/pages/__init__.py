"""The desk's pages, a module each; every one reads through ``Seeing`` and decides through ``Desk.judge``."""
