-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 11: who is told that somebody is there, and when they last were: 1 everyone, 2 contacts, 3
-- nobody.

ALTER TABLE users ADD COLUMN show_online INTEGER NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN show_last_seen INTEGER NOT NULL DEFAULT 1;
