/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-cache.h"
#include "app-cache-messages.h"
#include "app-profile.h"

G_BEGIN_DECLS

/* What the tests of app/ share: bounded waits, temporary folders, and calls on the cache as if they
 * were synchronous. */

#define APP_TEST_SECONDS 20
#define APP_TEST_SELF    "+15550101"
#define APP_TEST_PEER    "+15550102"

/* Turns the main loop until @condition holds, and fails when that takes too long. */
#define app_test_wait(condition)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    AppTestClock clock_ = app_test_clock_start ();                                                 \
    while (!(condition))                                                                           \
      if (!app_test_clock_turn (&clock_))                                                          \
        g_error ("%s:%d: did not come true: %s", __FILE__, __LINE__, #condition);                  \
    app_test_clock_stop (&clock_);                                                                 \
  }                                                                                                \
  G_STMT_END

typedef struct
{
  gboolean over;
  guint source;
} AppTestClock;

AppTestClock app_test_clock_start (void);
gboolean app_test_clock_turn (AppTestClock *self);
void app_test_clock_stop (AppTestClock *self);

/* Turns the main loop for what is there now, and for @milliseconds: to see that nothing comes. */
void app_test_turn (guint milliseconds);
/* Gives up the only reference to @object, and waits until it is gone. */
void app_test_finalize (gpointer object);

/* A callback that keeps the result: `g_autoptr (GAsyncResult) result = NULL; f_async (…,
 * app_test_result, &result); app_test_wait (result != NULL)` */
void app_test_result (GObject *object, GAsyncResult *result, gpointer user_data);

char *app_test_make_folder (void);
void app_test_remove_folder (const char *path);
AppProfile *app_test_make_profile (const char *folder, const char *name);

AppCache *app_test_open_cache (const char *path);
void app_test_close_cache (AppCache *cache);
/* Fails when the work fails. */
void app_test_write (AppCache *cache, AppCacheFunc func, gpointer data);
void app_test_read (AppCache *cache, AppCacheFunc func, gpointer data);

/* A text message of @seq from @sender in @conversation, with a fresh id. */
LandlineMessage *
app_test_make_message (const char *conversation, gint64 seq, const char *sender, const char *text);
/* Puts it into the cache. */
void app_test_put (AppCache *cache, LandlineMessage *message);
/* The texts of a chat in order, separated by `|`; of what is not kept by the server with `?` or `!`
 * (refused) in front. */
char *app_test_list_texts (AppCache *cache, gint64 chat);
gint64 app_test_add_outgoing (AppCache *cache, gint64 chat, const char *text);
gint64 app_test_ensure_direct (AppCache *cache, const char *user_id);
/* The key of a message by its id, 0 where there is none */
gint64 app_test_find_message (AppCache *cache, const char *id);
GBytes *app_test_encode (LandlineContent *content);
gint64 app_test_find_chat (AppCache *cache, const char *conversation);

G_END_DECLS
