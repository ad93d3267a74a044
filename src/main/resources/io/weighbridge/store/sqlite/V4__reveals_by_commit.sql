-- Finds the reveal of a commit.
CREATE INDEX facts_by_commit ON facts (commit_fact_id) WHERE commit_fact_id IS NOT NULL;
