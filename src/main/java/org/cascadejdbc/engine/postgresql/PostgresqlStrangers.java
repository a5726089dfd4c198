package org.cascadejdbc.engine.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.TableName;

/**
 * Whose tables are no business of statements of ours. PostgreSQL carries a key out as the owner of the referencing table: with
 * that owner's rights triggers, constraints and defaults run, whoever wrote them; a statement of ours runs them as the connection's
 * user, and the planner runs functions of that table's indexes as soon as it only plans one.
 *
 * <p>So whoever is the author of something that runs is a stranger unless it may become that user anyway: a superuser, the user itself,
 * a member of it that may {@code SET ROLE}. Not the current role counts but the session's user, and the one who has logged in: code
 * can go back to them. Authors are the table's owner; that of its schema, who may put another table in its place, and of a
 * foreign table's server, who may put other rows there; whoever has TRIGGER on it; and who owns a function or type that
 * anything at the table needs, as far as {@code pg_depend} tells, or may put a function in front of what such a function calls by a
 * search path of its own. What a function without such a path calls is looked for on the session's: so there whoever may
 * create something in a schema of that path, or has, or may create a schema that the path names and that is not there yet; and who
 * has something in the session's temporary schema, which comes before all others where a path does not name it.
 * Functions in C are taken for what looks nothing up unless they are triggers; only superusers write them. Where the table that a statement
 * names is the user's own, the last three get natively what they get by us. Who owns a partitioned table is an author of its partitions,
 * too, whosever they are: an index there becomes one of each.
 *
 * <p>A statement that names a table comes to others, too: to the partitions of a partitioned one, to what is under a view with all
 * that inherits from it, to what a rule or a policy reads or writes, each of them with what it comes to itself. So the way goes
 * from what is a stranger's up to all that leads there, to the fixed point and whatever kind of relation it is: where there is no
 * stranger, nothing is to be walked. Of an ordinary table a statement of ours names the table {@code ONLY}, so what inherits
 * from it counts where it is read through something else.
 */
final class PostgresqlStrangers {
    /** A word that is no role's name. */
    private static final String PUBLIC = "public";
    private static final String OF_THE_SERVER = "pg_";
    private static final String TEMPORARY = "pg_temp";

    private final Map<Long, List<Stranger>> found = new HashMap<>();
    private final List<Stranger> open = new ArrayList<>();
    private final List<String> founders = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<Long> looking = new HashSet<>();

    /** What is shared comes first. */
    void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            long oid = rows.getLong(1);
            String role = rows.getString(2);
            String how = rows.getString(3);
            String schema = rows.getString(4);
            switch (how) {
                case "known" -> known.add(schema);
                case "open" -> {
                    if (schema == null) {
                        founders.add(role);
                    } else {
                        open.add(open(role, schema));
                    }
                }
                case "path" -> looking.add(oid);
                default -> found.computeIfAbsent(oid, table -> new ArrayList<>())
                        .add(author(how, role, new TableName(schema, rows.getString(5)), rows.getBoolean(6)));
            }
        }
        Stranger.Places unknown = new Stranger.Places(known, true);
        founders.forEach(role -> open.add(founder(role, unknown)));
    }

    /** Whether that is a session's temporary schema. */
    static boolean isTemporary(String schema) {
        return schema.startsWith(TEMPORARY);
    }

    /** Whether it counts in such a session. Of schemas of the server's, and the session's, none is unknown. */
    static boolean count(Stranger stranger, SearchPath path) {
        return stranger.counts(path.schemas().stream()
                .filter(schema -> !stranger.inUnknownPlaces() || !schema.startsWith(OF_THE_SERVER))
                .toList());
    }

    /** @param itself whether it is the very table that a DELETE names: what runs at others may run at none of its rows */
    private static Stranger author(String how, String role, TableName table, boolean itself) {
        return switch (how) {
            case "trigger" -> new Stranger(role, mayBeAll(role) + " may create triggers on " + table, "REVOKE TRIGGER ON "
                    + table + " FROM " + role, itself, false, null);
            case "temporary" -> new Stranger(role, role + " has put something into this session's temporary schema, where functions that "
                    + table + " needs look for names first", "give these functions a search path that ends with pg_temp (ALTER"
                            + " FUNCTION ... SET search_path = ..., pg_temp), DISCARD TEMP, use a connection on which nothing of "
                            + role + "'s has run", false, true, null);
            case "uses", "runs" -> new Stranger(role, mayBeAll(role) + " decides what a function or type does that is needed by triggers,"
                    + " rules, policies, constraints, defaults, columns, statistics or indexes of " + table,
                    "give it to another owner (ALTER FUNCTION ... OWNER TO), and to a function a search_path where nobody else may"
                            + " create anything", itself && how.equals("runs"), true, null);
            default -> new Stranger(role, (how.equals("owner") ? "" : "the " + how + " of ") + table + " belongs to " + role,
                    "connect as " + role + ", give the table to another owner (ALTER TABLE ... OWNER TO)", itself && !how.equals("server"), true, null);
        };
    }

    private static Stranger open(String role, String schema) {
        return onPath(role, "where " + mayBeAll(role) + " may have put something into the schema " + schema,
                "take the schema from the session's, REVOKE CREATE ON SCHEMA " + schema + " FROM " + role,
                new Stranger.Places(Set.of(schema), false));
    }

    private static Stranger founder(String role, Stranger.Places unknown) {
        return onPath(role, "where " + mayBeAll(role) + ", who may create schemas, may have put one that was not there before",
                "take it from the session's, REVOKE CREATE ON DATABASE", unknown);
    }

    private static Stranger onPath(String role, String why, String wayOut, Stranger.Places places) {
        return new Stranger(role, "the table has triggers, rules, policies, constraints or defaults with functions that look for names on"
                + " the session's search path, " + why, "give these functions a search path (ALTER FUNCTION ... SET search_path ="
                        + " ...), " + wayOut + ", connect as the table's owner", false, true, places);
    }

    private static String mayBeAll(String role) {
        return role.equals(PUBLIC) ? "everybody (PUBLIC)" : role;
    }

    /** Those of that table, and of all that a statement comes to that names it, whatever the search path. */
    List<Stranger> of(long oid) {
        List<Stranger> own = found.getOrDefault(oid, List.of());
        return looking.contains(oid) ? Stream.concat(own.stream(), open.stream()).toList() : own;
    }
}
