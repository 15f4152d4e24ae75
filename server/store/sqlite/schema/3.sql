-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 3: whether a file is somebody's picture is found without a look at everybody.

CREATE INDEX users_avatar ON users (avatar) WHERE avatar IS NOT NULL;
