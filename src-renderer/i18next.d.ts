import 'i18next'
import type en from '../resources/locales/en.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    /** The English file is the list of all keys: a key that is not in it does not compile. */
    resources: { translation: typeof en }
    returnNull: false
  }
}
