type Document = Record<string, unknown>

/** A step to the next shape of the settings file. Steps are never edited once they were released. */
export interface Migration {
  readonly to: number
  readonly migrate: (document: Document) => Document
}

/** In order. To add one: raise `settingsVersion`, append the step, and add the old file to tests/fixtures/settings. */
export const migrations: readonly Migration[] = [
  { to: 1, migrate: (document) => ({ activeCustomerId: null, ...document, version: 1 }) },
  {
    to: 2,
    migrate: (document) => ({
      ...document,
      version: 2,
      sound: {
        microphone: null,
        speaker: null,
        volumePercent: 100,
        processing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
      }
    })
  },
  {
    to: 3,
    migrate: (document) => ({
      ...document,
      version: 3,
      diagnostics: { sipTrace: false },
      customers: Array.isArray(document['customers'])
        ? document['customers'].map((customer: unknown) =>
            typeof customer === 'object' ? { connected: true, ...customer } : customer
          )
        : document['customers']
    })
  }
]
