-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 4: a conversation as it was when it changed is kept once for all inboxes that tell of the change, instead of once in each:
-- in a large group that was the square of its members.

CREATE TABLE snapshots (
  sid INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  uses INTEGER NOT NULL                 -- the rows of inboxes that tell of it
) STRICT;

-- No reference to be looked after: finding the rows that do not refer to it any more would be a walk over all inboxes.
ALTER TABLE inbox ADD COLUMN snapshot INTEGER;  -- instead of the body

CREATE TRIGGER inbox_snapshot AFTER DELETE ON inbox WHEN OLD.snapshot IS NOT NULL
BEGIN
  UPDATE snapshots SET uses = uses - 1 WHERE sid = OLD.snapshot;
  DELETE FROM snapshots WHERE sid = OLD.snapshot AND uses <= 0;
END;
