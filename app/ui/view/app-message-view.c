/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "app-message-view"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app-message-view-private.h"

/* A change of the value by more pages than this is a drag of the slider: it means a place, not a
 * distance. */
#define PAGES_OF_A_JUMP 3

#define HIGHLIGHT_MS  1600
#define LEAST_WIDTH   200
#define NATURAL_WIDTH 600

/**
 * AppMessageView:
 *
 * A scrollable list of rows of any height with the newest at the bottom, for a
 * [class@Gtk.ScrolledWindow]. Only the rows in and near the viewport exist, so that a list of
 * 100,000 opens as fast as one of ten.
 *
 * What is on the screen is held by a row and its place (see AppRowLayout), never by a scroll
 * offset. The adjustment has a floating origin: its value stays as the user or a kinetic scroll
 * left it, and what is learned about heights moves its lower and upper ends. So each step of a
 * scroll is exact, and nothing that is being read moves.
 *
 * Knows nothing of messages: an [iface@AppRowFactory] makes the rows. The button that goes to the
 * end is the page's, from [property@AppMessageView:at-end] and [property@AppMessageView:new-below].
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (AppMessageView,
                               app_message_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

enum
{
  PROP_0,
  PROP_FACTORY,
  PROP_MODEL,
  PROP_AT_END,
  PROP_NEW_BELOW,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  VISIBLE_RANGE_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void refresh (AppMessageView *self, int budget);

static void
tell_end (AppMessageView *self, gboolean at_end, guint new_below)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (at_end != self->at_end)
    {
      self->at_end = at_end;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_END]);
    }
  if (new_below != self->new_below)
    {
      self->new_below = new_below;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEW_BELOW]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
report (gpointer user_data)
{
  AppMessageView *self = APP_MESSAGE_VIEW (user_data);
  gboolean at_end = app_row_layout_is_at_end (self->layout);
  guint first = GTK_INVALID_LIST_POSITION, last = GTK_INVALID_LIST_POSITION, new_below;
  g_autoptr (AppMessageView) alive = g_object_ref (self);

  self->report_id = 0;
  app_row_layout_get_visible (self->layout, &first, &last);
  if (at_end)
    gtk_bitset_remove_all (self->unseen);
  else if (last != GTK_INVALID_LIST_POSITION)
    gtk_bitset_remove_range_closed (self->unseen, 0, last);
  new_below = gtk_bitset_get_size (self->unseen);

  tell_end (self, at_end, new_below);
  if (first != self->first_visible || last != self->last_visible)
    {
      self->first_visible = first;
      self->last_visible = last;
      g_signal_emit (self, signals[VISIBLE_RANGE_CHANGED], 0);
    }
  return G_SOURCE_REMOVE;
}

/* Listeners change widgets, which must not happen while sizes are allocated. */
static void
report_soon (AppMessageView *self)
{
  if (!self->allocating)
    {
      g_clear_handle_id (&self->report_id, g_source_remove);
      report (self);
    }
  else if (self->report_id == 0)
    self->report_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, report, self, NULL);
}

/* Told early: when what was told before ends less than half a run beyond the rows that exist. */
static void
prefetch (AppMessageView *self)
{
  guint n_run = app_row_run_get_n_rows (self->run), first, last, most, margin;

  if (n_run == 0)
    return;
  first = app_row_run_get_first (self->run);
  last = first + n_run - 1;
  most = g_list_model_get_n_items (self->model) - 1;
  margin = n_run / 2;
  if (first - MIN (first, margin) >= self->prefetched_first &&
      MIN (last + margin, most) <= self->prefetched_last)
    return;
  self->prefetched_first = first - MIN (first, 2 * n_run);
  self->prefetched_last = MIN (last + 2 * n_run, most);
  app_row_factory_prefetch (self->factory, self->model, self->prefetched_first,
                            self->prefetched_last);
}

static void
configure_vadjustment (AppMessageView *self)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self)), total, above;

  if (self->vadjustment == NULL)
    return;
  total = app_row_layout_get_total (self->layout);
  above = app_row_layout_get_above (self->layout);
  g_signal_group_block (self->vadjustment_signals);
  gtk_adjustment_configure (self->vadjustment, self->value, self->value - above,
                            self->value - above + total, height * 0.1, height * 0.9, height);
  g_signal_group_unblock (self->vadjustment_signals);
  self->value = gtk_adjustment_get_value (self->vadjustment);
}

/* Between two frames: what a row costs there, no frame pays. */
static gboolean
make_ahead (gpointer user_data)
{
  AppMessageView *self = APP_MESSAGE_VIEW (user_data);

  self->ahead_id = 0;
  refresh (self, 1);
  return G_SOURCE_REMOVE;
}

/* The one way to a new layout. Rows are made here, at a change of the value or of the model, and in
 * an allocation only when the size is another. */
static void
refresh (AppMessageView *self, int budget)
{
  gboolean more = app_row_layout_update (self->layout, budget);

  if (more && self->ahead_id == 0)
    self->ahead_id = g_idle_add (make_ahead, self);
  configure_vadjustment (self);
  app_row_run_number (self->run);
  prefetch (self);
  if (!self->allocating)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  report_soon (self);
}

static void
on_value_changed (AppMessageView *self, GtkAdjustment *vadjustment)
{
  double value = gtk_adjustment_get_value (vadjustment), moved = value - self->value;
  double page_size = gtk_adjustment_get_page_size (vadjustment);

  if (moved == 0)
    return;
  self->value = value;
  if (fabs (moved) <= PAGES_OF_A_JUMP * page_size)
    app_row_layout_scroll_by (self->layout, moved);
  else if (value >= gtk_adjustment_get_upper (vadjustment) - page_size - 1)
    app_row_layout_scroll_to_end (self->layout);
  else
    app_row_layout_scroll_to_offset (self->layout, value - gtk_adjustment_get_lower (vadjustment));
  refresh (self, 0);
}

/* What comes below what is seen is new; what is replaced is as new as it was. */
static void
note_arrivals (AppMessageView *self, guint position, guint removed, guint added)
{
  gboolean was_unseen = removed > 0 && gtk_bitset_contains (self->unseen, position);
  gboolean is_below = self->last_visible != GTK_INVALID_LIST_POSITION &&
                      position > self->last_visible && added > removed;

  gtk_bitset_splice (self->unseen, position, removed, added);
  if (added > 0 && (was_unseen || (is_below && !app_row_layout_is_at_end (self->layout))))
    gtk_bitset_add_range (self->unseen, position, added);
  if (position <= self->last_visible)
    self->last_visible = GTK_INVALID_LIST_POSITION;
}

static void
on_items_changed (AppMessageView *self,
                  guint position,
                  guint removed,
                  guint added,
                  GListModel *model)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));
  guint focused = child != NULL ? app_row_run_find (self->run, child) : GTK_INVALID_LIST_POSITION;

  note_arrivals (self, position, removed, added);
  app_row_layout_splice (self->layout, position, removed, added);
  self->prefetched_first = GTK_INVALID_LIST_POSITION;
  refresh (self, 0);

  if (focused == GTK_INVALID_LIST_POSITION)
    return;
  if (focused >= position + removed)
    app_message_view_refocus (self, focused - removed + added);
  else if (focused < position || focused - position < added)
    app_message_view_refocus (self, focused);
}

static void
set_vadjustment (AppMessageView *self, GtkAdjustment *vadjustment)
{
  if (!g_set_object (&self->vadjustment, vadjustment))
    return;
  self->value = vadjustment != NULL ? gtk_adjustment_get_value (vadjustment) : 0;
  g_signal_group_set_target (self->vadjustment_signals, vadjustment);
  configure_vadjustment (self);
  g_object_notify (G_OBJECT (self), "vadjustment");
}

/* A fling that goes on would carry the place away that was jumped to. */
static void
stop_kinetic_scrolling (AppMessageView *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  if (window == NULL || !gtk_scrolled_window_get_kinetic_scrolling (GTK_SCROLLED_WINDOW (window)))
    return;
  gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (window), FALSE);
  gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (window), TRUE);
}

static void
end_highlight (gpointer user_data)
{
  AppMessageView *self = APP_MESSAGE_VIEW (user_data);

  self->highlight_id = 0;
  app_row_run_highlight (self->run, GTK_INVALID_LIST_POSITION);
}

static void
app_message_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppMessageView *self = APP_MESSAGE_VIEW (widget);

  self->allocating = TRUE;
  app_row_layout_set_size (self->layout, width, height);
  refresh (self, 0);
  app_row_layout_allocate (self->layout);
  self->allocating = FALSE;
}

/* Constant: a row that changes costs an allocation, not a layout of the window. */
static void
app_message_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = is_width ? LEAST_WIDTH : 0;
  *natural = is_width ? NATURAL_WIDTH : 0;
}

static void
app_message_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  AppMessageView *self = APP_MESSAGE_VIEW (widget);

  GTK_WIDGET_CLASS (app_message_view_parent_class)->system_setting_changed (widget, setting);
  if (setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_NAME ||
      setting == GTK_SYSTEM_SETTING_FONT_CONFIG)
    {
      app_row_heights_forget (app_row_layout_get_heights (self->layout));
      gtk_widget_queue_allocate (widget);
    }
}

static void
app_message_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppMessageView *self = APP_MESSAGE_VIEW (object);

  switch (prop_id)
    {
    case PROP_FACTORY:
      g_value_set_object (value, self->factory);
      break;
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_AT_END:
      g_value_set_boolean (value, self->at_end);
      break;
    case PROP_NEW_BELOW:
      g_value_set_uint (value, self->new_below);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_MINIMUM);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_message_view_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  AppMessageView *self = APP_MESSAGE_VIEW (object);

  switch (prop_id)
    {
    case PROP_FACTORY:
      self->factory = g_value_dup_object (value);
      break;
    case PROP_MODEL:
      app_message_view_set_model (self, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
      if (g_set_object (&self->hadjustment, g_value_get_object (value)))
        g_object_notify (object, "hadjustment");
      break;
    case PROP_VADJUSTMENT:
      set_vadjustment (self, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      break; /* rows are as wide as the view, and the height is no use to anyone */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_message_view_dispose (GObject *object)
{
  AppMessageView *self = APP_MESSAGE_VIEW (object);

  g_clear_handle_id (&self->report_id, g_source_remove);
  g_clear_handle_id (&self->highlight_id, g_source_remove);
  g_clear_handle_id (&self->ahead_id, g_source_remove);
  g_signal_group_set_target (self->model_signals, NULL);
  g_signal_group_set_target (self->vadjustment_signals, NULL);
  app_row_run_set_source (self->run, NULL, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->factory);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);

  G_OBJECT_CLASS (app_message_view_parent_class)->dispose (object);
}

static void
app_message_view_finalize (GObject *object)
{
  AppMessageView *self = APP_MESSAGE_VIEW (object);

  app_row_layout_free (self->layout);
  app_row_run_free (self->run);
  gtk_bitset_unref (self->unseen);
  g_object_unref (self->model_signals);
  g_object_unref (self->vadjustment_signals);

  G_OBJECT_CLASS (app_message_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * AppMessageView:factory: (getter get_factory)
   *
   * What makes and fills the rows.
   */
  properties[PROP_FACTORY] = g_param_spec_object ("factory", NULL, NULL, APP_TYPE_ROW_FACTORY,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  /**
   * AppMessageView:model: (getter get_model) (setter set_model)
   *
   * The list, oldest first.
   */
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  /**
   * AppMessageView:at-end: (getter get_at_end)
   *
   * Whether the end is in sight, so that arrivals are followed.
   */
  properties[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, TRUE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  /**
   * AppMessageView:new-below: (getter get_new_below)
   *
   * How many rows below the viewport are new: unread when the list was opened, or come since.
   */
  properties[PROP_NEW_BELOW] = g_param_spec_uint ("new-below", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
app_message_view_class_init (AppMessageViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = app_message_view_get_property;
  object_class->set_property = app_message_view_set_property;
  object_class->dispose = app_message_view_dispose;
  object_class->finalize = app_message_view_finalize;
  widget_class->focus = app_message_view_focus;
  widget_class->measure = app_message_view_measure;
  widget_class->size_allocate = app_message_view_size_allocate;
  widget_class->system_setting_changed = app_message_view_system_setting_changed;

  install_properties (object_class);

  /**
   * AppMessageView::visible-range-changed:
   * @self: a message view
   *
   * Other rows are in sight, or they have other positions: see
   * [method@AppMessageView.get_visible_range].
   */
  signals[VISIBLE_RANGE_CHANGED] = g_signal_new ("visible-range-changed", APP_TYPE_MESSAGE_VIEW,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "messageview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  app_message_view_class_init_keyboard (widget_class);
}

static void
app_message_view_init (AppMessageView *self)
{
  self->run = app_row_run_new (GTK_WIDGET (self));
  self->layout = app_row_layout_new (self->run);
  self->unseen = gtk_bitset_new_empty ();
  self->at_end = TRUE;
  self->first_visible = self->last_visible = GTK_INVALID_LIST_POSITION;
  self->prefetched_first = GTK_INVALID_LIST_POSITION;
  self->model_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "items-changed",
                                  G_CALLBACK (on_items_changed), self);
  self->vadjustment_signals = g_signal_group_new (GTK_TYPE_ADJUSTMENT);
  g_signal_group_connect_swapped (self->vadjustment_signals, "value-changed",
                                  G_CALLBACK (on_value_changed), self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Messages"), -1);
}

/**
 * app_message_view_new:
 * @factory: what makes and fills the rows
 *
 * Returns: (transfer floating): a message view without a model
 */
AppMessageView *
app_message_view_new (AppRowFactory *factory)
{
  g_return_val_if_fail (APP_IS_ROW_FACTORY (factory), NULL);

  return g_object_new (APP_TYPE_MESSAGE_VIEW, "factory", factory, NULL);
}

/**
 * app_message_view_get_factory: (get-property factory)
 * @self: a message view
 *
 * Returns: (transfer none): what makes and fills the rows
 */
AppRowFactory *
app_message_view_get_factory (AppMessageView *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_VIEW (self), NULL);

  return self->factory;
}

/**
 * app_message_view_get_model: (get-property model)
 * @self: a message view
 *
 * Returns: (transfer none) (nullable): the list
 */
GListModel *
app_message_view_get_model (AppMessageView *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_VIEW (self), NULL);

  return self->model;
}

/**
 * app_message_view_set_model: (set-property model)
 * @self: a message view
 * @model: (nullable): a list, oldest first
 *
 * Shows another list, at its end. Follow with [method@AppMessageView.open] to show it elsewhere.
 */
void
app_message_view_set_model (AppMessageView *self, GListModel *model)
{
  g_return_if_fail (APP_IS_MESSAGE_VIEW (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (!g_set_object (&self->model, model))
    return;
  g_signal_group_set_target (self->model_signals, model);
  app_row_run_set_source (self->run, self->factory, model);
  app_row_layout_splice (self->layout, 0,
                         app_row_heights_get_n_rows (app_row_layout_get_heights (self->layout)),
                         model != NULL ? g_list_model_get_n_items (model) : 0);
  app_row_layout_scroll_to_end (self->layout);
  gtk_bitset_remove_all (self->unseen);
  self->first_visible = self->last_visible = GTK_INVALID_LIST_POSITION;
  self->prefetched_first = GTK_INVALID_LIST_POSITION;
  /* Not laid out before the allocation: mostly app_message_view_open() says where first, and rows
   * at the end would be made for nothing. */
  if (model == NULL)
    refresh (self, 0);
  else
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  tell_end (self, TRUE, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * app_message_view_open:
 * @self: a message view with a model
 * @first_unread: the first row that is unread, %GTK_INVALID_LIST_POSITION if none is
 *
 * Shows the list as one that is opened: the first unread row at the top of the viewport, or the end
 * if all that is unread fits. What is unread and below the viewport counts as new.
 */
void
app_message_view_open (AppMessageView *self, guint first_unread)
{
  guint n_items;

  g_return_if_fail (APP_IS_MESSAGE_VIEW (self));
  g_return_if_fail (self->model != NULL);

  n_items = g_list_model_get_n_items (self->model);
  if (first_unread >= n_items)
    {
      app_message_view_scroll_to_end (self);
      return;
    }
  gtk_bitset_remove_all (self->unseen);
  gtk_bitset_add_range (self->unseen, first_unread, n_items - first_unread);
  app_message_view_scroll_to (self, first_unread, 0, FALSE);
}

/**
 * app_message_view_scroll_to:
 * @self: a message view with a model
 * @position: a row
 * @align: 0 for the top of the viewport, 0.5 for the middle, 1 for the bottom
 * @highlight: whether to draw the eye to the row for a moment
 *
 * Jumps to a row, exactly, as far as the ends of the list allow.
 */
void
app_message_view_scroll_to (AppMessageView *self, guint position, double align, gboolean highlight)
{
  g_return_if_fail (APP_IS_MESSAGE_VIEW (self));
  g_return_if_fail (self->model != NULL && position < g_list_model_get_n_items (self->model));

  stop_kinetic_scrolling (self);
  app_row_layout_scroll_to (self->layout, position, align);
  refresh (self, 0);
  if (!highlight)
    return;
  g_clear_handle_id (&self->highlight_id, g_source_remove);
  app_row_run_highlight (self->run, position);
  self->highlight_id = g_timeout_add_once (HIGHLIGHT_MS, end_highlight, self);
}

/**
 * app_message_view_scroll_to_end:
 * @self: a message view
 *
 * Jumps to the end, and follows what arrives there.
 */
void
app_message_view_scroll_to_end (AppMessageView *self)
{
  g_return_if_fail (APP_IS_MESSAGE_VIEW (self));

  stop_kinetic_scrolling (self);
  app_row_layout_scroll_to_end (self->layout);
  refresh (self, 0);
}

/**
 * app_message_view_get_at_end: (get-property at-end)
 * @self: a message view
 *
 * Returns: whether less than %APP_ROW_LAYOUT_NEAR_END pixels are below the viewport
 */
gboolean
app_message_view_get_at_end (AppMessageView *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_VIEW (self), FALSE);

  return self->at_end;
}

/**
 * app_message_view_get_new_below: (get-property new-below)
 * @self: a message view
 *
 * Returns: how many rows below the viewport are new
 */
guint
app_message_view_get_new_below (AppMessageView *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_VIEW (self), 0);

  return self->new_below;
}

/**
 * app_message_view_get_visible_range:
 * @self: a message view
 * @first: (out): the first row whose lower edge is in the viewport
 * @last: (out): the last row whose lower edge is in the viewport
 *
 * What can be seen. Rows up to @last have been seen to their end, even one that is taller than the
 * viewport. Whether the window is in front of anyone's eyes is for the caller to know.
 *
 * Returns: whether there is any such row
 */
gboolean
app_message_view_get_visible_range (AppMessageView *self, guint *first, guint *last)
{
  g_return_val_if_fail (APP_IS_MESSAGE_VIEW (self), FALSE);
  g_return_val_if_fail (first != NULL && last != NULL, FALSE);

  return app_row_layout_get_visible (self->layout, first, last);
}

/**
 * app_message_view_get_row:
 * @self: a message view
 * @position: a position in the list
 *
 * Returns: (transfer none) (nullable): the row of @position, if there is one at the moment
 */
GtkWidget *
app_message_view_get_row (AppMessageView *self, guint position)
{
  g_return_val_if_fail (APP_IS_MESSAGE_VIEW (self), NULL);

  return app_row_run_get_row (self->run, position);
}

/**
 * app_message_view_get_position:
 * @self: a message view
 * @row: a row of it
 *
 * Returns: the position that @row shows, %GTK_INVALID_LIST_POSITION if it shows none
 */
guint
app_message_view_get_position (AppMessageView *self, GtkWidget *row)
{
  g_return_val_if_fail (APP_IS_MESSAGE_VIEW (self), GTK_INVALID_LIST_POSITION);

  return app_row_run_find (self->run, row);
}
