-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 12: users who are kept out for a time, and invitations for administrators.

ALTER TABLE users ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
-- The token of a device while its user is disabled; token_hash is empty then, as that of a device that was revoked.
ALTER TABLE devices ADD COLUMN held_hash BLOB;
ALTER TABLE invites ADD COLUMN is_admin INTEGER NOT NULL DEFAULT 0;
