-- What several desks need: each write says which records it touched, so that
-- the other desks read them again.

-- +goose Up
ALTER TABLE operations ADD COLUMN touched TEXT NOT NULL DEFAULT '';
