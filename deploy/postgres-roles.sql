-- The three roles of the service and their database, on PostgreSQL 15 or newer. Safe to run again.
--
--   psql -U postgres -v database=ixchel -f deploy/postgres-roles.sql
--
-- as a superuser. Passwords are not in this file: give them as variables
--
--   -v owner_password=… -v app_password=… -v worker_password=…
--
-- or, so that they appear in no process list, afterwards with \password ixchel_owner and so on.
--
--   ixchel_owner   owns the schema and migrates it           IXCHEL_DATABASE_ADMIN_URL
--   ixchel_app     serves requests, bound by the policies    IXCHEL_DATABASE_URL
--   ixchel_worker  background work, bound by the policies
--
-- Rights on tables are given by `ixchel migrate`, which runs as the owner after the schema is there.

\set ON_ERROR_STOP on
\if :{?database}
\else
    \set database ixchel
\endif

SELECT format('CREATE ROLE %I', role)
FROM unnest(ARRAY['ixchel_owner', 'ixchel_app', 'ixchel_worker']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role)
\gexec

ALTER ROLE ixchel_owner  LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE ixchel_app    LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE ixchel_worker LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;

-- Neither may become the owner: a member of the owner could switch the policies off.
SELECT format('REVOKE ixchel_owner FROM %I', m.member::regrole)
FROM pg_auth_members m
WHERE m.roleid = 'ixchel_owner'::regrole AND m.member IN ('ixchel_app'::regrole, 'ixchel_worker'::regrole)
\gexec

\if :{?owner_password}
    ALTER ROLE ixchel_owner PASSWORD :'owner_password';
\endif
\if :{?app_password}
    ALTER ROLE ixchel_app PASSWORD :'app_password';
\endif
\if :{?worker_password}
    ALTER ROLE ixchel_worker PASSWORD :'worker_password';
\endif

SELECT format('CREATE DATABASE %I OWNER ixchel_owner ENCODING ''UTF8'' TEMPLATE template0', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database')
\gexec

ALTER DATABASE :"database" OWNER TO ixchel_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO ixchel_app, ixchel_worker;

\connect :"database"

ALTER SCHEMA public OWNER TO ixchel_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO ixchel_app, ixchel_worker;
