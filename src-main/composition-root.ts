import { app, nativeTheme } from 'electron'
import { failure } from '@contract/errors/reasons'
import { appSlice } from './app/app-slice'
import { wireBells } from './app/bell-wiring'
import { openCallRecords } from './app/call-records'
import { CalmSupervision } from './app/calm-supervision'
import { commandHandlers } from './app/command-handlers'
import type { CommandLine } from './app/command-line'
import { Customers } from './app/customers'
import { Demo } from './app/demo'
import { crashDialog } from './app/electron-crash-dialog'
import { wireEchoCall } from './app/echo-wiring'
import { wireHotkeys } from './app/hotkey-wiring'
import { openLog, scoped } from './app/log'
import { initialSlices } from './app/initial-slices'
import { wireHud } from './app/hud-wiring'
import { IncomingCallAlert } from './app/incoming-call-alert'
import { watchNetwork } from './app/network-wiring'
import { postMediaNotices } from './app/media-notices'
import { ModeCue } from './app/mode-cue'
import { NoticeBoard } from './app/notice-board'
import { builtPaths, pageUrl, resourcePath } from './app/paths'
import { PhoneSounds } from './app/phone-sounds'
import { wirePhone } from './app/phone-wiring'
import { provision } from './app/provision'
import { replaceFile } from './app/replace-file'
import { SoundNotices } from './app/sound-notices'
import { supervisionCall } from './app/supervision-call'
import { trayState } from './app/tray-calls'
import { wireTray } from './app/tray-wiring'
import { UiWindow } from './app/ui-window'
import { CustomerDirectory } from './customers/customer-directory'
import { openPasswordVault } from './customers/electron-password-vault'
import { openSettingsFile } from './customers/settings-file'
import { SipTrace } from './diagnostics/sip-trace'
import { IpcGate } from './ipc/gate'
import { SnapshotPublisher } from './ipc/snapshot-publisher'
import { MediaHost } from './media/media-host'
import { trustedAuthorities } from './sip/transport/trusted-authorities'
import { Supervisor } from './supervision/supervisor'
import texts from '../resources/locales/en.json'

/** The running app, as the entry point sees it. */
export interface Coachline {
  readonly ready: Promise<void>
  /** The app was started a second time, or its dock icon was clicked. */
  startedAgain(commandLine: CommandLine): void
  stop(): Promise<void>
}

/** The only place where services are constructed and joined. */
export function startCoachline(commandLine: CommandLine): Coachline {
  const folder = app.getPath('userData')
  const log = openLog(folder, !app.isPackaged)
  const { settings, problem, file } = openSettingsFile(folder, new Date(), replaceFile)

  const gate = new IpcGate(scoped(log, 'ipc'))
  const media = new MediaHost({
    relayEntry: builtPaths.process('media-relay'),
    enginePage: { url: pageUrl('audio-engine') },
    enginePreload: builtPaths.preload('audio-engine'),
    authorities: trustedAuthorities,
    log: scoped(log, 'media')
  })

  const publisher = new SnapshotPublisher(
    initialSlices({ app: appSlice(false), sound: media.sound.view }),
    (change) => {
      gate.tell('snapshot.changed', change)
    }
  )
  const { recentCalls, history } = openCallRecords(folder, publisher, log)
  const notices = new NoticeBoard((list) => {
    publisher.set('notices', list)
  })

  media.onLevels((levels) => {
    gate.tell('levels', levels)
  })
  postMediaNotices(media, notices)
  const soundNotices = new SoundNotices(notices)
  const trace = new SipTrace(Date.now)

  const customers: Customers = new Customers({
    publisher,
    notices,
    inCall: (customerId) => inCall(customerId),
    wireOf: (customerName) => trace.wireOf(customerName),
    log
  })

  let mediaUp = false
  const mediaIsUp = () => mediaUp
  const supervisor: Supervisor = new Supervisor({
    profileOf: (extension) => customers.supervised.current?.profileOf(extension),
    isRegistered: () => customers.supervised.current?.registration.kind === 'registered',
    openCall: () => {
      const session = customers.supervised.current
      if (!session || !mediaUp) return null
      const { account, callAccount } = session
      return supervisionCall(account, media.openCallMedia(account.localAddress(), callAccount))
    },
    now: Date.now,
    log: scoped(log, 'supervision')
  })

  const hotkeys = wireHotkeys({ supervisor, publisher, notices })

  const directory = new CustomerDirectory(settings, {
    file,
    vault: openPasswordVault(folder, log),
    changed: () => {
      settingsChanged()
    },
    notice: (failed) => {
      notices.post(failed)
    }
  })

  const demo = new Demo(builtPaths.process('demo-pbx'), resourcePath('demo-voices'), {
    changed: () => {
      settingsChanged()
    },
    training: (view) => {
      publisher.set('training', view)
    },
    died: () => {
      notices.post(failure('demo.not-started', { detail: '' }), 'error')
    }
  })

  const crashed = crashDialog(folder, () => inCall())
  const window = new UiWindow(gate, log, crashed, {
    loads: () => {
      echoCall.hangUp()
    },
    closed: () => {
      echoCall.hangUp()
      if (!inCall() && process.platform !== 'darwin') app.quit()
    }
  })
  const hud = wireHud({ gate, window, directory, folder, log })
  const bells = wireBells({
    ...{ customers, directory, demo, publisher, notices, window },
    inCall: (customerId) => inCall(customerId)
  })
  const phoneSounds = new PhoneSounds(media.sounds)
  const modeCue = new ModeCue(() => {
    if (directory.current.sound.listening.modeCue) media.sounds.play('cue')
  })
  const phone = wirePhone({
    customers,
    supervisor,
    media,
    mediaIsUp,
    recentCalls,
    changed: (view) => {
      publisher.set('phone', view)
      alert.update(view.calls)
      callsChanged()
    },
    log
  })
  const echoCall = wireEchoCall({ supervisor, phone, media, mediaIsUp, publisher, log })
  const alert = new IncomingCallAlert({ window, title: texts.tray.incoming })
  function inCall(customerId?: string): boolean {
    const supervised = customers.supervised.id
    const supervising = customerId === undefined ? supervised !== null : supervised === customerId
    return supervising || phone.inCall(customerId)
  }
  const tray = wireTray({ window, phone, supervisor, echoCall, log })

  /** Everything that follows from the settings: who is connected, which keys are used, how it looks. */
  function settingsChanged(): void {
    const list = demo.customer
      ? [...directory.views, { ...demo.customer, hasPassword: true, hasTurnPassword: false }]
      : directory.views
    nativeTheme.themeSource =
      directory.current.appearance.colorScheme === 'auto'
        ? 'system'
        : directory.current.appearance.colorScheme
    publisher.set('app', appSlice(demo.shown))
    publisher.set('appearance', directory.current.appearance)
    publisher.set('hud', directory.current.hud)
    hud.refresh()
    media.sound.use(directory.current.sound)
    trace.record(directory.current.diagnostics.sipTrace)
    customers.use(
      list,
      (id) => (id === demo.customer?.id ? demo.secrets : directory.secretsOf(id)),
      demo.shown ? (demo.customer?.id ?? null) : (directory.active?.id ?? null)
    )
    hotkeys.use(customers.inHand?.hotkeys ?? null)
    bells.refresh()
  }

  media.sound.onChange((view) => {
    publisher.set('sound', view)
    soundNotices.update(view, inCall())
  })

  let otherCustomer = false
  const calm = new CalmSupervision((view) => {
    hud.update(view, publisher.set('supervision', view))
    if (otherCustomer) settingsChanged()
    otherCustomer = false
    hotkeys.setActive(view.phase !== 'idle')
    callsChanged()
  })
  supervisor.onChange((view) => {
    otherCustomer = customers.follow(view) || otherCustomer
    history.see(view, customers.supervised.current?.customer.name ?? '')
    calm.update(view)
    demo.supervising(view.phase === 'supervising' ? view.target.extension : null)
    modeCue.update(view)
  })
  publisher.set('phone', phone.view)

  /** A supervision or an ordinary call began, went on or ended. */
  function callsChanged(): void {
    soundNotices.update(media.sound.view, inCall())
    tray.update(trayState(phone.view.calls, supervisor.view))
    phoneSounds.update(phone.view, supervisor.view.phase !== 'idle')
    if (demo.customer && !demo.shown && !inCall(demo.customer.id)) demo.stop()
  }

  function obey({ demo: wantsDemo, provisionFile }: CommandLine): void {
    if (provisionFile !== null) provision(provisionFile, directory, notices)
    if (wantsDemo && !demo.running) {
      void demo.start().then((started) => {
        if (!started.ok) notices.post(started.failure, 'error')
      })
    }
  }

  const ready = media.start().then(
    () => {
      mediaUp = true
    },
    (error: unknown) => {
      log.error(`media did not start: ${String(error)}`)
      notices.post(failure('media.not-started', { detail: String(error) }), 'error')
    }
  )

  gate.serve(
    commandHandlers({
      publisher,
      supervisor,
      phone,
      history,
      directory,
      customers,
      demo,
      hud,
      bells,
      notices,
      sound: media.sound,
      asksIceServer: (account, kind) => media.tryIceServer(account, kind),
      echoCall,
      trace,
      producer: `Coachline ${app.getVersion()}`,
      log,
      inCall,
      supervisionShown: () => calm.shown(),
      mediaStarted: ready
    })
  )
  if (problem) notices.post(problem)
  callsChanged()
  const forgetNetwork = watchNetwork(customers.connections, log)
  settingsChanged()
  obey(commandLine)
  window.show()

  return {
    ready,
    startedAgain(again) {
      obey(again)
      window.show()
    },
    async stop() {
      hud.close()
      supervisor.hangUp()
      phone.hangUpAll()
      await echoCall.giveWay()
      hotkeys.setActive(false)
      forgetNetwork()
      await customers.connections.stop()
      demo.stop()
      await media.stop()
    }
  }
}
