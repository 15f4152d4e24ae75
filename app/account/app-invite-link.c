/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-account"

#include "config.h"

#include "app-invite-link.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app-address.h"
#include "app-error.h"
#include "landline-id.h"
#include "landline-limits.h"

/**
 * AppInviteLink:
 *
 * What a person gets to join a server: `landline://join?name=…&address=…&key=…&invite=…`, or to
 * become another device of a person who is there. Immutable and validated. It does not know whether
 * the invite is still good.
 */
struct _AppInviteLink
{
  GObject parent_instance;

  char *name;
  GStrv addresses;
  char *key;
  char *invite;
  char *device_code;
  char *user_id;
  char *person;
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
  g_clear_pointer (&self->device_code, g_free);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->person, g_free);
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

AppInviteLink *
app_invite_link_new_for_device (const char *name,
                                const char *const *addresses,
                                const char *key,
                                const char *code,
                                const char *user_id,
                                const char *person)
{
  AppInviteLink *self = app_invite_link_new (name, addresses, key, NULL);

  g_return_val_if_fail (code != NULL, NULL);

  self->device_code = g_strdup (code);
  self->user_id = g_strdup (user_id);
  self->person = g_strdup (person);
  return self;
}

AppInviteLink *
app_invite_link_new_from (AppInviteLink *self, const char *user_id, const char *person)
{
  AppInviteLink *copy;

  g_return_val_if_fail (APP_IS_INVITE_LINK (self), NULL);

  copy = app_invite_link_new (self->name, (const char *const *) self->addresses, self->key,
                              self->invite);
  copy->device_code = g_strdup (self->device_code);
  copy->user_id = g_strdup (user_id);
  copy->person = g_strdup (person);
  return copy;
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

/* What a link says about people: who invites, or whose device it makes. */
static gboolean
check_person (const char *code, const char *user_id, const char *person, GError **error)
{
  if ((code != NULL && (*code == '\0' || strlen (code) > LANDLINE_LIMIT_INVITE)) ||
      (user_id != NULL && !landline_id_is_user (user_id)) ||
      (person != NULL && strlen (person) > LANDLINE_LIMIT_NAME))
    return refuse (error, _ ("The link is damaged. Ask for it again."));
  return TRUE;
}

static AppInviteLink *
new_from_query (GHashTable *query, GError **error)
{
  g_auto (GStrv) addresses = NULL;
  const char *name = g_hash_table_lookup (query, "name");
  const char *list = g_hash_table_lookup (query, "address");
  const char *key = g_hash_table_lookup (query, "key");
  const char *invite = g_hash_table_lookup (query, "invite");
  const char *code = g_hash_table_lookup (query, "link");
  const char *user_id = g_hash_table_lookup (query, "from");
  const char *person = g_hash_table_lookup (query, "person");
  g_autoptr (AppInviteLink) plain = NULL;

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
  if (!check_addresses ((const char *const *) addresses, key, error) ||
      !check_person (code, user_id, person, error))
    return NULL;
  if (code != NULL)
    return app_invite_link_new_for_device (name, (const char *const *) addresses, key, code,
                                           user_id, person);
  plain = app_invite_link_new (name, (const char *const *) addresses, key, invite);
  return app_invite_link_new_from (plain, user_id, person);
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
  append_parameter (out, "link", self->device_code);
  append_parameter (out, "from", self->user_id);
  append_parameter (out, "person", self->person);
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

/**
 * app_invite_link_get_device_code:
 * @self: a link
 *
 * Returns: (nullable): the code by which this computer becomes another device of somebody
 */
const char *
app_invite_link_get_device_code (AppInviteLink *self)
{
  g_return_val_if_fail (APP_IS_INVITE_LINK (self), NULL);

  return self->device_code;
}

/**
 * app_invite_link_get_user_id:
 * @self: a link
 *
 * Returns: (nullable): who invites, or whose device it makes, as the link says
 */
const char *
app_invite_link_get_user_id (AppInviteLink *self)
{
  g_return_val_if_fail (APP_IS_INVITE_LINK (self), NULL);

  return self->user_id;
}

/**
 * app_invite_link_get_person:
 * @self: a link
 *
 * Returns: (nullable): what they are called, as the link says
 */
const char *
app_invite_link_get_person (AppInviteLink *self)
{
  g_return_val_if_fail (APP_IS_INVITE_LINK (self), NULL);

  return self->person;
}
