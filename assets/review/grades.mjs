// Grades A to E: the letter, its points on hover and focus, and the formula in words.

import { make } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { facts } from './facts.mjs'

const LETTERS = ['A', 'B', 'C', 'D']

/** @param {string} split */
export const hasGrades = (split) => split in facts.rules

/**
 * @param {ReviewGrade | null} given
 * @param {string} split
 */
export function graded(given, split) {
  const node = make('span', 'review-grade')
  node.tabIndex = 0
  node.append(make('b', '', given?.grade ?? '—'), tip(given, split))
  return node
}

/**
 * @param {ReviewGrade | null} given
 * @param {string} split
 */
function tip(given, split) {
  if (!given) return make('span', 'review-tip', word('grade_none'))
  const parts = facts.rules[split].weights.map(([rate, weight]) =>
    word('grade_part', { rate: word(`number_${rate}`), weight, points: given.parts[rate].toFixed(1) }),
  )
  const told = { grade: given.grade, points: given.points.toFixed(1), parts: parts.join(' + ') }
  return make('span', 'review-tip', word('grade_points', told))
}

/**
 * How grades of a split come about; nothing of one that has none.
 * @param {string} split
 */
export function formula(split) {
  const rule = facts.rules[split]
  if (!rule) return ''
  const parts = rule.weights.map(([rate, weight]) =>
    word('formula_part', { rate: word(`number_${rate}`), weight }),
  )
  const bounds = rule.bounds.map((bound, nth) => word('formula_bound', { grade: LETTERS[nth], bound }))
  const told = { parts: parts.join(' + '), bounds: bounds.join(' · '), least: rule.least }
  return `${word(`grades_${split}`)} — ${word('formula', told)}`
}
