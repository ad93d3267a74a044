-- When a commit can be revealed, as it looks from its own block; NULL where that is not known.
ALTER TABLE facts ADD COLUMN reveal_first_block INTEGER;
ALTER TABLE facts ADD COLUMN reveal_last_block INTEGER;

CREATE INDEX facts_of_commits ON facts (hotkey, netuid, mechanism_id, block_number, id)
WHERE kind <> 'set' AND outcome = 'success';
