// How the browser's modules are written: 300 lines a file and 40 a function, as in Python. Comments do not count in a
// function, for the types of what is within stand there. What a folder may import: tests/assets/test_arrows.py.

import js from '@eslint/js'
import globals from 'globals'

// Longer on purpose: a file with the reason beside it. One that is no longer needed must go.
const LONG_FUNCTIONS = {}

export default [
  { ignores: ['assets/built/', 'assets/vendor/', 'var/', '.venv/'] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-unused-vars': ['error', { caughtErrors: 'none' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['assets/**'],
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 40, skipComments: true }],
    },
  },
  ...Object.keys(LONG_FUNCTIONS).map((file) => ({
    files: [file],
    rules: { 'max-lines-per-function': 'off' },
  })),
  { files: ['**/*.js'], languageOptions: { sourceType: 'script' } },
  { files: ['benchmarks/camera_probe.js'], languageOptions: { globals: { READ_TIMECODE: 'readonly' } } },
  {
    files: ['tests/**', 'bundle.mjs', 'vendor.mjs', 'eslint.config.mjs'],
    languageOptions: { globals: globals.node },
  },
]
