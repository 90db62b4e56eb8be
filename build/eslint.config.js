import { resolve } from 'node:path'
import { defineConfig } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const SERVICES_WITH_IPC = ['src-main/ipc/**', 'src-main/preload/**']

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a thing then has one name everywhere.'
}
const noBarrel = {
  selector: 'ExportAllDeclaration',
  message: 'No barrels: import from the file that defines the thing.'
}

/**
 * @param {number} max
 * @returns {['error', object]}
 */
const maxLines = (max) => ['error', { max, skipBlankLines: true, skipComments: true }]

export default defineConfig(
  {
    ignores: [
      'node_modules/',
      'out/',
      'dist/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      'shots/'
    ]
  },
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['electron.vite.config.ts'],
          defaultProject: './build/tsconfig.json'
        },
        tsconfigRootDir: resolve(import.meta.dirname, '..')
      }
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-lines': maxLines(300),
      'no-restricted-syntax': ['error', noDefaultExport, noBarrel],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true }
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true }
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' }
      ],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } }
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }
      ],
      '@typescript-eslint/no-empty-function': 'off'
    }
  },
  {
    files: ['src-main/**', 'src-renderer/**'],
    rules: { 'no-console': 'error' }
  },
  {
    files: ['src-main/**', 'src-renderer/**', 'tests/**'],
    ignores: SERVICES_WITH_IPC,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'electron',
              importNames: ['ipcMain', 'ipcRenderer'],
              message:
                'Every message passes the gate in src-main/ipc or a preload in src-main/preload.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended]
  },
  {
    files: ['tests/**'],
    rules: {
      'max-lines': maxLines(400),
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off'
    }
  },
  {
    // Plain JavaScript, because it runs before anything is installed: JSON stays `any` there.
    files: ['build/**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off'
    }
  },
  {
    // Tools that load a configuration file expect a default export of it.
    files: ['**/*.config.{ts,js,mjs}'],
    rules: { 'no-restricted-syntax': ['error', noBarrel] }
  }
)
