"""Stands in for a service or the gateway: migrates, listens, answers `/readyz`, and shows its environment.

Words on the command line make it misbehave: `broken-migration`, `dies-at-once`.
"""

import argparse
import asyncio
import json
import os
import secrets
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType

import asyncpg


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps({name: value for name, value in os.environ.items() if name.startswith("KANSLI_")}).encode()
        self.send_response(200 if self.path in ("/readyz", "/environment") else 404)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        sys.stdout.write(f"{self.path} {code}\n")


async def migrate() -> None:
    url = os.environ["KANSLI_MIGRATION_DATABASE_URL"].replace("+asyncpg", "")
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE IF NOT EXISTS migrated (at timestamptz DEFAULT now())")
    await connection.execute("INSERT INTO migrated DEFAULT VALUES")
    await connection.close()


def add_client(words: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("--name")
    parser.add_argument("--kind")
    parser.add_argument("--scopes", nargs="+")
    parser.add_argument("--boards", nargs="+")
    for flag in ("--replace", "--demonstration", "--json"):
        parser.add_argument(flag, action="store_true", required=True)
    asked = parser.parse_args(words[words.index("add-client") :])
    client = {"client_id": f"id-of-{asked.name}", "client_secret": secrets.token_urlsafe()}
    answer = {"name": asked.name, **client, "scopes": asked.scopes, "boards": asked.boards}
    sys.stdout.write(json.dumps(answer) + "\n")


def note_the_stop(_number: int, _frame: FrameType | None) -> None:
    database = os.environ["KANSLI_DATABASE_URL"].rpartition("/")[2]
    with Path("stopped.txt").open("a") as stopped:
        stopped.write(f"{database}\n")
    os._exit(0)


def main(words: list[str]) -> None:
    if "migrate" in words:
        if "broken-migration" in words:
            sys.exit("column does not exist")
        asyncio.run(migrate())
        return
    if "add-client" in words:
        add_client(words)
        return
    if "dies-at-once" in words:
        sys.exit("the settings are wrong")
    signal.signal(signal.SIGTERM, note_the_stop)
    sys.stdout.write("listening\n")
    sys.stdout.flush()
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["KANSLI_PORT"])), Answers).serve_forever()


main(sys.argv[1:])
