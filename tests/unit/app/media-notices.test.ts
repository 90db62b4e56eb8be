import { describe, expect, it } from 'vitest'
import type { Notice } from '@contract/ipc/snapshot'
import { postMediaNotices } from '../../../src-main/app/media-notices'
import { NoticeBoard } from '../../../src-main/app/notice-board'
import type { TurnNews } from '../../../src-main/media/media-host'

function board() {
  let shown: Notice[] = []
  let tell: (server: string, news: TurnNews) => void = () => undefined
  const media = {
    onCallFailed: () => () => undefined,
    onTurn: (listener: typeof tell) => {
      tell = listener
      return () => undefined
    }
  }
  postMediaNotices(
    media,
    new NoticeBoard((notices) => {
      shown = notices
    })
  )
  return {
    turn: (server: string, news: TurnNews) => {
      tell(server, news)
    },
    reasons: () => shown.map(({ failure }) => failure.reason),
    shown: () => shown
  }
}

const refused = { kind: 'refused', statusCode: 401, reasonPhrase: 'Unauthorized' } as const

describe('what the notices say of a TURN server', () => {
  it('its own answer, until it relays', () => {
    const { turn, shown, reasons } = board()
    turn('turn.example', refused)
    expect(shown()).toMatchObject([
      {
        severity: 'warning',
        failure: {
          reason: 'media.turn-refused',
          context: { server: 'turn.example', statusCode: 401, reasonPhrase: 'Unauthorized' }
        }
      }
    ])
    turn('turn.example', { kind: 'relays' })
    expect(reasons()).toEqual([])
  })

  it('the latest that is known of it alone', () => {
    const { turn, reasons } = board()
    turn('turn.example', { kind: 'password-missing' })
    turn('turn.example', refused)
    turn('turn.example', { kind: 'unreachable' })
    expect(reasons()).toEqual(['media.turn-unreachable'])
  })

  it('nothing of another server', () => {
    const { turn, reasons } = board()
    turn('turn.example', { kind: 'unreachable' })
    turn('turn.other.example', { kind: 'relays' })
    expect(reasons()).toEqual(['media.turn-unreachable'])
  })
})
