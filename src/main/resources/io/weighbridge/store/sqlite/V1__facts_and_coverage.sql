-- Columns without a type hold unsigned numbers of the chain: an integer up to 2^63 - 1, decimal text beyond it.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE facts (
  id                    INTEGER PRIMARY KEY, -- without AUTOINCREMENT: a fact that is there already leaves no gap
  block_number          INTEGER NOT NULL,
  block_hash            TEXT NOT NULL,
  block_ts              TEXT NOT NULL,       -- ISO 8601 UTC with milliseconds
  position              TEXT NOT NULL,       -- x4, x4/0.2, x4/0.2#1, h17, x4@9
  extrinsic_hash        TEXT,
  call                  TEXT NOT NULL,
  kind                  TEXT NOT NULL,       -- set, commit, reveal, auto_reveal
  signer                TEXT,
  hotkey                TEXT NOT NULL,
  netuid                INTEGER NOT NULL,
  mechanism_id          INTEGER NOT NULL,
  uid                   INTEGER,
  outcome               TEXT NOT NULL,       -- success, failed, rolled_back, not_executed, deferred
  error                 TEXT,
  error_detail          TEXT,
  uids_json             TEXT,
  values_json           TEXT,
  version_key,
  commit_hash           TEXT,
  reveal_round,
  commit_fact_id        INTEGER,             -- the commit that a reveal opens
  spec_version          INTEGER NOT NULL,
  nonce                 INTEGER,
  tip,
  fee,
  commit_reveal_version INTEGER,
  ciphertext            BLOB,
  UNIQUE (block_number, position)
);
CREATE INDEX facts_by_hotkey ON facts (hotkey, netuid, block_number);
CREATE INDEX facts_by_netuid ON facts (netuid, block_number);
CREATE INDEX facts_by_block ON facts (block_number);

CREATE TABLE coverage (
  netuid     TEXT NOT NULL, -- a number, or all
  hotkey     TEXT NOT NULL, -- an SS58 address, or all
  from_block INTEGER NOT NULL,
  to_block   INTEGER NOT NULL,
  strategy   TEXT NOT NULL, -- follow, scan, jump; with +unverified where bodies were not checked
  PRIMARY KEY (netuid, hotkey, strategy, from_block)
);

CREATE TABLE parked_blocks (
  block      INTEGER PRIMARY KEY,
  reason     TEXT NOT NULL,
  attempts   INTEGER NOT NULL,
  last_tried TEXT NOT NULL
);

CREATE TABLE runtimes (
  spec_version INTEGER PRIMARY KEY,
  metadata     BLOB NOT NULL -- gzip
);

CREATE TABLE runtime_blocks ( -- which blocks a runtime is known to have executed; no two ranges overlap
  first_block  INTEGER PRIMARY KEY,
  last_block   INTEGER NOT NULL,
  spec_version INTEGER NOT NULL
);
