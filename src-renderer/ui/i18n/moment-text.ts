const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

/** When something was, as briefly as it is clear: the time of today, else the day. Both are epoch milliseconds. */
export function momentText(momentMs: number, nowMs: number): string {
  const sameDay = new Date(momentMs).toDateString() === new Date(nowMs).toDateString()
  return (sameDay ? time : day).format(momentMs)
}
