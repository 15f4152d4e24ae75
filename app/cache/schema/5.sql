-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
--
-- What members agreed on for a chat, as the server says it; mentioned is the newest message that names the account's user.
ALTER TABLE chats ADD COLUMN description TEXT;
ALTER TABLE chats ADD COLUMN picture TEXT;
ALTER TABLE chats ADD COLUMN who_may_send INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN who_may_edit INTEGER NOT NULL DEFAULT 1;
ALTER TABLE chats ADD COLUMN history INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN disappear INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN mentioned INTEGER NOT NULL DEFAULT 0;

-- A line of the timeline about what happened to the chat: a row of messages with state 3, in a slot behind the message
-- after which it happened. detail is what it is now; users is to how many it was done, of whom the first few are named.
CREATE TABLE changes (
  message INTEGER PRIMARY KEY,
  change  TEXT NOT NULL,
  known   INTEGER NOT NULL,
  detail  TEXT,
  users   INTEGER NOT NULL,
  self    INTEGER NOT NULL
) STRICT;
CREATE TABLE change_users (
  message  INTEGER NOT NULL,
  position INTEGER NOT NULL,
  user     INTEGER NOT NULL REFERENCES users (number),
  PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER changes_gone AFTER DELETE ON messages WHEN old.state = 3
BEGIN
  DELETE FROM changes WHERE message = old.key;
  DELETE FROM change_users WHERE message = old.key;
END;
