import { failure, type Failure } from '@contract/errors/reasons'
import type { MediaHost, TurnNews } from '../media/media-host'
import type { NoticeBoard } from './notice-board'

const turnReasons = [
  'media.turn-refused',
  'media.turn-unreachable',
  'media.turn-password-missing'
] as const

/** What went wrong with the audio of calls, beside their SIP. */
export function postMediaNotices(
  media: Pick<MediaHost, 'onCallFailed' | 'onTurn'>,
  notices: NoticeBoard
): void {
  media.onCallFailed((failed) => {
    notices.post(failure(`media.${failed}`), 'error')
  })
  media.onTurn((server, news) => {
    const failed = turnFailure(server, news)
    for (const reason of turnReasons) {
      if (reason !== failed?.reason) notices.dismissAbout(reason, server)
    }
    if (failed) notices.post(failed, 'warning', server)
  })
}

function turnFailure(server: string, news: TurnNews): Failure | null {
  switch (news.kind) {
    case 'relays':
      return null
    case 'refused': {
      const { statusCode, reasonPhrase } = news
      return failure('media.turn-refused', { server, statusCode, reasonPhrase })
    }
    case 'unreachable':
    case 'password-missing':
      return failure(`media.turn-${news.kind}`, { server })
  }
}
