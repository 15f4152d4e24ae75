-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 14: users who were deleted. What they sent stays under an id that is nobody's number, so that the number may be somebody else's.

ALTER TABLE users ADD COLUMN former INTEGER NOT NULL DEFAULT 0;
