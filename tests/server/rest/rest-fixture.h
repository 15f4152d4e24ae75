/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <libsoup/soup.h>

#include "landline-error.h"
#include "server-daemon.h"

G_BEGIN_DECLS

/* A whole server in this process, on a port of its own, and a client of its REST calls. */
typedef struct
{
  char *folder;
  ServerConfig *config;
  ServerDaemon *daemon;
  char *uri;
  guint16 port;
  SoupSession *session;
} RestFixture;

/* What came back. The message is kept for its headers. */
typedef struct
{
  SoupMessage *message;
  guint status;
  char *text;
  gsize length;
} RestAnswer;

void rest_fixture_set_up (RestFixture *self, gconstpointer data);
void rest_fixture_start (RestFixture *self);
void rest_fixture_stop (RestFixture *self);
void rest_fixture_tear_down (RestFixture *self, gconstpointer data);

RestAnswer *rest_fixture_call (RestFixture *self,
                               const char *method,
                               const char *path,
                               const char *token,
                               const char *body);
RestAnswer *rest_fixture_send (RestFixture *self,
                               SoupMessage *message,
                               const char *token,
                               const char *content_type,
                               GBytes *body);
SoupMessage *rest_fixture_message (RestFixture *self, const char *method, const char *path);
char *rest_fixture_register (RestFixture *self, const char *phone, const char *name);
char *rest_fixture_exchange (RestFixture *self, const char *request, gboolean to_the_end);

void rest_answer_free (RestAnswer *self);
void rest_answer_assert_refused (RestAnswer *self, guint status, LandlineError code);
const char *rest_answer_get_header (RestAnswer *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RestAnswer, rest_answer_free)

G_END_DECLS
