-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
--
-- What the person notes for themself about chats, people and messages: the last value of each key, empty where it was taken
-- back. version is the server's. dirty is the order in which the server has still to be told, 0 where it knows; id is that of
-- the telling, the same at every try.
CREATE TABLE notes (
  key     TEXT PRIMARY KEY,
  value   TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  dirty   INTEGER NOT NULL DEFAULT 0,
  id      BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX notes_dirty ON notes (dirty) WHERE dirty > 0;
CREATE INDEX notes_id ON notes (id) WHERE id IS NOT NULL;

-- What messages carry besides words. kind: 1 pictures and videos, 2 other files, 3 links, 4 places, 5 people.
CREATE TABLE attachments (
  chat    INTEGER NOT NULL REFERENCES chats (key),
  kind    INTEGER NOT NULL,
  message INTEGER NOT NULL REFERENCES messages (key),
  media   TEXT,
  PRIMARY KEY (chat, kind, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_message ON attachments (message, kind);
CREATE INDEX attachments_media ON attachments (media) WHERE media IS NOT NULL;

INSERT INTO attachments (chat, kind, message, media)
  SELECT chat, CASE WHEN substr (json ->> '$.media_object.content_type', 1, 6) = 'audio/' THEN 2 ELSE 1 END, key, json ->> '$.media_object.id'
  FROM (SELECT chat, key, '{' || CAST (content AS TEXT) || '}' AS json FROM messages WHERE instr (content, CAST ('"media_object"' AS BLOB)))
  WHERE json_valid (json) AND json ->> '$.type' = 'media';
INSERT INTO attachments (chat, kind, message, media)
  SELECT chat, 2, key, json ->> '$.document.id'
  FROM (SELECT chat, key, '{' || CAST (content AS TEXT) || '}' AS json FROM messages WHERE instr (content, CAST ('"document"' AS BLOB)))
  WHERE json_valid (json) AND json ->> '$.type' = 'document';
INSERT INTO attachments (chat, kind, message)
  SELECT chat, 3, key
  FROM (SELECT chat, key, '{' || CAST (content AS TEXT) || '}' AS json FROM messages WHERE instr (content, CAST ('http' AS BLOB)))
  WHERE json_valid (json) AND (instr (json ->> '$.text', 'http://') OR instr (json ->> '$.text', 'https://'));
INSERT INTO attachments (chat, kind, message)
  SELECT chat, CASE json ->> '$.type' WHEN 'location' THEN 4 ELSE 5 END, key
  FROM (SELECT chat, key, '{' || CAST (content AS TEXT) || '}' AS json FROM messages
        WHERE instr (content, CAST ('"location"' AS BLOB)) OR instr (content, CAST ('"contact"' AS BLOB)))
  WHERE json_valid (json) AND json ->> '$.type' IN ('location', 'contact');
