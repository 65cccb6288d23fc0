#!/bin/sh
# Puts the film of make-film.sh into fragmented MP4 for DASH, without encoding it again: two picture sizes and the sound, in clear, since
# DASH knows no AES-128. The manifest is written by the sandbox, which repeats the film. Needs ffmpeg (5.1 or later).
# Usage: tools/make-dash.sh packages/sandbox/film
set -eu
film=$(cd "$1" && pwd)
for name in 144p 240p snd; do
  case $name in snd) tag="-tag:a mp4a -bsf:a aac_adtstoasc" ;; *) tag="-tag:v avc1" ;; esac
  out="$film/dash/$name"; rm -rf "$out"; mkdir -p "$out"
  ffmpeg -hide_banner -loglevel error -y -allowed_extensions ALL -i "$film/$name/index.m3u8" -map 0 -c copy $tag -t 40 \
    -fflags +bitexact -flags +bitexact -f dash -seg_duration 4 -use_template 1 -use_timeline 0 \
    -init_seg_name 'init.mp4' -media_seg_name '$Number$.m4s' -single_file 0 "$out/manifest.mpd"
  rm "$out/manifest.mpd"
done
