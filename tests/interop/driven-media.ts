import type { CallMedia } from '../../src-main/sip/ports'
import type { Driver } from '../support/media-driver/driver'

/** The app's own media of one call, engine and all, in an Electron that holds nothing else. */
export class DrivenMedia implements CallMedia {
  private isOpen = false

  constructor(private readonly driver: Driver) {}

  /** For a call in which the other side makes the first offer. */
  static async opened(driver: Driver): Promise<DrivenMedia> {
    await driver.ask('openCall')
    const media = new DrivenMedia(driver)
    media.isOpen = true
    return media
  }

  async createOffer(): Promise<string> {
    const { driver, isOpen } = this
    this.isOpen = true
    return (await driver.ask(isOpen ? 'offerAgain' : 'createOffer')).sdp
  }

  async acceptAnswer(sdp: string): Promise<void> {
    await this.driver.ask('acceptAnswer', { sdp })
  }

  async acceptOffer(sdp: string): Promise<string> {
    return (await this.driver.ask('acceptOffer', { sdp })).sdp
  }

  setHeld(held: boolean): void {
    void this.driver.ask('setHeld', { held })
  }

  async moveTo(localAddress: string): Promise<void> {
    await this.driver.ask('moveTo', { localAddress })
  }

  async close(): Promise<void> {
    await this.driver.ask('closeCall')
  }
}
