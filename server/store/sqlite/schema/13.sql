-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 13: the files of one name are found in each conversation of who asks, newest first, without a look at those of anybody
-- else. Neither the name nor the number of a file ever changes.

ALTER TABLE media_refs ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE media_refs ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
UPDATE media_refs SET name = m.name, number = m.number FROM media m WHERE m.media_id = media_refs.media_id;

CREATE INDEX media_refs_name ON media_refs (cid, name, number, seq);
CREATE INDEX media_of_user ON media (uid, name, number);
DROP INDEX media_name;
