-- Who may do what, who has what open, and a past that a desk can't rewrite.

-- +goose Up
-- password and pin are Argon2id as PHC strings, '' for none; rights are what this
-- person may or may not do whatever their role says; tries are the wrong ones
-- since the last right one.
ALTER TABLE users ADD COLUMN password TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN pin TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN rights TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN tried_at BIGINT NOT NULL DEFAULT 0;

-- A record that somebody looks at now, at which window. Not part of the books:
-- a row that is not renewed means nothing after some seconds.
CREATE TABLE present (
    seat      TEXT NOT NULL,
    entity    TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    who       TEXT NOT NULL,
    desk      TEXT NOT NULL,
    seen_at   BIGINT NOT NULL,
    PRIMARY KEY (entity, entity_id, seat)
) /*strict*/;

-- What was taken back is found by what took it back, which is written once and
-- then never touched: so nobody needs the right to change what was done.
ALTER TABLE operations DROP COLUMN reversed_by;
CREATE UNIQUE INDEX operations_reverses ON operations (reverses) WHERE reverses > 0;
