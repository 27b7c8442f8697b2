/** Numbers that look drawn by lot and are the same in every run. */

export type Chance = () => number

/** @returns A source of numbers from 0 to 1 (mulberry32), told apart by its name. */
export function chanceOf(name: string): Chance {
  let state = hashOf(name)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** FNV-1a over UTF-16 units. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Roughly normal with mean 0 and deviation 1. */
export function bell(chance: Chance): number {
  return (chance() + chance() + chance() + chance() - 2) * 1.732
}
