/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-account"

#include "config.h"

#include "app-invite-link.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app-address.h"
#include "app-error.h"
#include "landline-limits.h"

/**
 * AppInviteLink:
 *
 * What a person gets to join a server: `landline://join?name=…&address=…&key=…&invite=…`. Immutable
 * and validated. It does not know whether the invite is still good.
 */
struct _AppInviteLink
{
  GObject parent_instance;

  char *name;
  GStrv addresses;
  char *key;
  char *invite;
};

G_DEFINE_FINAL_TYPE (AppInviteLink, app_invite_link, G_TYPE_OBJECT)

static void
app_invite_link_finalize (GObject *object)
{
  AppInviteLink *self = APP_INVITE_LINK (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->addresses, g_strfreev);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->invite, g_free);
  G_OBJECT_CLASS (app_invite_link_parent_class)->finalize (object);
}

static void
app_invite_link_class_init (AppInviteLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_invite_link_finalize;
}

static void
app_invite_link_init (AppInviteLink *self)
{
}

/**
 * app_invite_link_new:
 * @name: (nullable): the server's name
 * @addresses: `host:port`, best first
 * @key: (nullable): `sha256-…`, %NULL for a server on this computer
 * @invite: (nullable): the code
 *
 * Returns: (transfer full): a link; the parts are taken to be valid
 */
AppInviteLink *
app_invite_link_new (const char *name,
                     const char *const *addresses,
                     const char *key,
                     const char *invite)
{
  AppInviteLink *self = g_object_new (APP_TYPE_INVITE_LINK, NULL);

  g_return_val_if_fail (addresses != NULL, NULL);

  self->name = g_strdup (name);
  self->addresses = g_strdupv ((char **) addresses);
  self->key = g_strdup (key);
  self->invite = g_strdup (invite);
  return self;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, APP_ERROR, APP_ERROR_LINK, sentence);
  return FALSE;
}

/* Without a key nothing proves that the server is the right one, nor is the channel encrypted. */
static gboolean
check_addresses (const char *const *addresses, const char *key, GError **error)
{
  for (guint i = 0; addresses[i] != NULL; i++)
    if (key == NULL && !app_address_is_loopback (addresses[i]))
      return refuse (error, _ ("Without the server’s key only a server on this computer can be "
                               "joined. Ask for an invitation link."));
  return TRUE;
}

static GStrv
parse_addresses (const char *list, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (list, ",", APP_INVITE_LINK_ADDRESSES_MAX + 1);
  guint n = g_strv_length (parts);

  if (n > APP_INVITE_LINK_ADDRESSES_MAX)
    {
      refuse (error, _ ("The link names too many addresses."));
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      char *address = app_address_normalise (parts[i], error);

      if (address == NULL)
        return NULL;
      g_strv_builder_take (builder, address);
    }
  return g_strv_builder_end (builder);
}

static AppInviteLink *
new_from_query (GHashTable *query, GError **error)
{
  g_auto (GStrv) addresses = NULL;
  const char *name = g_hash_table_lookup (query, "name");
  const char *list = g_hash_table_lookup (query, "address");
  const char *key = g_hash_table_lookup (query, "key");
  const char *invite = g_hash_table_lookup (query, "invite");

  if (list == NULL || *list == '\0')
    {
      refuse (error, _ ("The link does not say where the server is."));
      return NULL;
    }
  addresses = parse_addresses (list, error);
  if (addresses == NULL)
    return NULL;
  if (key != NULL && *key == '\0')
    key = NULL;
  if ((key != NULL && !app_address_key_is_valid (key)) ||
      (invite != NULL && strlen (invite) > LANDLINE_LIMIT_INVITE) ||
      (name != NULL && strlen (name) > LANDLINE_LIMIT_NAME))
    {
      refuse (error, _ ("The link is damaged. Ask for it again."));
      return NULL;
    }
  if (!check_addresses ((const char *const *) addresses, key, error))
    return NULL;
  return app_invite_link_new (name, (const char *const *) addresses, key, invite);
}

/**
 * app_invite_link_parse:
 * @text: what was pasted or opened, space around it is ignored
 * @error: return location
 *
 * Returns: (transfer full): the link, or %NULL with a sentence for the person
 */
AppInviteLink *
app_invite_link_parse (const char *text, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GHashTable) query = NULL;
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) <= APP_INVITE_LINK_LENGTH_MAX && g_utf8_validate (text, -1, NULL))
    {
      stripped = g_strstrip (g_strdup (text));
      uri = g_uri_parse (stripped, G_URI_FLAGS_ENCODED_QUERY, NULL);
    }
  if (uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "landline") == 0 &&
      g_strcmp0 (g_uri_get_host (uri), "join") == 0 && g_uri_get_query (uri) != NULL)
    query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  if (query == NULL)
    {
      refuse (error, _ ("This is not an invitation link: one begins with landline://join."));
      return NULL;
    }
  return new_from_query (query, error);
}

/**
 * app_invite_link_new_for_address:
 * @address: `host`, `host:port` or the same with `http://` before it
 * @error: return location
 *
 * Returns: (transfer full): a link without a key and an invite, for a server on this computer
 */
AppInviteLink *
app_invite_link_new_for_address (const char *address, GError **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *normal = NULL;
  const char *addresses[2] = { NULL, NULL };
  char *bare;

  g_return_val_if_fail (address != NULL, NULL);

  stripped = g_strstrip (g_strdup (address));
  bare = stripped;
  if (g_str_has_prefix (bare, "http://"))
    bare += strlen ("http://");
  if (g_str_has_suffix (bare, "/"))
    bare[strlen (bare) - 1] = '\0';
  normal = app_address_normalise (bare, error);
  if (normal == NULL)
    return NULL;
  addresses[0] = normal;
  if (!check_addresses (addresses, NULL, error))
    return NULL;
  return app_invite_link_new (NULL, addresses, NULL, NULL);
}

static void
append_parameter (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, "%c%s=", strchr (out->str, '?') != NULL ? '&' : '?', name);
  g_string_append_uri_escaped (out, value, ":,[]", FALSE);
}

/**
 * app_invite_link_to_string:
 * @self: a link
 *
 * Returns: (transfer full): the link as text
 */
char *
app_invite_link_to_string (AppInviteLink *self)
{
  GString *out;
  g_autofree char *addresses = NULL;

  g_return_val_if_fail (APP_IS_INVITE_LINK (self), NULL);

  out = g_string_new ("landline://join");
  addresses = g_strjoinv (",", self->addresses);
  append_parameter (out, "name", self->name);
  append_parameter (out, "address", addresses);
  append_parameter (out, "key", self->key);
  append_parameter (out, "invite", self->invite);
  return g_string_free (out, FALSE);
}

const char *
app_invite_link_get_name (AppInviteLink *self)
{
  g_return_val_if_fail (APP_IS_INVITE_LINK (self), NULL);

  return self->name;
}

const char *const *
app_invite_link_get_addresses (AppInviteLink *self)
{
  g_return_val_if_fail (APP_IS_INVITE_LINK (self), NULL);

  return (const char *const *) self->addresses;
}

const char *
app_invite_link_get_key (AppInviteLink *self)
{
  g_return_val_if_fail (APP_IS_INVITE_LINK (self), NULL);

  return self->key;
}

const char *
app_invite_link_get_invite (AppInviteLink *self)
{
  g_return_val_if_fail (APP_IS_INVITE_LINK (self), NULL);

  return self->invite;
}
