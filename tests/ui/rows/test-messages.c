/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "test-messages"

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>

#include "app-thumbnail.h"
#include "test-messages.h"

static const char long_text[] =
    "The ferry leaves at half past seven, so we should be at the harbour by seven at the latest. "
    "If it rains we "
    "take the train instead: it goes every hour, and the way along the coast is nearly as good. I "
    "shall bring "
    "bread, cheese and something warm; you bring the tickets and your brother.";

static const char arabic_text[] =
    "مرحبا! كيف حالك اليوم؟ سنلتقي في الميناء عند الساعة السابعة صباحا، ثم نأخذ العبارة معا.";

/* A sunset of a kind: something that shows how it is scaled, turned and cut off. */
static GdkPixbuf *
paint_picture (int width, int height)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);

  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++)
        {
          guchar *pixel = pixels + y * stride + x * 3;
          double down = (double) y / height;
          double far = hypot (x - width * 0.65, y - height * 0.5) / height;
          gboolean is_hill = down > 0.62 + 0.1 * sin (x * 9.0 / width);

          pixel[0] = is_hill ? 40 : (guchar) (far < 0.09 ? 255 : 250 - 90 * (1 - down));
          pixel[1] = is_hill ? 60 + (guchar) (40 * down)
                             : (guchar) (far < 0.09 ? 240 : 120 + 60 * down);
          pixel[2] = is_hill ? 70 : (guchar) (far < 0.09 ? 200 : 170 - 90 * down);
        }
    }
  return pixbuf;
}

LandlineContent *
test_messages_new_file (const char *name, const char *type, guint64 size)
{
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT, "m_1", name,
                                                        type, size, "0f");

  return landline_content_new_media (media, NULL);
}

LandlineContent *
test_messages_new_picture (const char *folder,
                           guint width,
                           guint height,
                           const char *caption,
                           GFile **file)
{
  g_autoptr (GdkPixbuf) pixbuf = paint_picture (width, height);
  g_autofree char *name = g_strdup_printf ("sunset-%ux%u.jpg", width, height);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) thumbnail = app_thumbnail_encode (pixbuf, NULL);
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (LandlineMedia) with_preview = NULL;

  g_assert_nonnull (thumbnail);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_true (gdk_pixbuf_save (pixbuf, path, "jpeg", NULL, "quality", "90", NULL));
  if (file != NULL)
    *file = g_file_new_for_path (path);
  media = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, "m_2", name, "image/jpeg", 1840233, "0f");
  with_preview = landline_media_new_with_preview (media, width, height, 0, thumbnail);
  return landline_content_new_media (with_preview, caption);
}

static void
add (GPtrArray *samples, const char *name, const TestMessage *message)
{
  TestSample *sample = g_new0 (TestSample, 1);

  sample->name = name;
  sample->item = test_timeline_item_new (message);
  g_ptr_array_add (samples, sample);
}

static void
add_text (GPtrArray *samples, const char *name, const char *text, TestMessage message)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (text);

  message.content = content;
  add (samples, name, &message);
}

static void
add_very_long (GPtrArray *samples)
{
  g_autoptr (GString) text = g_string_new ("*Minutes*\n");

  for (guint i = 0; i < 12; i++)
    g_string_append (text, long_text);
  g_string_append (text, " The end.");
  add_text (samples, "very-long", text->str, (TestMessage) { .sender = "Ben Okafor" });
}

/* What was done to them */
static void
add_changed (GPtrArray *samples)
{
  static LandlineReaction reactions[] = {
    { (char *) "👍", (char *) "101" }, { (char *) "👍", (char *) "102" },
    { (char *) "👍", (char *) "103" }, { (char *) "😂", (char *) "104" },
    { (char *) "❤️", (char *) "105" },
  };
  static const LandlineMessageState reacted = { .reactions = reactions,
                                                .n_reactions = G_N_ELEMENTS (reactions) };
  static const LandlineMessageState edited = { .edited = 1, .is_pinned = TRUE };
  static const LandlineMessageState deleted = { .is_deleted = TRUE };
  static const LandlineMessageState by_admin = { .is_deleted = TRUE, .is_deleted_by_admin = TRUE };
  g_autoptr (LandlineContent) nothing = landline_content_new_deleted ();
  g_autoptr (LandlineContent) plain = landline_content_new_text ("The timetable for Saturday");
  g_autoptr (LandlineContent) forwarded = landline_content_new_with_traits (plain, TRUE, NULL,
                                                                            86400);

  add_text (samples, "reacted", "See you there!",
            (TestMessage) { .sender = "Ben Okafor", .state = &reacted });
  add_text (
      samples, "edited", "At seven, not at eight",
      (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_READ, .state = &edited, .starred = TRUE });
  add (samples, "forwarded",
       &(TestMessage) { .sender = "Ben Okafor", .content = forwarded, .state = &reacted });
  add (samples, "deleted",
       &(TestMessage) { .sender = "Ben Okafor", .content = nothing, .state = &deleted });
  add (samples, "deleted-own",
       &(TestMessage) { .outgoing = TRUE, .content = nothing, .state = &deleted });
  add (samples, "deleted-by-admin",
       &(TestMessage) { .outgoing = TRUE, .content = nothing, .state = &by_admin });
}

static void
add_texts (GPtrArray *samples)
{
  const char *ben = "Ben Okafor";

  add_text (samples, "day", "Good morning!",
            (TestMessage) { .sender = ben, .day_start = TRUE, .goes_on = TRUE });
  add_text (samples, "second", "Are we still on for the ferry?",
            (TestMessage) { .sender = ben, .continues = TRUE, .goes_on = TRUE });
  add_text (samples, "long", long_text, (TestMessage) { .sender = ben, .continues = TRUE });
  add_text (samples, "read", "Yes",
            (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_READ, .goes_on = TRUE });
  add_text (samples, "delivered",
            "The timetable is at https://ferry.example/times?day=sat&from=(north). Bring cash.",
            (TestMessage) { .outgoing = TRUE,
                            .tick = APP_TICK_DELIVERED,
                            .continues = TRUE,
                            .goes_on = TRUE });
  add_text (samples, "sent", "And <b>not</b> & the other way round 😀",
            (TestMessage) { .outgoing = TRUE,
                            .tick = APP_TICK_SENT,
                            .continues = TRUE,
                            .goes_on = TRUE });
  add_text (samples, "waiting", long_text,
            (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_WAITING, .continues = TRUE });
  add_text (samples, "failed", "Will you be there?",
            (TestMessage) { .outgoing = TRUE,
                            .tick = APP_TICK_FAILED,
                            .error = "You are no longer a member of this group." });
  add_text (samples, "unread", "One\nTwo\nThree lines",
            (TestMessage) { .sender = "Chiara Rossi", .unread_start = TRUE });
  add_text (
      samples, "long-word",
      "https://example.org/"
      "averyveryveryverylongaddresswithoutanyplacetobreakitbutitmustbebrokensomewhereallthesame/"
      "0123456789abcdef",
      (TestMessage) {
          .sender =
              "Bartholomew Featherstonehaugh-Cholmondeley the Younger of Somewhere Far Away" });
  add_text (samples, "arabic", arabic_text, (TestMessage) { .sender = "ليلى حداد" });
  add_text (samples, "arabic-outgoing", "نعم",
            (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_READ });
  add_text (samples, "looks",
            "*Bold*, _italic_, ~gone~, *_both_* and `code`:\n```\nif (a < b)\n  swap (a, b);\n```\n"
            "Write to ada@example.org or see www.example.org.",
            (TestMessage) { .sender = ben });
  add_very_long (samples);
  add_text (samples, "emoji-three", "🇩🇪 👩‍🚀 ❤️", (TestMessage) { .sender = ben });
  add_text (samples, "emoji-four", "😀😀😀😀", (TestMessage) { .sender = ben });
  add_text (samples, "emoji", "👍🏽", (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_READ });
}

static void
add_quotes (GPtrArray *samples)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (long_text);
  g_autoptr (LandlineMessage) reply = landline_message_new ("r", "102", "c_1", 1, 1717683240000,
                                                            content, NULL);

  add_text (samples, "reply", "Tickets: done.",
            (TestMessage) { .outgoing = TRUE,
                            .tick = APP_TICK_READ,
                            .reply = reply,
                            .reply_name = "Ben Okafor" });
}

static void
add_picture (GPtrArray *samples,
             const char *name,
             const char *folder,
             guint width,
             guint height,
             const char *caption,
             gboolean is_here,
             const TestTransfer *transfer,
             TestMessage message)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (LandlineContent) content = test_messages_new_picture (folder, width, height, caption,
                                                                   &file);
  g_autoptr (AppTransfer) moving = transfer != NULL ? test_transfer_new (transfer) : NULL;

  message.content = content;
  message.file = is_here ? file : NULL;
  message.transfer = moving;
  add (samples, name, &message);
}

static void
add_pictures (GPtrArray *samples, const char *folder)
{
  const char *ben = "Ben Okafor";
  const TestTransfer uploading = { APP_TRANSFER_RUNNING, TRUE, 1840233, 812345, 240000, NULL };
  const TestTransfer failed = { APP_TRANSFER_FAILED,      FALSE, 1840233, 812345, 0,
                                "The connection was lost" };
  g_autofree char *damaged_path = g_build_filename (folder, "damaged.jpg", NULL);
  g_autoptr (GFile) damaged = g_file_new_for_path (damaged_path);
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, "m_3",
                                                        "damaged.jpg", "image/jpeg", 4, "0f");
  g_autoptr (LandlineContent) content = landline_content_new_media (media, NULL);

  g_assert_true (g_file_set_contents (damaged_path, "what", 4, NULL));
  add_picture (samples, "picture", folder, 1600, 1000, NULL, TRUE, NULL,
               (TestMessage) { .sender = ben });
  add_picture (samples, "picture-caption", folder, 900, 1400,
               "The view from the upper deck, just before seven in the evening", TRUE, NULL,
               (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_READ });
  add_picture (samples, "picture-remote", folder, 1600, 1200, NULL, FALSE, NULL,
               (TestMessage) { .sender = ben });
  add_picture (samples, "picture-uploading", folder, 1601, 1000, NULL, TRUE, &uploading,
               (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_WAITING });
  add_picture (samples, "picture-failed", folder, 1602, 1000, "A caption", FALSE, &failed,
               (TestMessage) { .sender = ben });
  add_picture (samples, "picture-tiny", folder, 40, 30, NULL, TRUE, NULL,
               (TestMessage) { .sender = ben });
  add_picture (samples, "picture-wide", folder, 3000, 200, NULL, TRUE, NULL,
               (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_DELIVERED });
  add (samples, "picture-damaged",
       &(TestMessage) { .sender = ben, .content = content, .file = damaged });
}

static void
add_file (GPtrArray *samples,
          const char *name,
          const char *file_name,
          const char *type,
          gboolean is_here,
          const TestTransfer *transfer,
          TestMessage message)
{
  g_autoptr (LandlineContent) content = test_messages_new_file (file_name, type, 3412345);
  g_autoptr (AppTransfer) moving = transfer != NULL ? test_transfer_new (transfer) : NULL;
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/nowhere");

  message.content = content;
  message.transfer = moving;
  message.file = is_here ? file : NULL;
  add (samples, name, &message);
}

/* A video has a thumbnail where others have an icon. */
static void
add_video (GPtrArray *samples)
{
  g_autoptr (GdkPixbuf) pixbuf = paint_picture (256, 144);
  g_autoptr (GBytes) thumbnail = app_thumbnail_encode (pixbuf, NULL);
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, "m_4",
                                                        "crossing.mp4", "video/mp4", 9412345, "0f");
  g_autoptr (LandlineMedia) with_preview = landline_media_new_with_preview (media, 1920, 1080,
                                                                            34000, thumbnail);
  g_autoptr (LandlineContent) content = landline_content_new_media (with_preview, "The crossing");
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/nowhere.mp4");

  add (samples, "file-video",
       &(TestMessage) { .sender = "Ben Okafor", .content = content, .file = file });
}

static void
add_files (GPtrArray *samples)
{
  const char *ben = "Ben Okafor";
  const char *pdf = "application/pdf";
  const TestTransfer waiting = { APP_TRANSFER_WAITING, FALSE, 3412345, 0, 0, NULL };
  const TestTransfer downloading = { APP_TRANSFER_RUNNING, FALSE, 3412345, 1200000, 480000, NULL };
  const TestTransfer failed = {
    APP_TRANSFER_FAILED, TRUE, 3412345, 1200000, 0, "The server has no room for this file."
  };
  const TestTransfer cancelled = { APP_TRANSFER_CANCELLED, FALSE, 3412345, 1200000, 0, NULL };
  const TestTransfer uploading = { APP_TRANSFER_RUNNING, TRUE, 3412345, 1200000, 480000, NULL };

  add_file (samples, "file-remote", "Timetable.pdf", pdf, FALSE, NULL,
            (TestMessage) { .sender = ben });
  add_file (samples, "file-waiting", "Timetable.pdf", pdf, FALSE, &waiting,
            (TestMessage) { .sender = ben });
  add_file (samples, "file-downloading", "Timetable.pdf", pdf, FALSE, &downloading,
            (TestMessage) { .sender = ben });
  add_file (samples, "file-here",
            "A report with a name that is much too long for its bubble, final version (3).pdf", pdf,
            TRUE, NULL, (TestMessage) { .sender = ben });
  add_file (samples, "file-cancelled", "Timetable.pdf", pdf, FALSE, &cancelled,
            (TestMessage) { .sender = ben });
  add_file (samples, "file-upload-failed", "photos.zip", "application/zip", TRUE, &failed,
            (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_WAITING });
  add_file (samples, "file-uploading", "photos.zip", "application/zip", TRUE, &uploading,
            (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_WAITING });
  add_file (samples, "file-sent", "holiday.mp4", "video/mp4", TRUE, NULL,
            (TestMessage) { .outgoing = TRUE, .tick = APP_TICK_DELIVERED });
}

static void
add_notices (GPtrArray *samples)
{
  const char *const phones[] = { "+15550104", "104", NULL };
  const char *const no_phones[] = { NULL };
  g_autoptr (LandlineContent) nobody = landline_content_new_contact ("A name alone", no_phones);
  g_autoptr (LandlineContent) unnamed = landline_content_new_location (-33.8568, -151.2153, NULL);
  g_autoptr (LandlineContent) place = landline_content_new_location (59.9089, 10.7332, "Pier 4");
  g_autoptr (LandlineContent) person = landline_content_new_contact ("Dana Levi", phones);
  g_autoptr (GBytes) encoded = g_bytes_new_static ("{}", 2);
  g_autoptr (LandlineContent) unknown = landline_content_new_unsupported (encoded);

  add (samples, "location", &(TestMessage) { .sender = "Ben Okafor", .content = place });
  add (samples, "contact",
       &(TestMessage) { .outgoing = TRUE, .tick = APP_TICK_SENT, .content = person });
  add (samples, "location-unnamed",
       &(TestMessage) { .outgoing = TRUE, .tick = APP_TICK_READ, .content = unnamed });
  add (samples, "contact-bare", &(TestMessage) { .sender = "Ben Okafor", .content = nobody });
  add (samples, "unknown", &(TestMessage) { .sender = "Ben Okafor", .content = unknown });
  add (samples, "loading", &(TestMessage) { .unloaded = TRUE });
}

static void
free_sample (gpointer data)
{
  TestSample *sample = data;

  g_object_unref (sample->item);
  g_free (sample);
}

/* @folder: where pictures are written */
GPtrArray *
test_messages_list_samples (const char *folder)
{
  GPtrArray *samples = g_ptr_array_new_with_free_func (free_sample);

  add_texts (samples);
  add_changed (samples);
  add_quotes (samples);
  add_pictures (samples, folder);
  add_files (samples);
  add_video (samples);
  add_notices (samples);
  return samples;
}

GListModel *
test_messages_list_items (GPtrArray *samples)
{
  GListStore *store = g_list_store_new (APP_TYPE_TIMELINE_ITEM);

  for (guint i = 0; i < samples->len; i++)
    g_list_store_append (store, ((TestSample *) g_ptr_array_index (samples, i))->item);
  return G_LIST_MODEL (store);
}
