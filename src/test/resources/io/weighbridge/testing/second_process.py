"""Works on databases as the validator does, one order a line, one answer a line: see SecondProcess.java."""
import hashlib
import json
import os
import sqlite3
import sys

held = None


def run(path, timeout, *statements):
    connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
    try:
        return [[str(cell) if cell is not None else "" for cell in row]
                for statement in statements for row in connection.execute(statement)]
    finally:
        connection.close()


def hold(path, *statements):
    global held
    held = sqlite3.connect(path, timeout=5, isolation_level=None)
    for statement in statements:
        held.execute(statement).fetchall()


def let_go(statement):
    global held
    held.execute(statement)
    held.close()
    held = None


def move(source, target):
    for end in ("", "-wal", "-shm"):
        if os.path.exists(source + end):
            os.rename(source + end, target + end)


def remove(path):
    for end in ("", "-wal", "-shm"):
        if os.path.exists(path + end):
            os.remove(path + end)


def overwrite(path, offset):
    with open(path, "r+b") as file:
        length = file.seek(0, os.SEEK_END)
        file.seek(offset)
        file.write(b"\xff" * (length - offset))


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def main():
    if len(sys.argv) > 1:
        os.setgid(int(sys.argv[1]))
        os.setuid(int(sys.argv[1]))
    orders = dict(run=run, hold=hold, let_go=let_go, move=move, remove=remove, overwrite=overwrite, digest=digest)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            print(json.dumps(dict(answer=orders[name](*arguments))), flush=True)
        except (sqlite3.Error, OSError) as fault:
            print(json.dumps(dict(fault=f"{type(fault).__name__}: {fault}")), flush=True)


main()
