import { launchDriver } from '../../support/media-driver/launch-driver'
import { spyOnPage } from '../../support/media-driver/page-spy'
import type { CheckList } from '../check-list'
import { codecs, encryptions, managerHz, type Row } from './meeting'
import { checkSrtpWrap } from './srtp-wrap'
import { measureWithAsterisk } from './with-asterisk'
import { measureWithBaresip } from './with-baresip'

/**
 * The app's own media, engine and relay, with other people's programs: every codec in every encryption, tones both ways and
 * codes. Prints a table.
 */
export async function checkCodecs(checks: CheckList): Promise<void> {
  await checkSrtpWrap(checks)
  const driver = await launchDriver({ hz: managerHz })
  try {
    await spyOnPage(driver)
    const rows = [
      ...(await measureWithAsterisk(driver, checks)),
      ...(await measureWithBaresip(driver, checks))
    ]
    console.log(['', 'Tones at both ends, dBFS', ...table(rows), ''].join('\n'))
  } finally {
    await driver.stop()
  }
}

function table(rows: readonly Row[]): readonly string[] {
  const cell = (text: string) => text.padEnd(24)
  const line = (peer: string, encryption: string) => {
    const cells = codecs.map((codec) => {
      const row = rows.find(
        (each) => each.peer === peer && each.encryption === encryption && each.codec === codec
      )
      return cell(row?.seen ?? 'not')
    })
    return `${peer.padEnd(14)}${encryption.padEnd(26)}${cells.join('')}`
  }
  const peers = [...new Set(rows.map(({ peer }) => peer))]
  return [
    `${' '.repeat(40)}${codecs.map(cell).join('')}`,
    ...peers.flatMap((peer) => encryptions.map((encryption) => line(peer, encryption)))
  ]
}
