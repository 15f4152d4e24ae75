/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-net-error.h"

#include <glib/gi18n.h>

#include "app-error.h"

static void
replace (GError **error, AppError code, const char *sentence)
{
  g_clear_error (error);
  g_set_error_literal (error, APP_ERROR, code, sentence);
}

static void
explain_io (GError **error)
{
  switch ((*error)->code)
    {
    case G_IO_ERROR_CANCELLED:
    case G_IO_ERROR_NO_SPACE:
      return;
    case G_IO_ERROR_CONNECTION_REFUSED:
      replace (error, APP_ERROR_UNREACHABLE,
               _ ("The server does not answer. It may not be running."));
      return;
    case G_IO_ERROR_TIMED_OUT:
      replace (error, APP_ERROR_UNREACHABLE, _ ("The server does not answer in time."));
      return;
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_HOST_UNREACHABLE:
      replace (error, APP_ERROR_UNREACHABLE, _ ("The server cannot be reached from this network."));
      return;
    default:
      replace (error, APP_ERROR_UNREACHABLE, _ ("The connection to the server broke."));
    }
}

/**
 * app_net_error_explain:
 * @error: an error of GIO or libsoup, or any other
 *
 * Replaces an error of the network by one that says in plain words what is wrong. Others, such as
 * those of the server, of the disk and a cancellation, stay as they are.
 */
void
app_net_error_explain (GError **error)
{
  g_return_if_fail (error != NULL && *error != NULL);

  if ((*error)->domain == G_IO_ERROR)
    explain_io (error);
  else if ((*error)->domain == G_RESOLVER_ERROR)
    replace (error, APP_ERROR_UNREACHABLE, _ ("The server’s name is not known in this network."));
  else if (g_error_matches (*error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    replace (error, APP_ERROR_WRONG_KEY,
             _ ("Another server answers at this address: its key is not the one of the "
                "invitation."));
  else if ((*error)->domain == G_TLS_ERROR)
    replace (error, APP_ERROR_PROTOCOL, _ ("What answers at this address is no Landline server."));
}
