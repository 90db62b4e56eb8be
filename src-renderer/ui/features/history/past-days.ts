import type { PastSupervision } from '@contract/ipc/past-supervision'

export interface PastDay {
  /** epoch ms of the latest supervision of that day */
  readonly at: number
  readonly supervisions: readonly PastSupervision[]
}

/** By the day on which each began, in the order in which they come. */
export function pastDays(supervisions: readonly PastSupervision[]): readonly PastDay[] {
  const days: { at: number; supervisions: PastSupervision[] }[] = []
  for (const supervision of supervisions) {
    const day = days.at(-1)
    if (day && sameDay(day.at, supervision.startedAt)) day.supervisions.push(supervision)
    else days.push({ at: supervision.startedAt, supervisions: [supervision] })
  }
  return days
}

/** Those whose agent or customer is meant by what was typed. */
export function matching(
  supervisions: readonly PastSupervision[],
  query: string
): readonly PastSupervision[] {
  const wanted = query.trim().toLocaleLowerCase()
  if (wanted === '') return supervisions
  return supervisions.filter(({ target, customerName }) =>
    [target.name, target.extension, customerName].some((text) =>
      text.toLocaleLowerCase().includes(wanted)
    )
  )
}

/** How many midnights ago: 0 is today. */
export function daysAgo(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / 86_400_000)
}

function sameDay(one: number, other: number): boolean {
  return midnight(one) === midnight(other)
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
