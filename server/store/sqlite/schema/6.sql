-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 6: what the members of a group agreed on, whom a change concerned, and under which id a group was made.

ALTER TABLE conversations ADD COLUMN description TEXT;
ALTER TABLE conversations ADD COLUMN picture TEXT;
ALTER TABLE conversations ADD COLUMN who_may_send INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN who_may_edit INTEGER NOT NULL DEFAULT 1;
ALTER TABLE conversations ADD COLUMN history INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN disappear INTEGER NOT NULL DEFAULT 0;  -- seconds, 0 for never

-- Whether a file is a group's picture is found without a look at every group.
CREATE INDEX conversations_picture ON conversations (picture) WHERE picture IS NOT NULL;

-- A group that is made again under the same id by the same user is the same group.
ALTER TABLE conversations ADD COLUMN maker INTEGER REFERENCES users;
ALTER TABLE conversations ADD COLUMN request TEXT;
ALTER TABLE conversations ADD COLUMN request_digest TEXT;   -- of what was asked for, so that a repeated id is compared
CREATE UNIQUE INDEX conversations_request ON conversations (maker, request) WHERE request IS NOT NULL;

-- Of the change that the snapshot was taken for.
ALTER TABLE snapshots ADD COLUMN users TEXT;                -- whom it was done to, separated by spaces
ALTER TABLE snapshots ADD COLUMN time INTEGER NOT NULL DEFAULT 0;
