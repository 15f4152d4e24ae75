/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 *
 * Loaded before the C library (LD_PRELOAD), it has the app find its translations in the build
 * folder, where an installed app finds them in its prefix.
 */

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

__attribute__ ((visibility ("default"))) char *bindtextdomain (const char *domain,
                                                               const char *folder);

char *
bindtextdomain (const char *domain, const char *folder)
{
  typedef char *(*Bind) (const char *domain, const char *folder);
  const char *place = getenv ("LANDLINE_TRANSLATIONS");
  Bind bind = (Bind) dlsym (RTLD_NEXT, "bindtextdomain");

  if (place != NULL && strcmp (domain, "landline") == 0)
    folder = place;
  return bind (domain, folder);
}
