-- Small things that one run leaves to the next: alerts that wait for their receiver, tempos of subnets.
CREATE TABLE notes (
    topic TEXT NOT NULL,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (topic, name)
) WITHOUT ROWID;
