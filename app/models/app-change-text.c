/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-change-text.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* Each sentence is whole, for languages that put words in another order or form. */

static char *
join (GPtrArray *names)
{
  g_autofree char *head = NULL;
  const char *last;

  if (names->len == 1)
    return g_strdup (g_ptr_array_index (names, 0));
  last = g_ptr_array_steal_index (names, names->len - 1);
  g_ptr_array_add (names, NULL);
  /* translators: between the names in a list */
  head = g_strjoinv (_ (", "), (char **) names->pdata);
  /* translators: the end of a list of people: "Anna, Ben" and "Carl" */
  return g_strdup_printf (_ ("%s and %s"), head, last);
}

/* Whom it was done to: "Ben", "Ben and Carl", "you, Ben and 3 others" */
static char *
list_users (const AppCacheChange *change)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *others = NULL;
  guint n_others = change->n_users - change->to_self - g_strv_length (change->names);

  if (change->to_self)
    /* translators: in a list of people that something was done to */
    g_ptr_array_add (names, (char *) C_ ("done to", "you"));
  for (guint i = 0; change->names[i] != NULL; i++)
    g_ptr_array_add (names, change->names[i]);
  if (n_others > 0)
    {
      /* translators: at the end of a list of people */
      others = g_strdup_printf (ngettext ("%u other", "%u others", n_others), n_others);
      g_ptr_array_add (names, others);
    }
  return names->len > 0 ? join (names) : g_strdup (C_ ("done to", "people"));
}

static char *
say_created (const AppCacheChange *change)
{
  if (change->by_self)
    /* translators: %s is the name of a group */
    return g_strdup_printf (_ ("You created the group “%s”"), change->detail);
  if (change->by == NULL)
    return g_strdup_printf (_ ("The group “%s” was created"), change->detail);
  /* translators: who, and the name of a group */
  return g_strdup_printf (_ ("%s created the group “%s”"), change->by, change->detail);
}

static char *
say_renamed (const AppCacheChange *change)
{
  if (change->by_self)
    return g_strdup_printf (_ ("You changed the name to “%s”"), change->detail);
  if (change->by == NULL)
    return g_strdup_printf (_ ("The name was changed to “%s”"), change->detail);
  /* translators: who, and the new name of a group */
  return g_strdup_printf (_ ("%s changed the name to “%s”"), change->by, change->detail);
}

/* @you, @nobody: the whole sentence; @other: with %s for who did it */
static char *
say (const AppCacheChange *change, const char *you, const char *other, const char *nobody)
{
  if (change->by_self)
    return g_strdup (you);
  if (change->by == NULL)
    return g_strdup (nobody);
  return g_strdup_printf (other, change->by);
}

static gboolean
is_only_self (const AppCacheChange *change)
{
  return change->to_self && change->n_users == 1;
}

static char *
say_added (const AppCacheChange *change)
{
  g_autofree char *users = list_users (change);

  if (is_only_self (change))
    return say (change, _ ("You joined"), _ ("%s added you"), _ ("You were added"));
  if (change->by_self)
    /* translators: %s are one or more people */
    return g_strdup_printf (_ ("You added %s"), users);
  if (change->by == NULL)
    return g_strdup_printf (ngettext ("%s was added", "%s were added", MAX (change->n_users, 1)),
                            users);
  /* translators: who added whom to a group; the second are one or more people */
  return g_strdup_printf (_ ("%s added %s"), change->by, users);
}

static char *
say_removed (const AppCacheChange *change)
{
  g_autofree char *users = list_users (change);

  if (is_only_self (change))
    return say (change, _ ("You left"), _ ("%s removed you"), _ ("You were removed"));
  if (change->by_self)
    return g_strdup_printf (_ ("You removed %s"), users);
  if (change->by == NULL)
    return g_strdup_printf (ngettext ("%s was removed", "%s were removed",
                                      MAX (change->n_users, 1)),
                            users);
  /* translators: who removed whom from a group; the second are one or more people */
  return g_strdup_printf (_ ("%s removed %s"), change->by, users);
}

static char *
say_left (const AppCacheChange *change)
{
  g_autofree char *users = list_users (change);

  if (change->to_self)
    return g_strdup (_ ("You left"));
  /* translators: %s is somebody who left a group */
  return g_strdup_printf (_ ("%s left"), users);
}

static char *
say_role (const AppCacheChange *change, gboolean is_admin)
{
  g_autofree char *users = list_users (change);
  guint n = MAX (change->n_users, 1);

  if (is_only_self (change))
    return g_strdup (is_admin ? _ ("You are an admin now") : _ ("You are no admin any more"));
  if (is_admin)
    return g_strdup_printf (ngettext ("%s is an admin now", "%s are admins now", n), users);
  return g_strdup_printf (ngettext ("%s is no admin any more", "%s are no admins any more", n),
                          users);
}

static char *
say_disappear (const AppCacheChange *change, gint64 seconds)
{
  guint days = (guint) (seconds / (24 * 60 * 60));

  if (seconds == 0)
    return say (change, _ ("You turned disappearing messages off"),
                /* translators: %s is who did it */
                _ ("%s turned disappearing messages off"),
                _ ("Disappearing messages were turned off"));
  if (change->by_self)
    return g_strdup_printf (ngettext ("You let new messages disappear after %u day",
                                      "You let new messages disappear after %u days", days),
                            days);
  if (change->by == NULL)
    return g_strdup_printf (ngettext ("New messages disappear after %u day",
                                      "New messages disappear after %u days", days),
                            days);
  /* translators: %s is who did it */
  return g_strdup_printf (ngettext ("%s let new messages disappear after %u day",
                                    "%s let new messages disappear after %u days", days),
                          change->by, days);
}

static char *
say_setting (const AppCacheChange *change)
{
  const char *detail = change->detail != NULL ? change->detail : "";

  if (g_str_has_prefix (detail, "disappear="))
    return say_disappear (change, g_ascii_strtoll (detail + strlen ("disappear="), NULL, 10));
  if (g_str_equal (detail, "send=admins"))
    return say (change, _ ("You let only admins send messages"),
                _ ("%s lets only admins send messages"), _ ("Only admins send messages now"));
  if (g_str_equal (detail, "send=all"))
    return say (change, _ ("You let everyone send messages"), _ ("%s lets everyone send messages"),
                _ ("Everyone can send messages now"));
  if (g_str_equal (detail, "edit=admins"))
    return say (change, _ ("You let only admins change the group"),
                _ ("%s lets only admins change the group"), _ ("Only admins change the group now"));
  if (g_str_equal (detail, "edit=all"))
    return say (change, _ ("You let everyone change the group"),
                _ ("%s lets everyone change the group"), _ ("Everyone can change the group now"));
  if (g_str_equal (detail, "history=all"))
    return say (change, _ ("You let new members see earlier messages"),
                _ ("%s lets new members see earlier messages"),
                _ ("New members see earlier messages now"));
  if (g_str_equal (detail, "history=none"))
    return say (change, _ ("You hid earlier messages from new members"),
                _ ("%s hid earlier messages from new members"),
                _ ("New members do not see earlier messages any more"));
  return say (change, _ ("You changed the settings"), _ ("%s changed the settings"),
              _ ("The settings were changed"));
}

/**
 * app_change_text_for:
 * @change: what happened to a chat
 *
 * Returns: (transfer full): a sentence without a full stop
 */
char *
app_change_text_for (const AppCacheChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);

  switch (change->kind)
    {
    case LANDLINE_CHANGE_CREATED:
      return say_created (change);
    case LANDLINE_CHANGE_RENAMED:
      return say_renamed (change);
    case LANDLINE_CHANGE_DESCRIBED:
      return say (change, _ ("You changed the description"), _ ("%s changed the description"),
                  _ ("The description was changed"));
    case LANDLINE_CHANGE_PICTURED:
      return say (change, _ ("You changed the picture"), _ ("%s changed the picture"),
                  _ ("The picture was changed"));
    case LANDLINE_CHANGE_MEMBER_ADDED:
      return say_added (change);
    case LANDLINE_CHANGE_MEMBER_REMOVED:
      return say_removed (change);
    case LANDLINE_CHANGE_MEMBER_LEFT:
      return say_left (change);
    case LANDLINE_CHANGE_PROMOTED:
      return say_role (change, TRUE);
    case LANDLINE_CHANGE_DEMOTED:
      return say_role (change, FALSE);
    case LANDLINE_CHANGE_SETTINGS:
      return say_setting (change);
    case LANDLINE_CHANGE_UNSUPPORTED:
    default:
      return g_strdup (_ ("Something changed that a newer version can show"));
    }
}
