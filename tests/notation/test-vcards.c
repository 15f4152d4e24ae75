/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "app-vcard.h"
#include "landline-limits.h"

#define CARD(lines) "BEGIN:VCARD\r\nVERSION:4.0\r\n" lines "END:VCARD\r\n"
#define OLD(lines)  "BEGIN:VCARD\r\nVERSION:2.1\r\n" lines "END:VCARD\r\n"

/* A file, and who is in it: "NAME|NUMBER|NUMBER", people apart by newlines. */
static const struct
{
  const char *file;
  const char *people;
} good[] = {
  { CARD ("FN:Ada Lovelace\r\nTEL:+44 20 7946 0958\r\n"), "Ada Lovelace|+44 20 7946 0958" },
  { "BEGIN:VCARD\nVERSION:3.0\nN:Lovelace;Ada;;;\nFN:Ada\nTEL;TYPE=CELL:102\nEND:VCARD",
    "Ada|102" },
  { "begin:vcard\r\nversion:3.0\r\nfn:Ada\r\ntel:102\r\nend:vcard\r\n", "Ada|102" },
  { "\xef\xbb\xbf\r\n\r\n" CARD ("FN:Ada\r\n") "\r\n", "Ada" },
  /* names */
  { CARD ("N:Lovelace;Ada;Augusta;Countess;King\r\n"), "Countess Ada Augusta Lovelace King" },
  { CARD ("N:Lovelace;Ada\r\n"), "Ada Lovelace" },
  { CARD ("N:;;;;\r\nORG:Analytical Engines;Sales\r\n"), "Analytical Engines" },
  { CARD ("TEL:102\r\n"), "102|102" },
  { CARD ("FN:\r\nN:;Ada;;;\r\n"), "Ada" },
  { CARD ("FN:First\r\nFN:Second\r\n"), "First" },
  { CARD ("FN;LANGUAGE=ja:花子\r\n"), "花子" },
  /* escapes */
  { CARD ("FN:Smith\\, Jones \\; Sons \\\\ Co\\nLondon\r\n"), "Smith, Jones ; Sons \\ Co London" },
  { CARD ("N:Lovelace\\;King;Ada;;;\r\n"), "Ada Lovelace;King" },
  { CARD ("FN:Ada\\\r\n"), "Ada\\" },
  { CARD ("FN:a:b\r\n"), "a:b" },
  { CARD ("FN:tab\there\r\n"), "tab here" },
  /* folds */
  { CARD ("FN:Ada Love\r\n lace\r\n"), "Ada Lovelace" },
  { CARD ("FN:Ada\r\n  Lovelace\r\n"), "Ada Lovelace" },
  { CARD ("FN:Ada\r\n\tLove\r\n lace\r\n"), "AdaLovelace" },
  { "BEGIN:VCARD\nVERSION:4.0\nF\n N:A\n da\nEND:VCARD\n", "Ada" },
  /* numbers */
  { CARD ("FN:Ada\r\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+1-555-555-5555;ext=5555\r\n"),
    "Ada|+1-555-555-5555" },
  { CARD ("FN:Ada\r\nTEL;VALUE=uri:tel:+1%20555\r\n"), "Ada|+1 555" },
  { CARD ("FN:Ada\r\nTEL:tel: TEL:102\r\n"), "Ada|102" },
  { CARD ("FN:Ada\r\nTEL:\r\nTEL:102\r\nTEL;TYPE=work:102\r\nTEL:103\r\n"), "Ada|102|103" },
  { CARD ("FN:Ada\r\nitem1.TEL;X-LABEL=\"a:b;c\":102\r\nitem1.X-ABLabel:Bakery\r\n"), "Ada|102" },
  /* what is not needed may be anything */
  { CARD ("FN:Ada\r\nPHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n BBBB\r\nNOTE;CHARSET=latin1:x\r\nX-:\r\n"),
    "Ada" },
  { OLD ("FN:Ada\r\nTEL;CELL;VOICE:102\r\n"), "Ada|102" },
  { OLD ("FN;CHARSET=UTF-8:Zoë\r\nTEL;CHARSET=\"us-ascii\":102\r\n"), "Zoë|102" },
  /* several people */
  { CARD ("FN:Ada\r\nTEL:102\r\n") CARD ("FN:Ben\r\n"), "Ada|102\nBen" },
};

static const struct
{
  const char *file;
  const char *sentence;
} bad[] = {
  { "", "is no vCard" },
  { "\r\n\r\n", "is no vCard" },
  { "Hello", "is no vCard" },
  { "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "is no vCard" },
  { CARD ("FN:Ada\r\n") "more", "is no vCard" },
  { "BEGIN:VCARD", "cut off" },
  { "BEGIN:VCARD\r\nFN:Ada\r\n", "cut off" },
  { CARD ("FN\r\n"), "no colon" },
  { CARD ("FN;X=\"a:b\r\n"), "no colon" },
  { CARD ("FN:Ada\r\n" CARD ("FN:Ben\r\n")), "inside another" },
  { "BEGIN:VCARD\r\nVERSION:5.0\r\nFN:Ada\r\nEND:VCARD\r\n", "version" },
  { "BEGIN:VCARD\r\nVERSION:\r\nFN:Ada\r\nEND:VCARD\r\n", "version" },
  { CARD (""), "neither a name nor a number" },
  { CARD ("FN:\r\nN:;;\r\nTEL:\r\n"), "neither a name nor a number" },
  { CARD ("FN:\u200b\r\n"), "needs a name" },
  { CARD ("FN:Ada\r\nTEL:\u200b\r\n"), "cannot be read" },
  { OLD ("FN;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB\r\n"), "quoted-printable" },
  { OLD ("FN;quoted-printable:Zo=C3=AB\r\n"), "quoted-printable" },
  { OLD ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=\r\n=AB;;;\r\n"), "quoted-printable" },
  { OLD ("FN;ENCODING=BASE64:QWRh\r\n"), "encoded" },
  { OLD ("FN;ENCODING=B:QWRh\r\n"), "encoded" },
  { OLD ("FN;CHARSET=ISO-8859-1:Ada\r\n"), "not written in UTF-8" },
  { CARD ("FN:Zo\xeb\r\n"), "not written in UTF-8" },
  { "\xff\xfe"
    "B",
    "UTF-16" },
  { "\xfe\xff", "UTF-16" },
};

static char *
describe (GPtrArray *contacts)
{
  g_autoptr (GString) people = g_string_new (NULL);

  for (guint i = 0; i < contacts->len; i++)
    {
      LandlineContent *contact = contacts->pdata[i];
      g_autofree char *phones = g_strjoinv ("|", (char **) landline_content_get_phones (contact));

      g_string_append_printf (people, "%s%s%s%s", i > 0 ? "\n" : "",
                              landline_content_get_name (contact), *phones != '\0' ? "|" : "",
                              phones);
    }
  return g_string_free_and_steal (g_steal_pointer (&people));
}

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) contacts = app_vcard_parse (good[i].file, strlen (good[i].file),
                                                        &error);
      g_autofree char *people = NULL;

      g_assert_no_error (error);
      people = describe (contacts);
      g_assert_cmpstr (people, ==, good[i].people);
    }
}

static void
assert_refused (const char *file, gsize length, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (app_vcard_parse (file, length, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, sentence));
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (bad[i].file, strlen (bad[i].file), bad[i].sentence);
  assert_refused ("BEGIN:VCARD\0", 12, "not written in UTF-8");
}

/* Each limit: the most that is taken, and one past it. */
static void
test_limits (void)
{
  g_autofree char *name = g_strnfill (LANDLINE_LIMIT_NAME, 'n');
  g_autofree char *phone = g_strnfill (LANDLINE_LIMIT_PHONE, '1');
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autofree char *most = NULL;
  g_autofree char *past = NULL;
  g_autoptr (GPtrArray) contacts = NULL;

  for (guint i = 0; i < LANDLINE_LIMIT_PHONES - 1; i++)
    g_string_append_printf (numbers, "TEL:%u\n", 100 + i);
  most = g_strdup_printf ("BEGIN:VCARD\nFN:%s\nTEL:%s\n%sEND:VCARD\n", name, phone, numbers->str);
  contacts = app_vcard_parse (most, strlen (most), NULL);
  g_assert_nonnull (contacts);
  g_assert_cmpuint (g_strv_length ((char **) landline_content_get_phones (contacts->pdata[0])), ==,
                    LANDLINE_LIMIT_PHONES);

  past = g_strdup_printf ("BEGIN:VCARD\nFN:%sx\nEND:VCARD\n", name);
  assert_refused (past, strlen (past), "name of this contact is too long");
  g_set_str (&past, NULL);
  past = g_strdup_printf ("BEGIN:VCARD\nFN:n\nTEL:%s1\nEND:VCARD\n", phone);
  assert_refused (past, strlen (past), "number of this contact is too long");
  g_set_str (&past, NULL);
  past = g_strdup_printf ("BEGIN:VCARD\nFN:n\nTEL:98\nTEL:99\n%sEND:VCARD\n", numbers->str);
  assert_refused (past, strlen (past), "too many numbers");
}

static void
test_file_limits (void)
{
  g_autoptr (GString) file = g_string_new (NULL);
  g_autoptr (GPtrArray) contacts = NULL;
  g_autoptr (GPtrArray) padded = NULL;

  for (guint i = 0; i < APP_VCARD_LIMIT_CARDS; i++)
    g_string_append (file, CARD ("FN:a\r\n"));
  contacts = app_vcard_parse (file->str, file->len, NULL);
  g_assert_nonnull (contacts);
  g_assert_cmpuint (contacts->len, ==, APP_VCARD_LIMIT_CARDS);
  g_string_append (file, CARD ("FN:a\r\n"));
  assert_refused (file->str, file->len, "too many people");

  g_string_assign (file, CARD ("FN:a\r\n"));
  while (file->len < APP_VCARD_LIMIT_FILE)
    g_string_append_c (file, '\n');
  padded = app_vcard_parse (file->str, file->len, NULL);
  g_assert_nonnull (padded);
  g_string_append_c (file, '\n');
  assert_refused (file->str, file->len, "too large");
}

static void
test_write (void)
{
  const char *const phones[] = { "+49 30 123456", "102", NULL };
  g_autoptr (LandlineContent) contact = landline_content_new_contact ("Smith; Jones, \\ Co",
                                                                      phones);
  g_autofree char *card = app_vcard_write (contact);

  g_assert_cmpstr (card, ==,
                   "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Smith\\; Jones\\, \\\\ "
                   "Co\r\nTEL:+49 30 123456\r\nTEL:102\r\nEND:VCARD\r\n");
}

/* What was written is read again, and no line is longer than it may be or no UTF-8. */
static void
test_round_trip (void)
{
  static const char *const pieces[] = { "a", " b", "ß", "語", "👩‍🚀", ";",
                                        ",", "\\", ":", "n",  "\"",          "=" };

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) name = g_string_new ("x");
      const char *const phones[] = { "+49 30;ext", "1,2", NULL };
      g_autoptr (LandlineContent) contact = NULL;
      g_autofree char *card = NULL;
      g_auto (GStrv) lines = NULL;
      g_autoptr (GPtrArray) contacts = NULL;
      g_autoptr (GError) error = NULL;
      gsize wanted;

      wanted = g_test_rand_int_range (2, 115);
      while (name->len < wanted)
        g_string_append (name, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      contact = landline_content_new_contact (name->str, phones);
      card = app_vcard_write (contact);
      lines = g_strsplit (card, "\r\n", -1);
      for (guint j = 0; lines[j] != NULL; j++)
        {
          g_assert_cmpuint (strlen (lines[j]), <=, APP_VCARD_LINE);
          g_assert_true (g_utf8_validate (lines[j], -1, NULL));
        }
      contacts = app_vcard_parse (card, strlen (card), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (landline_content_get_name (contacts->pdata[0]), ==, name->str);
      g_assert_cmpstrv (landline_content_get_phones (contacts->pdata[0]), phones);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vcards/good", test_good);
  g_test_add_func ("/vcards/bad", test_bad);
  g_test_add_func ("/vcards/limits", test_limits);
  g_test_add_func ("/vcards/file-limits", test_file_limits);
  g_test_add_func ("/vcards/write", test_write);
  g_test_add_func ("/vcards/round-trip", test_round_trip);

  return g_test_run ();
}
