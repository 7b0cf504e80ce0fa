# Sourced by ./run, ./test and ./bench: installs what the machine lacks. Nothing here touches the project's own files.

say() { printf '%s\n' "$*" >&2; }

need_dotnet() {
  command -v dotnet >/dev/null || { say 'The .NET 10 SDK is missing: install it (dotnet on PATH) and run this again.'; exit 1; }
}

# need_packages NAME...: Debian packages, installed where dpkg does not know them.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "Installing ${missing[*]} ..."
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build PROJECT [OPTION...]: quiet unless it fails. One compiler process serves all projects, which halves the time of a first build; it ends
# by itself once idle.
build() {
  local log started=$SECONDS
  log=$(mktemp)
  if ! dotnet build "$@" -p:UseSharedCompilation=true -v quiet -nologo -clp:ErrorsOnly >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    say 'The build failed.'
    exit 1
  fi
  rm -f "$log"
  say "Built $1 in $((SECONDS - started)) s."
}
