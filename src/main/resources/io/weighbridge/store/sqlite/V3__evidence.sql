-- Why covered blocks hold no more than what was found in them; NULL where each of them was read, or nothing was counted.
-- Counted for all hotkeys that were looked for together, with their proxies. Numbers of neighbours add up.
ALTER TABLE coverage ADD COLUMN states INTEGER;      -- states that were compared, each with the next one
ALTER TABLE coverage ADD COLUMN proved INTEGER;      -- those of them whose values were proved against the state root
ALTER TABLE coverage ADD COLUMN visited INTEGER;     -- blocks that left a trace and were read, linked to their parents
ALTER TABLE coverage ADD COLUMN nonce_steps INTEGER; -- by how much the nonces went up
ALTER TABLE coverage ADD COLUMN extrinsics INTEGER;  -- signed extrinsics of the same signers that were found
ALTER TABLE coverage ADD COLUMN effects INTEGER;     -- steps of LastUpdate that a visited block explains
