-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 8: which file a message refers to is found by the message: its content may have been forgotten before it is deleted or expires.

CREATE INDEX media_refs_message ON media_refs (cid, seq);
