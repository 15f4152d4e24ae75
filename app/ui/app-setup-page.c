/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-setup-page.h"

#include <glib/gi18n.h>

#include "app-nearby-list.h"
#include "app-person-form.h"
#include "app-qr-reader.h"

/**
 * AppSetupPage:
 *
 * The one page that there is between the welcome and the first chat: who are you, and, to join,
 * which server. It shows progress and errors where the answers were given, and does none of the
 * work: it emits [signal@AppSetupPage::host] or [signal@AppSetupPage::join].
 */
struct _AppSetupPage
{
  AdwNavigationPage parent_instance;

  GtkLabel *heading;
  GtkLabel *explanation;
  AdwPreferencesGroup *link_group;
  AdwEntryRow *link_row;
  AppNearbyList *nearby_list;
  GtkButton *picture_button;
  AppPersonForm *form;
  GtkLabel *error_label;
  GtkBox *progress_box;
  GtkLabel *progress_label;
  GtkButton *go_button;
  GtkButton *cancel_button;

  GCancellable *reading; /* of a picture, NULL if none is read */
  gboolean hosting;
  gboolean busy;
  gboolean rejoining;
};

enum
{
  PROP_0,
  PROP_HOSTING,
  N_PROPS
};

enum
{
  SIGNAL_HOST,
  SIGNAL_JOIN,
  SIGNAL_CANCEL,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSetupPage, app_setup_page, ADW_TYPE_NAVIGATION_PAGE)

/* What was pasted: a whole link, or an address typed in. People paste with white space, and with
 * the sentence around. */
static AppInviteLink *
app_setup_page_parse_link (AppSetupPage *self, GError **error)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->link_row)));
  AppNearbyServer *nearby = app_nearby_list_get_chosen (self->nearby_list);
  const char *link;

  g_strstrip (text);
  link = strstr (text, "landline:");
  if (link != NULL)
    {
      g_autofree char *only = g_strdup (link);
      g_autoptr (AppInviteLink) parsed = NULL;

      only[strcspn (only, " \t\r\n<>\"")] = '\0';
      parsed = app_invite_link_parse (only, error);
      /* A link for another device knows its server. */
      if (nearby == NULL || parsed == NULL || app_invite_link_get_device_code (parsed) != NULL)
        return g_steal_pointer (&parsed);
      return app_nearby_server_make_link (nearby, only, error);
    }
  if (nearby != NULL)
    return app_nearby_server_make_link (nearby, text, error);
  return app_invite_link_new_for_address (text, error);
}

static void
app_setup_page_mark_link (AppSetupPage *self, const char *problem)
{
  gboolean wrong = problem != NULL;

  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->link_row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->link_row));
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->link_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->link_row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  app_setup_page_set_error (self, problem);
}

static void
app_setup_page_on_changed (AppSetupPage *self)
{
  app_setup_page_set_error (self, NULL);
}

static char *
app_setup_page_describe_nearby (AppNearbyServer *server)
{
  const char *name = app_nearby_server_get_name (server);

  switch (app_nearby_server_get_policy (server))
    {
    case LANDLINE_POLICY_OPEN:
      /* translators: %s is the name of a server that was chosen */
      return g_strdup_printf (_ ("You join “%s”, which wants no invitation."), name);
    case LANDLINE_POLICY_APPROVE:
      /* translators: %s is the name of a server that was chosen */
      return g_strdup_printf (_ ("You join “%s”. An administrator has to let you in; with an "
                                 "invitation nobody has to."),
                              name);
    case LANDLINE_POLICY_INVITE:
    default:
      /* translators: %s is the name of a server that was chosen */
      return g_strdup_printf (_ ("You join “%s”. Paste the invitation that you got."), name);
    }
}

/* The description is markup, and servers are called what their owners want. */
static void
app_setup_page_describe_link (AppSetupPage *self, const char *sentence)
{
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  adw_preferences_group_set_description (self->link_group, markup);
}

/* What a link says before anything is sent: the server, who invites, or whose device this becomes.
 */
static char *
app_setup_page_word_link (AppInviteLink *link)
{
  const char *server = app_invite_link_get_name (link);
  const char *person = app_invite_link_get_person (link);

  if (app_invite_link_get_device_code (link) != NULL)
    /* translators: %s is the name of the person who reads this */
    return g_strdup_printf (_ ("This computer becomes another device of %s."),
                            person != NULL && *person != '\0' ? person
                                                              : app_invite_link_get_user_id (link));
  if (app_invite_link_get_invite (link) == NULL || server == NULL || *server == '\0')
    return NULL;
  if (person != NULL && *person != '\0')
    /* translators: the first %s is the name of a person, the second that of a server */
    return g_strdup_printf (_ ("%s invites you to “%s”."), person, server);
  /* translators: %s is the name of a server, from an invitation */
  return g_strdup_printf (_ ("An invitation to “%s”."), server);
}

/* Another device has the name and the number of its person. */
static void
app_setup_page_on_link_changed (AppSetupPage *self)
{
  AppNearbyServer *nearby = app_nearby_list_get_chosen (self->nearby_list);
  g_autoptr (AppInviteLink) link = NULL;
  g_autofree char *sentence = NULL;
  gboolean is_device;

  app_setup_page_mark_link (self, NULL);
  if (strstr (gtk_editable_get_text (GTK_EDITABLE (self->link_row)), "landline:") != NULL)
    link = app_setup_page_parse_link (self, NULL);
  is_device = link != NULL && app_invite_link_get_device_code (link) != NULL;
  if (nearby != NULL && !is_device)
    sentence = app_setup_page_describe_nearby (nearby);
  else if (link != NULL)
    sentence = app_setup_page_word_link (link);
  app_setup_page_describe_link (self, sentence != NULL ? sentence
                                                       : _ ("Paste the invitation that you got."));
  gtk_widget_set_visible (GTK_WIDGET (self->form), !is_device);
  gtk_widget_set_visible (GTK_WIDGET (self->explanation), !is_device);
  gtk_widget_set_visible (GTK_WIDGET (self->nearby_list),
                          !is_device && !self->hosting && !self->rejoining);
  if (!self->hosting && !self->rejoining)
    gtk_button_set_label (self->go_button, is_device ? _ ("_Link This Computer") : _ ("_Join"));
}

static void
app_setup_page_picture_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSetupPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = app_qr_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->busy)
    return;
  g_clear_object (&self->reading);
  if (text == NULL)
    app_setup_page_mark_link (self, error->message);
  else if (!g_str_has_prefix (text, "landline:"))
    app_setup_page_mark_link (self,
                              _ ("The QR code in this picture is no invitation to Landline."));
  else
    app_setup_page_set_link (self, text);
}

static GCancellable *
app_setup_page_begin_reading (AppSetupPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  return self->reading;
}

/**
 * app_setup_page_read_picture:
 * @self: a page to join a server
 * @file: a picture of a QR code
 *
 * Fills in the link that the code says, or says why there is none.
 */
void
app_setup_page_read_picture (AppSetupPage *self, GFile *file)
{
  g_return_if_fail (APP_IS_SETUP_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  app_qr_read_file_async (file, app_setup_page_begin_reading (self), app_setup_page_picture_read,
                          g_object_ref (self));
}

static void
app_setup_page_picture_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSetupPage) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    app_setup_page_read_picture (self, file);
}

static void
app_setup_page_open_picture_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Picture of the Code"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        app_setup_page_picture_chosen, g_object_ref (widget));
}

static gboolean
app_setup_page_on_drop (AppSetupPage *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (self->busy || files == NULL)
    return FALSE;
  app_setup_page_read_picture (self, files->data);
  return TRUE;
}

static void
app_setup_page_texture_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSetupPage) self = user_data;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source),
                                                                      result, NULL);

  if (texture != NULL && !self->busy)
    app_qr_read_texture_async (texture, app_setup_page_begin_reading (self),
                               app_setup_page_picture_read, g_object_ref (self));
}

/* A text goes into the field as ever. */
static gboolean
app_setup_page_on_paste (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  AppSetupPage *self = APP_SETUP_PAGE (widget);

  if (self->hosting || self->busy ||
      gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING) ||
      !gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE))
    return FALSE;
  gdk_clipboard_read_texture_async (clipboard, NULL, app_setup_page_texture_pasted,
                                    g_object_ref (self));
  return TRUE;
}

/* Before the field takes the keys. */
static void
app_setup_page_take_pictures (AppSetupPage *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_signal_connect_object (drop, "drop", G_CALLBACK (app_setup_page_on_drop), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>v"),
                        gtk_callback_action_new (app_setup_page_on_paste, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
app_setup_page_on_activated (AppSetupPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "setup.go", NULL);
}

static void
app_setup_page_go_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppSetupPage *self = APP_SETUP_PAGE (widget);
  g_autoptr (AppInviteLink) link = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *number = NULL;

  if (self->busy)
    return;
  app_setup_page_mark_link (self, NULL);
  if (!self->hosting)
    {
      const char *text = gtk_editable_get_text (GTK_EDITABLE (self->link_row));

      if (text[strspn (text, " \t\r\n")] == '\0' &&
          app_nearby_list_get_chosen (self->nearby_list) == NULL)
        {
          app_setup_page_mark_link (
              self, _ ("Paste the invitation: a link that starts with landline://"));
          return;
        }
      link = app_setup_page_parse_link (self, &error);
      if (link == NULL)
        {
          app_setup_page_mark_link (self, error->message);
          return;
        }
    }
  if (link != NULL && app_invite_link_get_device_code (link) != NULL)
    {
      name = g_strdup ("");
      number = g_strdup ("");
    }
  else if (!app_person_form_read (self->form, &name, &number))
    return;
  if (self->hosting)
    g_signal_emit (self, signals[SIGNAL_HOST], 0, name, number);
  else
    g_signal_emit (self, signals[SIGNAL_JOIN], 0, link, name, number);
}

static void
app_setup_page_cancel_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_CANCEL], 0);
}

static void
app_setup_page_set_words (AppSetupPage *self,
                          const char *heading,
                          const char *explanation,
                          const char *button)
{
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->explanation, explanation);
  gtk_button_set_label (self->go_button, button);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), heading);
}

static void
app_setup_page_constructed (GObject *object)
{
  AppSetupPage *self = APP_SETUP_PAGE (object);

  G_OBJECT_CLASS (app_setup_page_parent_class)->constructed (object);

  gtk_widget_set_visible (GTK_WIDGET (self->link_group), !self->hosting);
  gtk_widget_set_visible (GTK_WIDGET (self->nearby_list), !self->hosting);
  gtk_widget_set_visible (GTK_WIDGET (self->picture_button), !self->hosting);
  if (!self->hosting)
    app_setup_page_take_pictures (self);
  if (self->hosting)
    app_setup_page_set_words (self, _ ("Start a Server"),
                              _ ("This computer keeps everybody’s messages and passes them on, "
                                 "while Landline is open. You can invite others afterwards."),
                              _ ("_Start"));
  else
    app_setup_page_set_number (self, NULL);
  app_setup_page_on_link_changed (self);
}

static void
app_setup_page_shown (AdwNavigationPage *page)
{
  AppSetupPage *self = APP_SETUP_PAGE (page);
  gboolean needs_link = !self->hosting &&
                        *gtk_editable_get_text (GTK_EDITABLE (self->link_row)) == '\0';

  gtk_widget_grab_focus (needs_link ? GTK_WIDGET (self->link_row) : GTK_WIDGET (self->form));
}

static void
app_setup_page_dispose (GObject *object)
{
  g_cancellable_cancel (APP_SETUP_PAGE (object)->reading);
  g_clear_object (&APP_SETUP_PAGE (object)->reading);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_SETUP_PAGE);
  G_OBJECT_CLASS (app_setup_page_parent_class)->dispose (object);
}

static void
app_setup_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HOSTING:
      g_value_set_boolean (value, APP_SETUP_PAGE (object)->hosting);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_setup_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HOSTING:
      APP_SETUP_PAGE (object)->hosting = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_setup_page_install_signals (void)
{
  /**
   * AppSetupPage::host:
   * @self: the page
   * @name: the person's name
   * @number: the person's user id
   *
   * A server shall be started here, and this person be its first.
   */
  signals[SIGNAL_HOST] = g_signal_new ("host", APP_TYPE_SETUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * AppSetupPage::join:
   * @self: the page
   * @link: the invitation, or one made of an address
   * @name: the person's name
   * @number: the person's user id
   *
   * This person shall join a server.
   */
  signals[SIGNAL_JOIN] = g_signal_new ("join", APP_TYPE_SETUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 3, APP_TYPE_INVITE_LINK,
                                       G_TYPE_STRING, G_TYPE_STRING);
  /**
   * AppSetupPage::cancel:
   * @self: the page
   *
   * What is under way shall be stopped.
   */
  signals[SIGNAL_CANCEL] = g_signal_new ("cancel", APP_TYPE_SETUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_setup_page_class_init (AppSetupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_setup_page_dispose;
  object_class->constructed = app_setup_page_constructed;
  object_class->get_property = app_setup_page_get_property;
  object_class->set_property = app_setup_page_set_property;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = app_setup_page_shown;

  /**
   * AppSetupPage:hosting:
   *
   * Whether this computer becomes the server; otherwise a server is joined.
   */
  properties[PROP_HOSTING] = g_param_spec_boolean ("hosting", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                       G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  app_setup_page_install_signals ();
  g_type_ensure (APP_TYPE_NEARBY_LIST);
  g_type_ensure (APP_TYPE_PERSON_FORM);
  gtk_widget_class_install_action (widget_class, "setup.go", NULL, app_setup_page_go_action);
  gtk_widget_class_install_action (widget_class, "setup.open-picture", NULL,
                                   app_setup_page_open_picture_action);
  gtk_widget_class_install_action (widget_class, "setup.cancel", NULL,
                                   app_setup_page_cancel_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, form);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, go_button);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, heading);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, link_group);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, link_row);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, nearby_list);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, picture_button);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, AppSetupPage, progress_label);
  gtk_widget_class_bind_template_callback (widget_class, app_setup_page_on_activated);
  gtk_widget_class_bind_template_callback (widget_class, app_setup_page_on_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_setup_page_on_link_changed);
}

static void
app_setup_page_init (AppSetupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.cancel", FALSE);
}

/**
 * app_setup_page_set_discovery:
 * @self: the page
 * @discovery: (nullable): what finds servers on this network
 *
 * Sets what the servers are found with that are offered to be joined.
 */
void
app_setup_page_set_discovery (AppSetupPage *self, AppDiscovery *discovery)
{
  g_return_if_fail (APP_IS_SETUP_PAGE (self));

  app_nearby_list_set_discovery (self->nearby_list, discovery);
}

/**
 * app_setup_page_set_name:
 * @self: the page
 * @name: (nullable): a name to begin with
 *
 * Fills in the name of the person.
 */
void
app_setup_page_set_name (AppSetupPage *self, const char *name)
{
  g_return_if_fail (APP_IS_SETUP_PAGE (self));

  app_person_form_set_name (self->form, name);
}

/**
 * app_setup_page_set_number:
 * @self: a page to join a server
 * @number: (nullable): the number of somebody who was on the server before, %NULL for a new person
 *
 * Says whether somebody joins again, who keeps the number.
 */
void
app_setup_page_set_number (AppSetupPage *self, const char *number)
{
  g_return_if_fail (APP_IS_SETUP_PAGE (self));
  g_return_if_fail (!self->hosting);

  self->rejoining = number != NULL;
  app_person_form_set_number (self->form, number);
  app_person_form_set_number_fixed (self->form, number != NULL);
  /* Somebody who joins again has a server. */
  app_nearby_list_choose_none (self->nearby_list);
  gtk_widget_set_visible (GTK_WIDGET (self->nearby_list), number == NULL);
  if (number != NULL)
    app_setup_page_set_words (
        self, _ ("Join Again"),
        _ ("Your chats on this computer stay. Ask whoever runs the server for "
           "an invitation for your number, and paste it here."),
        _ ("_Join Again"));
  else
    app_setup_page_set_words (self, _ ("Join a Server"),
                              _ ("Whoever runs the server can give you an invitation: a link that "
                                 "starts with landline://"),
                              _ ("_Join"));
}

/**
 * app_setup_page_set_link:
 * @self: the page
 * @link: an invitation
 *
 * Fills in the invitation, for example one that was clicked in a browser.
 */
void
app_setup_page_set_link (AppSetupPage *self, const char *link)
{
  g_return_if_fail (APP_IS_SETUP_PAGE (self));

  app_nearby_list_choose_none (self->nearby_list);
  gtk_editable_set_text (GTK_EDITABLE (self->link_row), link);
}

/**
 * app_setup_page_set_progress:
 * @self: the page
 * @sentence: (nullable): what is being done, %NULL when nothing is
 *
 * Shows that something is under way; meanwhile nothing can be changed.
 */
void
app_setup_page_set_progress (AppSetupPage *self, const char *sentence)
{
  g_return_if_fail (APP_IS_SETUP_PAGE (self));

  self->busy = sentence != NULL;
  gtk_label_set_label (self->progress_label, self->busy ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->progress_box), self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->go_button), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_group), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->nearby_list), !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.go", !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.open-picture", !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.cancel", self->busy);
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), !self->busy);
  if (self->busy)
    app_setup_page_set_error (self, NULL);
}

/**
 * app_setup_page_get_busy:
 * @self: the page
 *
 * Returns: whether something is under way
 */
gboolean
app_setup_page_get_busy (AppSetupPage *self)
{
  g_return_val_if_fail (APP_IS_SETUP_PAGE (self), FALSE);

  return self->busy;
}

/**
 * app_setup_page_set_error:
 * @self: the page
 * @sentence: (nullable): what went wrong
 *
 * Keeps a sentence about what went wrong on the page, until something is changed or tried again.
 */
void
app_setup_page_set_error (AppSetupPage *self, const char *sentence)
{
  g_return_if_fail (APP_IS_SETUP_PAGE (self));

  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * app_setup_page_get_error:
 * @self: the page
 *
 * Returns: (nullable): the sentence about what went wrong, also with what was entered
 */
const char *
app_setup_page_get_error (AppSetupPage *self)
{
  g_return_val_if_fail (APP_IS_SETUP_PAGE (self), NULL);

  if (gtk_widget_get_visible (GTK_WIDGET (self->error_label)))
    return gtk_label_get_label (self->error_label);
  return app_person_form_get_problem (self->form);
}
