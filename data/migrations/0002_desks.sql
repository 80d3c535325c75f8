-- What several desks need: each write says which records it touched, so that
-- the other desks read them again.

-- +goose Up
ALTER TABLE operations ADD COLUMN touched TEXT NOT NULL DEFAULT '';

-- The journal is chained: hash is made of the one before, of who did what, and
-- of the digests of all that the write left behind. A digest is made with a salt
-- of its own, so that what is erased for good can't be guessed from it.
ALTER TABLE operations ADD COLUMN salt TEXT NOT NULL DEFAULT '';
ALTER TABLE operations ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE operations ADD COLUMN hash TEXT NOT NULL DEFAULT '';
ALTER TABLE changes ADD COLUMN salt TEXT NOT NULL DEFAULT '';
ALTER TABLE changes ADD COLUMN digest TEXT NOT NULL DEFAULT '';
CREATE INDEX changes_op ON changes (op);
CREATE INDEX payments_op ON payments (op);
