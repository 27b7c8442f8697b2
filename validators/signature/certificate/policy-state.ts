/**
 * Certificate policies along a path (RFC 5280 §6.1). We ask for no particular policy, so the valid policy tree matters
 * only by whether anything of it is left when a CA demands an explicit policy: a set of policies stands for its last row.
 */
import type { Certificate } from './certificate.ts'

const ANY_POLICY = '2.5.29.32.0'

export interface PolicyState {
  /** Expected policies of the tree's last row; `null`: the tree is empty. */
  valid: ReadonlySet<string> | null
  explicitPolicy: number
  policyMapping: number
  inhibitAnyPolicy: number
}

/** §6.1.2 (a), (d)–(f): any policy will do, none is demanded. `length`: certificates in the path. */
export function initialPolicyState(length: number): PolicyState {
  return {
    valid: new Set([ANY_POLICY]),
    explicitPolicy: length + 1,
    policyMapping: length + 1,
    inhibitAnyPolicy: length + 1,
  }
}

/** §6.1.3 (d)–(e). */
export function applyPolicies(state: PolicyState, certificate: Certificate, isLast: boolean): PolicyState {
  const { policies } = certificate.extensions
  if (policies === null || state.valid === null) return { ...state, valid: null }
  const anyExpected = state.valid.has(ANY_POLICY)
  const kept = new Set(policies.filter((policy) => policy !== ANY_POLICY && (anyExpected || state.valid?.has(policy))))
  const anyAllowed = state.inhibitAnyPolicy > 0 || (!isLast && certificate.selfIssued)
  if (policies.includes(ANY_POLICY) && anyAllowed) for (const policy of state.valid) kept.add(policy)
  return { ...state, valid: kept.size === 0 ? null : kept }
}

/** §6.1.4 (a), (b), (h)–(j): mappings and skip counts on the way to the next certificate. `null`: anyPolicy was mapped. */
export function preparePolicies(state: PolicyState, certificate: Certificate): PolicyState | null {
  const { policyMappings, requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } = certificate.extensions
  // (a)
  if (policyMappings.some(({ issuer, subject }) => issuer === ANY_POLICY || subject === ANY_POLICY)) return null
  // (b)
  let valid = state.valid
  if (valid !== null && policyMappings.length > 0) {
    const mapped = new Set(valid)
    for (const { issuer } of policyMappings) mapped.delete(issuer)
    if (state.policyMapping > 0) {
      for (const { issuer, subject } of policyMappings) {
        if (valid.has(issuer) || valid.has(ANY_POLICY)) mapped.add(subject)
      }
    }
    valid = mapped.size === 0 ? null : mapped
  }
  // (h)
  const step = certificate.selfIssued ? 0 : 1
  const lower = (count: number, limit: number | null) =>
    Math.min(Math.max(0, count - step), limit ?? Number.MAX_SAFE_INTEGER)
  // (i), (j)
  return {
    valid,
    explicitPolicy: lower(state.explicitPolicy, requireExplicitPolicy),
    policyMapping: lower(state.policyMapping, inhibitPolicyMapping),
    inhibitAnyPolicy: lower(state.inhibitAnyPolicy, inhibitAnyPolicy),
  }
}

/** §6.1.3 (f) and §6.1.5 (a), (b), (g). */
export function policiesStand(state: PolicyState): boolean {
  return state.explicitPolicy > 0 || state.valid !== null
}

/** §6.1.5 (a), (b): the last certificate's own demand. */
export function wrapUpPolicies(state: PolicyState, certificate: Certificate): PolicyState {
  const explicitPolicy = Math.max(0, state.explicitPolicy - 1)
  return { ...state, explicitPolicy: certificate.extensions.requireExplicitPolicy === 0 ? 0 : explicitPolicy }
}
