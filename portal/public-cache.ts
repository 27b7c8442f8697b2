/**
 * How long what the public reads may be kept. What is taken down must be gone at once (QĐ 40/2024 Điều 8.2.b): caches that
 * stand between us and many readers ask again after a minute at most, whoever has read a file may keep it longer.
 */
export const publicCache = {
  pages: 'public, max-age=30',
  files: 'public, max-age=3600, s-maxage=60',
  pictures: 'public, max-age=86400, s-maxage=60',
} as const
