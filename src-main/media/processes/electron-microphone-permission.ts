import { systemPreferences, type WebContents } from 'electron'

/** In the session of this page: sound may be captured by its main frame, and nothing else is allowed to anybody. */
export function allowOnlyMicrophone(page: WebContents): void {
  const { session } = page
  session.setPermissionRequestHandler((webContents, permission, answer, details) => {
    // Playing on a device that is not the default.
    if (webContents === page && permission === 'speaker-selection') {
      answer(true)
      return
    }
    const audioOnly = 'mediaTypes' in details && String(details.mediaTypes) === 'audio'
    if (webContents !== page || permission !== 'media' || !details.isMainFrame || !audioOnly) {
      answer(false)
      return
    }
    askSystem().then(answer, () => answer(false))
  })
  session.setPermissionCheckHandler(
    (webContents, permission, _origin, details) =>
      webContents === page && permission === 'media' && details.mediaType !== 'video'
  )
}

/** macOS asks the person, once; a refusal is remembered by the system. */
async function askSystem(): Promise<boolean> {
  if (process.platform !== 'darwin') return true
  return systemPreferences.askForMediaAccess('microphone')
}
