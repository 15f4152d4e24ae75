-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
--
-- What people, and we, show for a day. id is the server's, empty until it has the status; post is ours, the same at every try.
-- state: 0 shown, 1 to be posted, 2 refused, 3 to be removed from the server, 4 removed: nothing of it is left, and what comes
-- late about it is passed over. viewed: 0 not yet, 1 here, 2 the server knows. tried: the server may have it already, uploaded: it has the
-- file.
-- content is model/wire's encoded form, media the id of its file, audience the users whom it names, a line each.
CREATE TABLE statuses (
  key      INTEGER PRIMARY KEY,
  id       TEXT UNIQUE,
  post     BLOB UNIQUE,
  user     INTEGER NOT NULL REFERENCES users (number),
  time     INTEGER NOT NULL,
  expires  INTEGER NOT NULL,
  colour   TEXT,
  content  BLOB NOT NULL,
  media    TEXT,
  views    INTEGER NOT NULL DEFAULT 0,
  viewed   INTEGER NOT NULL DEFAULT 0,
  state    INTEGER NOT NULL DEFAULT 0,
  tried    INTEGER NOT NULL DEFAULT 0,
  uploaded INTEGER NOT NULL DEFAULT 0,
  mode     INTEGER NOT NULL DEFAULT 0,
  audience TEXT,
  error    TEXT
) STRICT;
CREATE INDEX statuses_expires ON statuses (expires);
CREATE INDEX statuses_due ON statuses (key) WHERE state IN (1, 3) OR viewed = 1;

CREATE TABLE status_views (
  status INTEGER NOT NULL REFERENCES statuses (key),
  user   INTEGER NOT NULL REFERENCES users (number),
  time   INTEGER NOT NULL,
  PRIMARY KEY (status, user)
) STRICT, WITHOUT ROWID;
