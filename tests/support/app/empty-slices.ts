import { initialSlices } from '../../../src-main/app/initial-slices'
import { stageSound } from '../stage/stage-sound'

export const emptySlices = initialSlices({
  app: { version: '0', platform: 'linux', demo: false },
  sound: stageSound
})
