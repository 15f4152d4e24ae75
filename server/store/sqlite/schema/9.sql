-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 9: when the watermarks got to where they are, 0 where that is not known.

ALTER TABLE members ADD COLUMN delivered_time INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN read_time INTEGER NOT NULL DEFAULT 0;
