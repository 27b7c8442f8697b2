#!/usr/bin/env bash
# Installs what the tests need beyond a bare Node: npm packages, and Debian packages where they are missing.
# Idempotent; quick when everything is there. Only tests and OCR speed need the Debian part, never the product itself.
set -euo pipefail
cd "$(dirname "$0")/.."

node bootstrap.mjs

# command → Debian package
needed=(
  pdfsig:poppler-utils
  tesseract:tesseract-ocr
  chromium:chromium
  xmllint:libxml2-utils
  dovecot:dovecot-imapd
  redis-server:redis-server
  soffice:libreoffice-writer-nogui
  heif-enc:libheif-examples
)
missing=()
for pair in "${needed[@]}"; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
if ! tesseract --list-langs 2>/dev/null | grep -qx vie; then missing+=(tesseract-ocr-vie); fi

if [ "${#missing[@]}" -gt 0 ]; then
  echo "Installing Debian packages: ${missing[*]}" >&2
  sudo=""
  if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
  if ! command -v apt-get >/dev/null; then
    echo "This machine has no apt-get: install ${missing[*]} by hand, then run npm test again." >&2
    exit 2
  fi
  $sudo apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
fi
