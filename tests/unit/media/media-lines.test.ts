import { describe, expect, it } from 'vitest'
import { MediaLines } from '../../../src-main/media/session/media-lines'

const session = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\na=group:BUNDLE 0\r\n'
const stream = 'm=audio 4000 UDP/TLS/RTP/SAVPF 8\r\na=mid:0\r\n'
const ofEngine = session + stream
const declinedByPbx = 'm=audio 0 UDP/TLS/RTP/SAVPF 8\r\n'
const ports = (sdp: string) => [...sdp.matchAll(/^m=audio (\d+)/gm)].map(([, port]) => Number(port))

describe('the media lines of a call that the engine negotiates', () => {
  it('are one, and nothing is touched, until a stream is given up', () => {
    const lines = new MediaLines()
    expect(lines.toPbx(ofEngine)).toBe(ofEngine)
    const two = session + stream + declinedByPbx
    expect(lines.fromPbx(two)).toBe(two)
    expect(lines.areTwo).toBe(false)
  })

  it('are two from then on, and the stream takes turns on them', () => {
    const lines = new MediaLines()
    const seen = [1, 2, 3].map(() => {
      lines.replaceStream()
      return ports(lines.toPbx(ofEngine))
    })
    expect(seen).toEqual([
      [0, 4000],
      [4000, 0],
      [0, 4000]
    ])
  })

  it.each([
    ['first', 1, session + declinedByPbx + stream],
    ['second', 2, session + stream + declinedByPbx]
  ])('the engine is not told of the line that was given up, the %s', (_which, times, ofPbx) => {
    const lines = new MediaLines()
    for (let time = 0; time < times; time++) lines.replaceStream()
    expect(lines.fromPbx(ofPbx)).toBe(ofEngine)
  })

  it('leave a PBX that knows one line only to the engine', () => {
    const lines = new MediaLines()
    lines.replaceStream()
    expect(lines.fromPbx(ofEngine)).toBe(ofEngine)
  })
})
