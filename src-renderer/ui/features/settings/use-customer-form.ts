import { useMemo, useState } from 'react'
import { changedParts, type CustomerDraft } from './customer-draft'
import { draftProblems, isBlocking, type DraftProblem } from './draft-problems'
import { useProblemText } from './use-problem-text'

/** The state of the customer form, apart from how it looks. */
export function useCustomerForm(initialDraft: () => CustomerDraft, isNew: boolean) {
  const [saved, setSaved] = useState(initialDraft)
  const [draft, setDraft] = useState(saved)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [attempted, setAttempted] = useState(false)
  const [removal, setRemoval] = useState<{ name: string; before: CustomerDraft } | null>(null)
  const problems = useMemo(() => draftProblems(draft), [draft])
  const problemText = useProblemText()

  /** Clashes are said at once, a field that is not filled in yet only when it was left. */
  const isShown = (problem: DraftProblem) =>
    attempted || touched.has(problem.path) || (problem.kind !== 'field' && !isMissing(problem))

  return {
    draft,
    saved,
    problems,
    attempted,
    removal,
    changed: isNew ? ('customer' as const) : changedParts(saved, draft),
    /** false for a new customer in which nothing was typed: nothing would be lost */
    dirty: changedParts(saved, draft) !== 'nothing',
    change: (next: (draft: CustomerDraft) => CustomerDraft) => {
      setRemoval(null)
      setDraft(next)
    },
    remove: (name: string, next: (draft: CustomerDraft) => CustomerDraft) => {
      setRemoval({ name, before: draft })
      setDraft(next)
    },
    undoRemoval: () => {
      if (removal) setDraft(removal.before)
      setRemoval(null)
    },
    touch: (path: string) => setTouched((paths) => new Set(paths).add(path)),
    attempt: () => setAttempted(true),
    reset: () => {
      setDraft(saved)
      setTouched(new Set())
      setAttempted(false)
      setRemoval(null)
    },
    /**
     * What was sent is what is saved now; the passwords are not kept any longer than that. What was typed since stays.
     */
    markSaved: () => {
      const kept = { ...draft, account: { ...draft.account, password: '', turnPassword: '' } }
      setSaved(kept)
      setDraft((current) => (current === draft ? kept : current))
      setAttempted(false)
      setRemoval(null)
    },
    hasProblemIn: (prefix: string) => [...problems.keys()].some((path) => path.startsWith(prefix)),
    problemAt: (path: string): string | undefined => {
      const problem = problems.get(path)
      return problem && isBlocking(problem) && isShown(problem) ? problemText(problem) : undefined
    },
    warningAt: (path: string): string | undefined => {
      const problem = problems.get(path)
      return problem && !isBlocking(problem) ? problemText(problem) : undefined
    }
  }
}

function isMissing(problem: DraftProblem): boolean {
  return problem.kind === 'rule' && problem.problem.problem === 'missing'
}
