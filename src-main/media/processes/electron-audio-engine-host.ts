import { BrowserWindow, MessageChannelMain, type WebContents } from 'electron'
import type { VoiceLockRequests } from '@contract/ipc/media-protocol'
import { allowOnlyMicrophone } from './electron-microphone-permission'
import { endProcess } from './end-process'
import { EngineProcess, type AddressRule } from './engine-process'
import type { MediaLog } from './media-log'
import { MediaProcess } from './media-process'
import { RestartDelay } from './restart-delay'
import { within } from './within'

export type EnginePage = { readonly file: string } | { readonly url: string }

/** A session of its own: what is allowed here is allowed to no other window. */
export const enginePartition = 'audio-engine'

/** With a socket for each network interface, losing one would end the way to the relay for good. */
const policies = { any: 'default_public_interface_only', each: 'default' } as const
const followMs = 5_000

/** Runs the audio engine in a window that is never shown, and makes it anew when it crashes, hangs or is reloaded. */
export class ElectronAudioEngineHost {
  readonly process = new EngineProcess((rule) => this.follow(rule))
  readonly voiceLock = new MediaProcess<VoiceLockRequests, never>('voice lock')
  private readonly delay = new RestartDelay()
  private window: BrowserWindow | null = null
  private restart: NodeJS.Timeout | null = null
  private stopped = false

  constructor(
    private readonly page: EnginePage,
    private readonly preload: string,
    private readonly log: MediaLog
  ) {
    // Chromium itself notices no hidden page that hangs. What follows a crash follows when it is gone, not before: until
    // then it may still capture.
    for (const hanging of [this.process, this.voiceLock]) {
      hanging.onHanging(() => {
        log.warn(`${hanging.name} does not answer, and is ended`)
        endProcess(this.window?.webContents.getOSProcessId())
      })
    }
  }

  /** Resolves when the page answers, rejects when it cannot be loaded. */
  start(): Promise<void> {
    this.stopped = false
    return this.open()
  }

  stop(): void {
    this.stopped = true
    if (this.restart) clearTimeout(this.restart)
    this.discard('stopped')
  }

  private async open(): Promise<void> {
    const window = new BrowserWindow({
      show: false,
      skipTaskbar: true,
      focusable: false,
      webPreferences: {
        preload: this.preload,
        partition: enginePartition,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
        spellcheck: false
      }
    })
    this.window = window
    this.delay.started(performance.now())
    const { webContents } = window
    allowOnlyMicrophone(webContents)
    keepOnPage(webContents)
    webContents.setWebRTCIPHandlingPolicy(policies.any)
    webContents.on('render-process-gone', (_event, { reason }) => this.crashed(window, reason))
    // Nobody can close a window that is never shown but the application that quits.
    window.on('closed', () => this.detach('its window was closed'))

    const started = new Promise<void>((resolve, reject) => {
      // Also after a reload: the page that comes then knows nothing of the one before.
      webContents.on('did-finish-load', () => {
        this.connect(webContents).then(resolve, reject)
      })
    })
    started.catch(() => {})
    await ('file' in this.page ? window.loadFile(this.page.file) : window.loadURL(this.page.url))
    await started
  }

  private async connect(webContents: WebContents): Promise<void> {
    const engine = attached(this.process)
    const voiceLock = attached(this.voiceLock)
    webContents.postMessage('audio-engine-port', null, [engine.port, voiceLock.port])
    await Promise.all([engine.started, voiceLock.started])
    this.log.info('audio engine started')
  }

  private async follow(rule: AddressRule): Promise<void> {
    const { window } = this
    if (!window || window.isDestroyed()) throw new Error('no audio engine')
    window.webContents.setWebRTCIPHandlingPolicy(policies[rule])
    // It travels to the page on the same way as this, which is answered after it, and not on that of the requests.
    const answered = window.webContents.executeJavaScript('null')
    await within(followMs, 'the audio engine does not answer', answered)
  }

  private crashed(window: BrowserWindow, reason: string): void {
    this.detach(reason)
    if (this.stopped) return
    const delayMs = this.delay.died(performance.now())
    this.log.warn('audio engine gone', { reason, restartInMs: delayMs })
    this.restart = setTimeout(() => {
      this.delay.started(performance.now())
      if (!window.isDestroyed()) window.webContents.reload()
    }, delayMs)
  }

  private detach(why: string): void {
    this.process.detach(why)
    this.voiceLock.detach(why)
  }

  private discard(why: string): void {
    const { window } = this
    this.window = null
    this.detach(why)
    if (window && !window.isDestroyed()) window.destroy()
  }
}

/** @returns the port for the other side, and when that has answered */
function attached(served: EngineProcess | MediaProcess<VoiceLockRequests, never>) {
  const { port1, port2 } = new MessageChannelMain()
  const { receive, started } = served.attach(port1)
  port1.on('message', ({ data }) => receive(data))
  port1.on('close', () => served.detachFrom(port1, 'its page is gone'))
  port1.start()
  return { port: port2, started }
}

function keepOnPage(webContents: WebContents): void {
  webContents.on('will-navigate', (event) => event.preventDefault())
  webContents.on('will-frame-navigate', (event) => event.preventDefault())
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
