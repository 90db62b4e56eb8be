import { config } from 'zod'

// The content security policy refuses eval, which zod would try for speed. Imported before any schema is used.
config({ jitless: true })
