-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
--
-- Where a chat went that turned out to be the same as another: whoever still has it open writes on under its old key. The
-- key of such a chat is not given to another one.
CREATE TABLE moved_chats (
  key    INTEGER PRIMARY KEY,
  target INTEGER NOT NULL
) STRICT;
CREATE INDEX moved_chats_target ON moved_chats (target);
