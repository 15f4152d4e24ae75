-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
--
-- What is found without a word, newest first: all files of all chats, what somebody sent, what somebody wrote. The key of a
-- message is in each of these. What we wrote ourselves is everywhere, and needs no index.
ALTER TABLE attachments ADD COLUMN sender INTEGER NOT NULL DEFAULT 0;
UPDATE attachments SET sender = (SELECT sender FROM messages WHERE key = attachments.message);
CREATE INDEX attachments_kind ON attachments (kind, message);
CREATE INDEX attachments_sender ON attachments (sender, kind, message);
CREATE INDEX messages_sender ON messages (sender) WHERE sender > 1;
