#!/usr/bin/env bash
# Two databases and two roles, neither of which may so much as connect to the other's. Runs once, on an empty volume.
set -euo pipefail
for side in api oauth; do
  database=groundwork
  [[ $side == oauth ]] && database=groundwork_oauth
  file="${side^^}_PASSWORD_FILE"
  psql --set=ON_ERROR_STOP=1 --username postgres --no-psqlrc \
    --set=role="groundwork_$side" --set=database="$database" --set=password="$(<"${!file}")" <<'SQL'
create role :"role" login password :'password';
create database :"database" owner :"role" encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' template template0;
revoke all on database :"database" from public;
SQL
done
