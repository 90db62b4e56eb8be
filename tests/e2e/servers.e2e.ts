import { PbxSocket } from '../support/media/pbx-socket'
import { RefusingTurnServer } from '../support/media/refusing-turn-server'
import { StunServer } from '../support/media/stun-server'
import { expect, test } from './coachline'

test('the STUN and the TURN server of a form are tried without a call, whatever the PBX says', async ({
  signIn
}) => {
  const stun = await StunServer.open()
  const turn = await RefusingTurnServer.open()
  const silent = await PbxSocket.bind()
  try {
    const { ui } = await signIn()
    await ui.getByRole('button', { name: 'Settings' }).click()
    await ui.getByText('WSS', { exact: true }).click()
    // Nobody listens there. More options are open, because the account has such a proxy.
    await ui.getByLabel('Outbound proxy').fill('127.0.0.1:9')
    await ui.getByRole('combobox', { name: 'Audio encryption' }).click()
    await ui.getByRole('option', { name: 'WebRTC' }).click()
    await ui.getByLabel('STUN server').fill(`127.0.0.1:${stun.port}`)
    await ui.getByLabel('TURN server', { exact: true }).fill(`127.0.0.1:${turn.port}`)
    await ui.getByLabel('User on the TURN server').fill('coach')
    await ui.getByRole('textbox', { name: 'Password on the TURN server' }).fill('sesame')
    await ui.getByRole('button', { name: 'Test connection' }).click()
    await expect(ui.getByText('The STUN server answers.')).toBeVisible()
    await expect(ui.getByText(/127\.0\.0\.1 refused the user or the password/)).toBeVisible()
    await expect(ui.getByText('The PBX cannot be reached.')).toBeVisible()

    await ui.getByLabel('STUN server').fill(`127.0.0.1:${silent.port}`)
    await expect(ui.getByText('The STUN server answers.')).toHaveCount(0)
    await ui.getByRole('button', { name: 'Test connection' }).click()
    await expect(ui.getByText(`Asking 127.0.0.1:${silent.port}`)).toBeVisible()
    const noAnswer = ui.getByText('The STUN server 127.0.0.1 does not answer.')
    await expect(noAnswer).toBeVisible({ timeout: 10_000 })
  } finally {
    for (const each of [stun, turn, silent]) each.close()
  }
})
