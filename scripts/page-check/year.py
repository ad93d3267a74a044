"""Adds a year of sets to a store, for looking at the page with it: year.py STORE HOTKEY NETUID"""
import hashlib
import json
import random
import sqlite3
import sys
from datetime import datetime, timedelta, timezone

SETS, UIDS, SPACING, FIRST_BLOCK, BLOCK_SECONDS = 26_000, 256, 100, 6_000_000, 12
COLUMNS = """block_number, block_hash, block_ts, position, extrinsic_hash, call, kind, signer, hotkey, netuid,
             mechanism_id, outcome, error, error_detail, uids_json, values_json, version_key, spec_version,
             nonce, tip, fee"""

store, hotkey, netuid = sys.argv[1], sys.argv[2], int(sys.argv[3])
chance = random.Random(7)
now = datetime.now(timezone.utc)
uids = json.dumps(list(range(UIDS)), separators=(",", ":"))
weights = [chance.random() ** 6 for _ in range(UIDS)]


def digest(text):
    return "0x" + hashlib.blake2b(text.encode(), digest_size=32).hexdigest()


def fact(n):
    block = FIRST_BLOCK + n * SPACING + chance.randrange(20)
    at = now - timedelta(seconds=BLOCK_SECONDS * (FIRST_BLOCK + SETS * SPACING - block))
    weights[chance.randrange(UIDS)] = chance.random() ** 6
    values = json.dumps([round(weight / max(weights) * 65535) for weight in weights], separators=(",", ":"))
    failed = chance.random() < 0.02
    error = ("SubtensorModule.SettingWeightsTooFast", "Too fast.") if failed else (None, None)
    return (block, digest(f"block {block}"), at.isoformat(timespec="milliseconds").replace("+00:00", "Z"), "x4",
            digest(f"extrinsic {block}"), "SubtensorModule.set_weights", "set", hotkey, hotkey, netuid,
            0, "failed" if failed else "success", *error, uids, values, 2013, 293, n, 0, 0)


with sqlite3.connect(store) as database:
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    database.executemany(f"INSERT INTO facts ({COLUMNS}) VALUES ({marks})", (fact(n) for n in range(SETS)))
print(SETS)
