/** Widgets by object number that a field rule has judged, and those that came with a new signature or a permitted kid. */
export interface JudgedWidgets {
  judged: Set<number>
  added: Set<number>
}
