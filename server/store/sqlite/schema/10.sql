-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 10: links by which another device of a user comes in, once and for a few minutes. One is gone when it was used.

CREATE TABLE device_links (
  link_id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  uid INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  did INTEGER NOT NULL REFERENCES devices ON DELETE CASCADE, -- made it
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX device_links_of_user ON device_links (uid);
CREATE INDEX device_links_of_device ON device_links (did);
