-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 2: who was a member of a group and is not any more. They are told so; to everybody else who is no member the group is
-- not there at all. Nobody is here and in members: who comes back is taken out.

CREATE TABLE former_members (
  cid INTEGER NOT NULL REFERENCES conversations,
  uid INTEGER NOT NULL REFERENCES users,
  since INTEGER NOT NULL,               -- what has a higher seq was theirs to see
  until INTEGER NOT NULL,               -- up to this one
  PRIMARY KEY (cid, uid)
) STRICT, WITHOUT ROWID;
