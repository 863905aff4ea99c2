#!/usr/bin/env bash
# What a pull request changes in what agents load: remarks beside its lines, a table in the summary and as a comment.
# action.yml runs it, with TARE, FOLDER, AGENTS, BUDGET, BASE and PULL_REQUEST in its environment.
set -euo pipefail

# Blanks part the agents' names.
# shellcheck disable=SC2206
agents=(${AGENTS:-})
options=(--no-user ${agents[@]+--agent "${agents[@]}"})
tare() { node "$TARE" context "$FOLDER" "${options[@]}" "$@"; }

# Writes a file as the comment of a pull request that begins with a mark.
write_comment() {
  local comments="repos/$GITHUB_REPOSITORY/issues/$1/comments" known
  known=$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$2\")) | .id") || return
  if [ -n "$known" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/${known%%$'\n'*}" --field "body=@$3"
  else
    gh api --silent --method POST "$comments" --field "body=@$3"
  fi
}

tare --annotations

if [ -n "${BASE:-}" ]; then
  # A checkout of one commit does not have it.
  git -C "$FOLDER" cat-file -e "$BASE^{commit}" 2>/dev/null || git -C "$FOLDER" fetch --quiet --depth=1 origin "$BASE"
  comment=$(mktemp)
  # By its first line the comment is found again: others write as the same user.
  mark="<!-- tare: what agents load -->"
  {
    echo "$mark"
    echo "### What agents load with every turn"
    echo
    tare --since "$BASE" --markdown
  } >"$comment"
  cat "$comment" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
  if [ -n "${PULL_REQUEST:-}" ]; then
    write_comment "$PULL_REQUEST" "$mark" "$comment" ||
      echo "::notice title=Tare::The change could not be written as a comment: the job needs pull-requests: write."
  fi
fi

if [ -n "${BUDGET:-}" ]; then
  tare --markdown --budget "$BUDGET" >/dev/null || {
    echo "::error title=Tare::An agent sends more tokens with every turn than the budget of $BUDGET."
    exit 1
  }
fi
