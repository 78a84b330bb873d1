# The steps of an installation, sourced by setup/install. Every step first looks whether it has anything to do.

PYTHON_VERSIONS='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
BOOTSTRAP=${BOOTSTRAP:-/usr/share/javascript/bootstrap5}

say() { # say THAI ENGLISH
  printf '%s\n  %s\n' "$1" "$2" >&2
}

fail() { # fail THAI ENGLISH
  printf '\n' >&2
  say "$1" "$2"
  exit 1
}

# --- Debian packages ---------------------------------------------------------------------------
# What is needed is tested for itself, so that a machine that has it from elsewhere needs no package.

has_library() {
  { /sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null; } | grep -q "$1"
}

system_packages() {
  missing=
  find_python && "$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
  has_library libpango-1.0.so.0 || missing="$missing libpango-1.0-0"
  has_library libpangoft2-1.0.so.0 || missing="$missing libpangoft2-1.0-0"
  has_library libharfbuzz-subset.so.0 || missing="$missing libharfbuzz-subset0"
  [ -e "$BOOTSTRAP/css/bootstrap.min.css" ] || missing="$missing libjs-bootstrap5"
  command -v msgfmt >/dev/null || missing="$missing gettext"
  [ -e /etc/ssl/certs/ca-certificates.crt ] || missing="$missing ca-certificates"
  install_packages $missing
}

test_packages() {
  missing=
  [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing="$missing chromium"
  has_library libatomic.so.1 || missing="$missing libatomic1" # Playwright's own driver
  command -v pdftotext >/dev/null || missing="$missing poppler-utils"
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
  install_packages $missing
}

install_packages() {
  [ $# -gt 0 ] || return 0
  say "กำลังติดตั้งแพ็กเกจของระบบ: $*" "Installing system packages: $*"
  command -v apt-get >/dev/null || fail \
    "เครื่องนี้ไม่มี apt-get โปรดติดตั้งสิ่งที่เทียบเท่ากับแพ็กเกจข้างต้นของ Debian แล้วสั่งอีกครั้ง" \
    "This machine has no apt-get. Install the equivalents of these Debian packages, then run the command again."
  as_root=$(how_to_be_root) || cannot_install "$@"
  keep_postgresql_quiet "$@"
  $as_root apt-get update -q >&2 || say "ปรับปรุงรายชื่อแพ็กเกจไม่สำเร็จ จะลองติดตั้งต่อ" "apt-get update failed; trying to install all the same."
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@" >&2 || installed=no
  let_postgresql_be
  [ "${installed:-}" != no ] || cannot_install "$@"
}

how_to_be_root() {
  if [ "$(id -u)" = 0 ]; then
    return 0
  fi
  command -v sudo >/dev/null || return 1
  if sudo -n true 2>/dev/null; then
    echo "sudo -n"
  elif [ -t 0 ]; then
    echo sudo
  else
    return 1
  fi
}

cannot_install() {
  fail "ติดตั้งไม่ได้ โปรดให้ผู้ดูแลเครื่องสั่งคำสั่งนี้หนึ่งครั้ง แล้วสั่ง make อีกครั้ง:  apt-get update && apt-get install $*" \
    "Could not install. Ask the machine's administrator to run this once, then run make again:  apt-get update && apt-get install $*"
}

# Debian starts a server of its own when the package is installed. The tests start theirs, so none is wanted here.
QUIET=/etc/postgresql-common/createcluster.d/phatthana-tests.conf

keep_postgresql_quiet() {
  case " $* " in
    *" postgresql "*) [ -e /etc/postgresql-common ] || echo "create_main_cluster = false" | $as_root sh -c "mkdir -p ${QUIET%/*} && cat > $QUIET" ;;
  esac
}

let_postgresql_be() {
  [ ! -e "$QUIET" ] || $as_root rm -f "$QUIET"
}

# --- Python -----------------------------------------------------------------------------------

find_python() {
  for python in ${PYTHON:-} /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c "$PYTHON_VERSIONS" 2>/dev/null; then
      return 0
    fi
  done
  return 1
}

python_environment() {
  if .venv/bin/python -c "$PYTHON_VERSIONS" 2>/dev/null && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    return 0
  fi
  find_python || fail "ต้องมี Python รุ่น 3.11 ถึง 3.14" "Python 3.11 to 3.14 is needed."
  say "กำลังสร้างสภาพแวดล้อม Python ใน .venv" "Making the Python environment in .venv"
  "$python" -m venv --clear .venv
}

install_python_packages() { # install_python_packages REQUIREMENTS-FILE
  due "$1" "$1" || return 0
  say "กำลังติดตั้งแพ็กเกจ Python ตาม $1 (ประมาณหนึ่งนาที)" "Installing Python packages of $1 (about a minute)"
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$1" || fail \
    "ติดตั้งแพ็กเกจ Python ไม่สำเร็จ โปรดตรวจการเชื่อมต่ออินเทอร์เน็ตแล้วสั่งอีกครั้ง" \
    "Could not install the Python packages. Check the network connection, then run the command again."
  done_with "$1" "$1"
}

# --- Files made from packages -------------------------------------------------------------------

# Without the pointer to the source map: the map is not copied, and a pointer to nothing stops collectstatic.
bootstrap_files() {
  for file in css/bootstrap.min.css js/bootstrap.bundle.min.js; do
    target=static/vendor/bootstrap/$file
    if ! without_source_map "$file" | cmp -s - "$target"; then
      mkdir -p "${target%/*}"
      without_source_map "$file" >"$target"
    fi
  done
}

without_source_map() {
  sed 's|/[*/][#@] sourceMappingURL=[^*]*\(\*/\)\{0,1\}||' "$BOOTSTRAP/$1"
}

paper_fonts() {
  # requirements.txt for the versions of the tools; the others are RECIPES of documents/fonts.py and its command
  inputs="requirements.txt documents/fonts.py documents/ligatures.py documents/mark_origins.py documents/management/commands/prepare_fonts.py"
  if ls static/fonts/*.ttf >/dev/null 2>&1; then
    due fonts $inputs || return 0
  fi
  say "กำลังเตรียมแบบอักษร" "Preparing the fonts"
  LOG_LEVEL=WARNING .venv/bin/python manage.py prepare_fonts >&2
  done_with fonts $inputs
}

translations() {
  [ -d locale ] || return 0
  inputs=$(find locale -name '*.po' | sort)
  [ -n "$inputs" ] && due translations $inputs || return 0
  LOG_LEVEL=WARNING .venv/bin/python manage.py compilemessages --verbosity 0 --ignore .venv >&2
  done_with translations $inputs
}

# --- Stamps: a step is due when its input files are not those of its last success -------------------

stamp() { # stamp FILE...
  cat "$@" | sha256sum
}

due() { # due STEP FILE...
  step=$1
  shift
  [ "$(cat ".venv/stamps/$step" 2>/dev/null)" != "$(stamp "$@")" ]
}

done_with() { # done_with STEP FILE...
  step=$1
  shift
  mkdir -p .venv/stamps
  stamp "$@" >".venv/stamps/$step"
}
