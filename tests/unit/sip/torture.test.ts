import { describe, expect, it } from 'vitest'
import { parseSipMessage } from '../../../src-main/sip/message/sip-message'
import { invalidTorture } from '../../support/torture/torture-invalid'
import { semanticTorture } from '../../support/torture/torture-semantics'
import { validTorture } from '../../support/torture/torture-valid'

/** RFC 4475, as far as its messages can be had as text. */
describe('a torture message', () => {
  it.each([...validTorture, ...invalidTorture, ...semanticTorture])(
    '$section $name is read as it should be',
    ({ octets, read }) => {
      const message = parseSipMessage(octets)
      if (!read) {
        expect(message).toBeUndefined()
        return
      }
      expect(message).toMatchObject({
        method: read.method,
        callId: read.callId,
        branch: read.branch,
        fromTag: read.fromTag,
        toTag: read.toTag,
        truncated: read.truncated ?? false,
        startLine:
          read.statusCode === undefined
            ? { kind: 'request' }
            : { kind: 'response', statusCode: read.statusCode }
      })
    }
  )
})
