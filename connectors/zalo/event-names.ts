/**
 * Every event Zalo OA is known to send (documentation copy of 10 Dec 2025, samples/webhooks/README.md), and what it
 * means here. `user_send_*` and `anonymous_send_*` are messages, also those nobody has told us of yet.
 */
export type ZaloMeaning = 'message' | 'act' | 'echo' | 'withdrawal' | 'note' | 'unknown'

const meanings: Readonly<Record<string, ZaloMeaning>> = {
  // What opens the reply window beside a message: follow, the button "Nhắn tin", the quick menu, an accepted call.
  follow: 'act',
  user_click_chatnow: 'act',
  user_click_button: 'act',
  user_click_menu: 'act',
  user_reply_consent: 'act',
  user_submit_info: 'note',
  unfollow: 'note',
  user_seen_message: 'note',
  user_received_message: 'note',
  user_reacted_message: 'note',
  oa_reacted_message: 'note',
  oa_send_consent: 'note',
  add_user_to_tag: 'note',
  remove_user_from_tag: 'note',
  shop_has_order: 'note',
  update_user_info: 'note',
  permission_revoked: 'note',
  extension_purchased: 'note',
  change_oa_daily_quota: 'note',
  change_oa_template_tags: 'note',
  change_oa_template_quality: 'note',
  change_template_quota: 'note',
  change_template_quality: 'note',
  change_template_status: 'note',
  user_withdraw: 'withdrawal',
}

const families: readonly { starts: string; meaning: ZaloMeaning }[] = [
  { starts: 'user_send_', meaning: 'message' },
  { starts: 'anonymous_send_', meaning: 'message' },
  // Groups (GMF) and calls: recorded, never an intake: a group is no sender to answer.
  { starts: 'user_send_group_', meaning: 'note' },
  { starts: 'oa_send_group_', meaning: 'note' },
  { starts: 'create_group', meaning: 'note' },
  { starts: 'user_join_group', meaning: 'note' },
  { starts: 'user_request_join_group', meaning: 'note' },
  { starts: 'user_out_group', meaning: 'note' },
  { starts: 'reject_request_join_group', meaning: 'note' },
  { starts: 'add_group_', meaning: 'note' },
  { starts: 'remove_group_', meaning: 'note' },
  { starts: 'update_group_', meaning: 'note' },
  { starts: 'user_call_', meaning: 'note' },
  { starts: 'oa_call_', meaning: 'note' },
  { starts: 'user_click_', meaning: 'act' },
  { starts: 'oa_send_', meaning: 'echo' },
]

export function meaningOf(name: string): ZaloMeaning {
  if (Object.hasOwn(meanings, name)) return meanings[name] ?? 'unknown'
  // The longest beginning speaks: `user_send_group_text` is no message to us.
  const family = families
    .filter(({ starts }) => name.startsWith(starts))
    .sort((one, other) => other.starts.length - one.starts.length)[0]
  return family?.meaning ?? 'unknown'
}
