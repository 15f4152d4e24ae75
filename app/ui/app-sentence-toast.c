/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-sentence-toast.h"

/* A toast that takes longer to read stays longer. */
#define SHORT_LETTERS 40
#define LONG_SECONDS  8

/**
 * app_sentence_toast_new:
 * @sentence: what to say, as plain text
 *
 * Creates a toast that shows a whole sentence, on several lines where it must: the usual one cuts
 * it after one line, which in a narrow list is after three words.
 *
 * Returns: (transfer full): the toast
 */
AdwToast *
app_sentence_toast_new (const char *sentence)
{
  AdwToast *toast;
  GtkWidget *label;

  g_return_val_if_fail (sentence != NULL, NULL);

  toast = adw_toast_new ("");
  label = gtk_label_new (sentence);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  if (g_utf8_strlen (sentence, -1) > SHORT_LETTERS)
    adw_toast_set_timeout (toast, LONG_SECONDS);
  return toast;
}
