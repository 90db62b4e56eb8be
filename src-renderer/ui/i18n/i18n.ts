import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '../../../resources/locales/en.json'

/** All texts are in the bundle, so that they are there before the first paint. */
export function createI18n(): i18n {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    initAsync: false,
    showSupportNotice: false,
    returnNull: false,
    // React escapes.
    interpolation: { escapeValue: false }
  })
  return instance
}
