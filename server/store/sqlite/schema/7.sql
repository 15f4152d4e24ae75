-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 7: statuses. Who may see one is settled when it is posted; all of it goes when it has expired.

CREATE TABLE statuses (
  stid INTEGER PRIMARY KEY AUTOINCREMENT,
  status_id TEXT NOT NULL UNIQUE,
  uid INTEGER NOT NULL REFERENCES users,
  request TEXT NOT NULL,                -- the id that it was posted under
  digest TEXT NOT NULL,                 -- of what was asked for, so that a repeated id is compared
  time INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  content TEXT,                         -- none once it was removed
  colour TEXT,
  media_id TEXT
) STRICT;

CREATE UNIQUE INDEX statuses_request ON statuses (uid, request);
CREATE INDEX statuses_expire ON statuses (expires);
CREATE INDEX statuses_media ON statuses (media_id) WHERE media_id IS NOT NULL;

CREATE TABLE status_viewers (
  stid INTEGER NOT NULL REFERENCES statuses,
  uid INTEGER NOT NULL REFERENCES users,
  viewed INTEGER,                       -- when they viewed it, none for not yet
  PRIMARY KEY (stid, uid)
) STRICT, WITHOUT ROWID;

CREATE INDEX status_viewers_of_user ON status_viewers (uid);

-- The rows of inboxes that tell of a status go with it. ref is its stid there; of a status, about is 0 when it was posted and 1 when
-- it was removed; of a view, it is the uid of who viewed it.
CREATE INDEX inbox_statuses ON inbox (ref) WHERE kind >= 6;
