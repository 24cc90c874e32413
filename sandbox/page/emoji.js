// The short codes in common use; others are shown as they were written.

const CODES = {
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", no_entry: "⛔", no_entry_sign: "🚫",
  warning: "⚠️", rotating_light: "🚨", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️",
  timer_clock: "⏲️", clock1: "🕐", bell: "🔔", no_bell: "🔕", question: "❓", grey_question: "❔", exclamation: "❗", information_source: "ℹ️",
  eyes: "👀", thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎", wave: "👋", pray: "🙏", clap: "👏", raised_hands: "🙌",
  raised_hand: "✋", hand: "✋", point_right: "👉", point_up: "☝️", point_down: "👇", ok_hand: "👌", muscle: "💪",
  tada: "🎉", rocket: "🚀", fire: "🔥", sparkles: "✨", star: "⭐", zap: "⚡", bulb: "💡", boom: "💥", heart: "❤️",
  robot_face: "🤖", robot: "🤖", memo: "📝", pencil: "📝", pencil2: "✏️", clipboard: "📋", page_facing_up: "📄", scroll: "📜",
  books: "📚", bookmark: "🔖", label: "🏷️", mag: "🔍", mag_right: "🔎", link: "🔗", paperclip: "📎", lock: "🔒", unlock: "🔓",
  key: "🔑", shield: "🛡️", gear: "⚙️", wrench: "🔧", hammer: "🔨", bar_chart: "📊", chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉", calendar: "📅", date: "📅", inbox_tray: "📥", outbox_tray: "📤", email: "📧", envelope: "✉️",
  speech_balloon: "💬", thought_balloon: "💭", loudspeaker: "📢", mega: "📣", moneybag: "💰", money_with_wings: "💸", credit_card: "💳",
  dollar: "💵", euro: "💶", receipt: "🧾", package: "📦", airplane: "✈️", ticket: "🎫", house: "🏠", office: "🏢", globe_with_meridians: "🌐",
  red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵", white_circle: "⚪",
  black_circle: "⚫", large_green_square: "🟩", large_red_square: "🟥", large_yellow_square: "🟨", large_orange_square: "🟧", small_red_triangle: "🔺",
  arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️", arrow_left: "⬅️", arrow_upper_right: "↗️", arrows_counterclockwise: "🔄", repeat: "🔁",
  leftwards_arrow_with_hook: "↩️", fast_forward: "⏩", double_vertical_bar: "⏸️", pause_button: "⏸️", arrow_forward: "▶️", black_square_for_stop: "⏹️",
  ladder: "🪜", scales: "⚖️", balance_scale: "⚖️", bust_in_silhouette: "👤", busts_in_silhouette: "👥", "100": "💯", recycle: "♻️", wastebasket: "🗑️",
  slightly_smiling_face: "🙂", smile: "😄", grinning: "😀", thinking_face: "🤔", neutral_face: "😐", confused: "😕", cry: "😢", sweat_smile: "😅",
  microscope: "🔬", test_tube: "🧪", crystal_ball: "🔮", dart: "🎯", checkered_flag: "🏁", triangular_flag_on_post: "🚩", new: "🆕", sos: "🆘",
  see_no_evil: "🙈", zzz: "💤", herb: "🌿", seedling: "🌱", sunny: "☀️", coffee: "☕", lower_left_ballpoint_pen: "🖊️", writing_hand: "✍️",
  "skin-tone-2": "🏻", "skin-tone-3": "🏼", "skin-tone-4": "🏽", "skin-tone-5": "🏾", "skin-tone-6": "🏿",
};

/** The character for a short code without its colons, or null. */
export const emojiFor = (code) => (Object.hasOwn(CODES, code) ? CODES[code] : null);
